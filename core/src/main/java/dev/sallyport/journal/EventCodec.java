package dev.sallyport.journal;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * The form of a record: one line of JSON, with its number first and the CRC32C of all bytes before
 * {@code ,"crc":} last.
 *
 * <pre>{@code
 * {"n":12,"at":"2026-11-22T22:15:30.123456Z","event":"attempt-started",...,"crc":"1a2b3c4d"}
 * }</pre>
 */
final class EventCodec {
  /** The version of the form, written into the first record. */
  static final int FORMAT = 1;

  private static final byte[] CRC = ",\"crc\":\"".getBytes(StandardCharsets.US_ASCII);
  private static final int DIGITS = 8;

  /** How many bytes of a line follow those under the checksum, without the line break. */
  static final int TAIL = CRC.length + DIGITS + 2;

  private EventCodec() {}

  /**
   * Adds the event's line to the buffer.
   *
   * @throws IllegalArgumentException if it cannot be written; nothing was added
   */
  static void write(long number, Event event, LineBuffer out) {
    int start = out.size();
    boolean written = false;
    try (JsonGenerator json = Json.generator(out)) {
      LineWriter line = new LineWriter(json).open();
      line.number("n", number).instant("at", event.at());
      if (number == 1) {
        line.number("format", FORMAT);
      }
      EventWriter.write(event, line);
      json.flush();
      out.writeBytes(CRC);
      out.ascii(HexFormat.of().toHexDigits(out.crc(start, out.size() - CRC.length)) + "\"}\n");
      written = true;
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException(
          "The event "
              + event.getClass().getSimpleName()
              + " cannot be recorded: "
              + e.getMessage(),
          e);
    } finally {
      if (!written) {
        out.cut(start);
      }
    }
  }

  /** Returns whether the bytes are a line as it was written, without its line break. */
  static boolean intact(byte[] bytes, int from, int to) {
    int end = to - TAIL;
    if (end <= from || !startsTail(bytes, end) || bytes[to - 2] != '"' || bytes[to - 1] != '}') {
      return false;
    }
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, end - from);
    String digits = HexFormat.of().toHexDigits((int) crc.getValue());
    for (int i = 0; i < DIGITS; i++) {
      if (bytes[end + CRC.length + i] != digits.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether the end of a line may begin there. */
  static boolean startsTail(byte[] bytes, int at) {
    for (int i = 0; i < CRC.length; i++) {
      if (at + i >= bytes.length || bytes[at + i] != CRC[i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns the event of an intact line.
   *
   * @param number the number that the record must have
   * @throws JournalException if this version cannot read it; the message begins in the middle of a
   *     sentence, after the name of the record
   */
  static Event read(long number, byte[] bytes, int from, int to) throws JournalException {
    LineReader json = LineReader.of(bytes, from, to);
    if (number == 1 && json.number("format") > FORMAT) {
      throw Json.newer("format", Long.toString(json.number("format")));
    }
    if (json.number("n") != number) {
      throw new JournalException(
          "it has the number " + json.number("n") + ", so records are missing or were added");
    }
    return EventReader.read(json);
  }
}
