package dev.sallyport.examples.analytics;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What a container wrote, line by line, with when it was read: as a runtime keeps it. */
final class ContainerLog {
  private final Path file;
  private final List<Line> lines = new ArrayList<>();
  private long read;

  private record Line(Instant at, String text) {}

  ContainerLog(Path file) {
    this.file = file;
  }

  /** Reads what has come since, as far as its last line is whole. */
  synchronized void follow() throws IOException {
    if (!Files.exists(file) || Files.size(file) <= read) {
      return;
    }
    byte[] all = Files.readAllBytes(file);
    int end = all.length;
    while (end > read && all[end - 1] != '\n') {
      end--;
    }
    String more = new String(all, (int) read, end - (int) read, StandardCharsets.UTF_8);
    Instant now = Instant.now();
    more.lines().forEach(text -> lines.add(new Line(now, text)));
    read = end;
  }

  /** Returns the last lines of the last while. */
  synchronized String last(Duration span, int most) {
    Instant from = Instant.now().minus(span);
    List<String> found =
        lines.stream().filter(line -> !line.at().isBefore(from)).map(Line::text).toList();
    StringBuilder text = new StringBuilder();
    found
        .subList(Math.max(0, found.size() - most), found.size())
        .forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }
}
