package dev.sallyport.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.zip.CRC32C;

/** Lines of a journal, written and read without a file. */
final class Lines {
  private Lines() {}

  static String line(long number, Event event) {
    LineBuffer buffer = new LineBuffer();
    EventCodec.write(number, event, buffer);
    return buffer.toString(UTF_8);
  }

  static String lines(List<Event> events) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < events.size(); i++) {
      lines.append(line(i + 1, events.get(i)));
    }
    return lines.toString();
  }

  static Event event(long number, String line) throws IOException {
    // Not at the start of the array, as in a file.
    byte[] bytes = ("####" + line).getBytes(UTF_8);
    if (!EventCodec.intact(bytes, 4, bytes.length - 1)) {
      throw new AssertionError("The line is not intact: " + line);
    }
    return EventCodec.read(number, bytes, 4, bytes.length - 1);
  }

  /** The line that begins in this way, with a right checksum. */
  static String sealed(String start) {
    CRC32C crc = new CRC32C();
    crc.update(start.getBytes(UTF_8));
    return start + String.format(",\"crc\":\"%08x\"}\n", crc.getValue());
  }

  static String stackTrace(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
