package dev.sallyport.examples.analytics.service;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;

/**
 * Writes lines of text as a PDF 1.4 (ISO 32000-1, 7.5): A4 pages in Helvetica, one of the fonts
 * that every reader has, their contents deflated.
 */
final class Pdf {
  private static final int LINES = 50;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final List<Integer> offsets = new ArrayList<>();

  private Pdf() {}

  static byte[] of(List<String> lines) {
    return new Pdf().write(lines);
  }

  private byte[] write(List<String> lines) {
    int pages = Math.max(1, (lines.size() + LINES - 1) / LINES);
    StringBuilder kids = new StringBuilder();
    for (int i = 0; i < pages; i++) {
      kids.append(4 + 2 * i).append(" 0 R ");
    }
    text("%PDF-1.4\n%\u00e2\u00e3\u00cf\u00d3\n");
    object("<< /Type /Catalog /Pages 2 0 R >>");
    object("<< /Type /Pages /Count " + pages + " /Kids [ " + kids + "] >>");
    object("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
    for (int i = 0; i < pages; i++) {
      object(
          "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents "
              + (5 + 2 * i)
              + " 0 R /Resources << /Font << /F1 3 0 R >> >> >>");
      page(lines.subList(i * LINES, Math.min(lines.size(), (i + 1) * LINES)));
    }
    end();
    return out.toByteArray();
  }

  private void page(List<String> lines) {
    StringBuilder content = new StringBuilder("BT /F1 11 Tf 14 TL 50 790 Td\n");
    lines.forEach(line -> content.append('(').append(escaped(line)).append(") Tj T*\n"));
    byte[] deflated =
        deflate(content.append("ET").toString().getBytes(StandardCharsets.ISO_8859_1));
    begin();
    text("<< /Length " + deflated.length + " /Filter /FlateDecode >>\nstream\n");
    out.writeBytes(deflated);
    text("\nendstream\nendobj\n");
  }

  private static String escaped(String line) {
    return line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)").replace('\n', ' ');
  }

  private static byte[] deflate(byte[] plain) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
    deflater.setInput(plain);
    deflater.finish();
    byte[] room = new byte[plain.length + 64];
    int length = deflater.deflate(room);
    deflater.end();
    return java.util.Arrays.copyOf(room, length);
  }

  private void begin() {
    offsets.add(out.size());
    text(offsets.size() + " 0 obj\n");
  }

  private void object(String body) {
    begin();
    text(body + "\nendobj\n");
  }

  private void end() {
    int xref = out.size();
    int size = offsets.size() + 1;
    text("xref\n0 " + size + "\n0000000000 65535 f \n");
    offsets.forEach(offset -> text(String.format("%010d 00000 n \n", offset)));
    text("trailer\n<< /Size " + size + " /Root 1 0 R >>\nstartxref\n" + xref + "\n%%EOF\n");
  }

  private void text(String text) {
    out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
