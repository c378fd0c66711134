package dev.sallyport.functional;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The effects of a run, kept outside the engine: the judge of a crash test. One line an effect,
 * appended by one write, so that a kill leaves it there or not at all.
 */
final class Ledger {
  private final Path file;

  Ledger(Path file) {
    this.file = file;
  }

  void add(String verb, String what) {
    try {
      Files.writeString(
          file, verb + " " + what + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<String> lines() {
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  long count(String verb, String what) {
    return lines().stream().filter((verb + " " + what)::equals).count();
  }

  /** Returns whether the effect is there: done more often than undone. */
  boolean holds(String what) {
    return count("do", what) > count("undo", what);
  }
}
