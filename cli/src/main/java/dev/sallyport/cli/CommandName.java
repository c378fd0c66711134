package dev.sallyport.cli;

import java.util.List;
import java.util.stream.Collectors;

/** What a person types to get here again. */
final class CommandName {
  private CommandName() {}

  static String ofProcess() {
    return of(System.getProperty("sun.java.command", ""));
  }

  /**
   * Returns the command of a process whose jar or main class, and arguments, are {@code started}.
   */
  static String of(String started) {
    String main = started.split(" ", 2)[0];
    if (main.isEmpty()) {
      return "sallyport";
    }
    return main.endsWith(".jar") ? "java -jar " + quote(main) : "java -cp ... " + main;
  }

  /** Returns words as one would type them to a POSIX shell. */
  static String words(List<String> words) {
    return words.stream().map(CommandName::quote).collect(Collectors.joining(" "));
  }

  private static String quote(String word) {
    return word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
