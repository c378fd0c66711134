package dev.sallyport.examples.analytics.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;

/** The backend's log: a file of lines, or the standard output. Thread-safe. */
final class Log {
  private final Optional<Path> file;

  Log(Optional<Path> file) {
    this.file = file;
  }

  void info(String text) {
    line("INFO", text);
  }

  void warn(String text) {
    line("WARN", text);
  }

  void error(String text) {
    line("ERROR", text);
  }

  private synchronized void line(String level, String text) {
    String line = Instant.now() + " " + level + " " + text.replace('\n', ' ') + "\n";
    if (file.isEmpty()) {
      System.out.print(line);
      return;
    }
    try {
      Files.writeString(file.get(), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("The log cannot be written", e);
    }
  }
}
