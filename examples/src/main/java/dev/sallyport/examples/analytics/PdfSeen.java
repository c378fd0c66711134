package dev.sallyport.examples.analytics;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * A PDF as a reader begins to read it (ISO 32000-1, 7.5): from its end, by its table of offsets.
 *
 * @param bytes its size
 * @param pages how many there are
 * @param deflated whether the contents of all pages are compressed
 * @param text the contents of the pages, as operators and strings
 */
record PdfSeen(int bytes, int pages, boolean deflated, String text) {
  private static final Pattern END = Pattern.compile("startxref\\s+(\\d+)\\s+%%EOF\\s*$");
  private static final Pattern OFFSET = Pattern.compile("(\\d{10}) \\d{5} n");
  private static final Pattern STREAM = Pattern.compile("/Length (\\d+)([^>]*)>>\\s*stream\\r?\\n");

  /** Returns what is wrong with it, or nothing. */
  static Optional<String> objection(byte[] file) {
    String all = latin(file);
    if (!all.startsWith("%PDF-1.")) {
      return Optional.of("it does not begin as a PDF");
    }
    Matcher end = END.matcher(all);
    if (!end.find()) {
      return Optional.of("it has no end, so it is cut");
    }
    int table = Integer.parseInt(end.group(1));
    if (!all.startsWith("xref", table)) {
      return Optional.of("its table of offsets is not where it says");
    }
    Matcher offsets = OFFSET.matcher(all.substring(table));
    int objects = 0;
    while (offsets.find()) {
      objects++;
      if (!all.startsWith(objects + " 0 obj", Integer.parseInt(offsets.group(1)))) {
        return Optional.of("its object " + objects + " is not where it says");
      }
    }
    return objects == 0 ? Optional.of("it has no objects") : Optional.empty();
  }

  /**
   * Reads one that there is no objection to.
   *
   * @throws IllegalArgumentException if a page cannot be inflated
   */
  static PdfSeen read(byte[] file) {
    String all = latin(file);
    Matcher streams = STREAM.matcher(all);
    StringBuilder text = new StringBuilder();
    boolean deflated = true;
    while (streams.find()) {
      int length = Integer.parseInt(streams.group(1));
      boolean small = streams.group(2).contains("/FlateDecode");
      deflated &= small;
      text.append(
          small
              ? inflated(file, streams.end(), length)
              : all.substring(streams.end(), streams.end() + length));
    }
    int pages = (int) Pattern.compile("/Type /Page\\b").matcher(all).results().count();
    return new PdfSeen(file.length, pages, deflated, text.toString());
  }

  private static String inflated(byte[] file, int from, int length) {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(file, from, length);
      ByteArrayOutputStream plain = new ByteArrayOutputStream();
      byte[] room = new byte[8192];
      for (int n = inflater.inflate(room); n > 0; n = inflater.inflate(room)) {
        plain.write(room, 0, n);
      }
      return latin(plain.toByteArray());
    } catch (DataFormatException e) {
      throw new IllegalArgumentException("A page cannot be inflated", e);
    } finally {
      inflater.end();
    }
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
