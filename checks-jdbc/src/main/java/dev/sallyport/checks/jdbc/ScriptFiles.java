package dev.sallyport.checks.jdbc;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds the files of migrations. */
final class ScriptFiles {
  private ScriptFiles() {}

  /** Returns the files right in a folder whose name matches, in order. */
  static List<Path> in(Path folder, String pattern) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return matching(files, pattern);
    }
  }

  /** Returns the files in a folder and below whose name matches, in order. */
  static List<Path> below(Path folder, String pattern) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return matching(files, pattern);
    }
  }

  private static List<Path> matching(Stream<Path> files, String pattern) {
    return files
        .filter(file -> Files.isRegularFile(file) && name(file).matches(pattern))
        .sorted()
        .toList();
  }

  static String name(Path file) {
    Path name = file.getFileName();
    return name == null ? "" : name.toString();
  }

  /** Returns the text of a file; bytes that are no UTF-8 are replaced, names are ASCII anyway. */
  static String text(Path file) throws IOException {
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }
}
