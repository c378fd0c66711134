package dev.sallyport.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What Linux tells about a process beyond the JDK: its state, its group, its session. */
final class ProcFs {
  private final Path root;

  ProcFs(Path root) {
    this.root = root;
  }

  /** Returns the process's entry; empty if it is gone, or the system has no such thing. */
  Optional<Stat> stat(long pid) {
    String line;
    try {
      line = Files.readString(root.resolve(pid + "/stat"));
    } catch (IOException e) {
      return Optional.empty(); // gone meanwhile, which is an answer
    }
    // The name stands in parentheses and may itself hold blanks and parentheses.
    String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", 6);
    return Optional.of(
        new Stat(fields[0].charAt(0), Long.parseLong(fields[2]), Long.parseLong(fields[3])));
  }

  /**
   * A process's entry.
   *
   * @param state one letter: R runs, S sleeps, Z is dead and not yet reaped by its parent
   */
  record Stat(char state, long group, long session) {
    /** Returns whether the process is dead, although it still has a number. */
    boolean dead() {
      return state == 'Z' || state == 'X';
    }
  }
}
