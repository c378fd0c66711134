package dev.sallyport.command;

import dev.sallyport.check.Quantities;
import java.util.List;
import java.util.Set;

/** What people are told of a command that did not go as expected. */
final class Explanation {
  private static final int LINES = 10;
  private static final int WIDTH = 500;

  private Explanation() {}

  /** Explains an exit code that was not expected. */
  static String failed(CommandResult result, Set<Integer> expected) {
    return told(
        "The command failed: " + result.command(),
        "Exit code: "
            + result.exitMeaning()
            + ", expected "
            + ExitCodes.show(expected)
            + ", after "
            + Quantities.show(result.elapsed())
            + ".",
        result,
        cause(result.exitCode()),
        wayOut(result.exitCode()));
  }

  /** Explains an end of which nobody can say how far the command had come. */
  static String unknown(CommandResult result) {
    if (!result.killed()) {
      return told(
          "It is unknown what the command did: " + result.command(),
          "Exit code: "
              + result.exitMeaning()
              + ", after "
              + Quantities.show(result.elapsed())
              + ".",
          result,
          ExitCodes.possiblySignal(result.exitCode())
              ? cause(result.exitCode())
              : "the plan says that this exit code leaves it open whether the command took effect.",
          "see what it did before it is run again, or give the step a probe that does.");
    }
    return told(
        stopped(result) + ": " + result.command(),
        confirmation(result),
        result,
        result.timedOut()
            ? "it hangs, waits for an answer or a lock, or needs more time than it is given."
            : "the step was cancelled, or its own time ran out.",
        result.survivors().isEmpty()
            ? "see what it did before it is run again, or give the step a probe that does."
            : "see why they hang (ps -o pid,stat,wchan -p ...) and end them before anything else.");
  }

  /** Explains a success whose output cannot be used. */
  static String unread(CommandResult result, String problem) {
    return told(
        "The command succeeded, but " + problem + ": " + result.command(),
        "Exit code: " + result.exitMeaning() + ", after " + Quantities.show(result.elapsed()) + ".",
        result,
        "the command's output is not what the plan's parser was written for.",
        "run it by hand, compare, and correct the parser; it did take effect.");
  }

  /** Returns how a killed command came to its end, for example {@code ... timed out after 5 s}. */
  static String stopped(CommandResult result) {
    return (result.timedOut() ? "The command timed out after " : "The command was stopped after ")
        + Quantities.show(result.elapsed());
  }

  /** Returns the same in one line, with what could not be ended. */
  static String brief(CommandResult result) {
    return stopped(result) + ": " + result.command() + ". " + confirmation(result);
  }

  /** Returns the last line of what it printed, to be added to a sentence; empty for none. */
  static String lastLine(CommandResult result) {
    CommandOutput told = result.stderr().plain().isBlank() ? result.stdout() : result.stderr();
    return told.lastLines(1).stream().map(line -> ": " + shortened(line)).findFirst().orElse("");
  }

  private static String confirmation(CommandResult result) {
    return result.survivors().isEmpty()
        ? "It was killed, and everything it started is seen to be dead."
        : "It was killed, but not seen to die: " + String.join(", ", result.survivors()) + ".";
  }

  private static String told(
      String what, String seen, CommandResult result, String cause, String wayOut) {
    StringBuilder text = new StringBuilder(what).append('\n').append(seen).append('\n');
    List<String> errors = result.stderr().lastLines(LINES);
    boolean toStdout = errors.isEmpty();
    List<String> lines = toStdout ? result.stdout().lastLines(LINES) : errors;
    if (lines.isEmpty()) {
      text.append("It printed nothing.\n");
    } else {
      text.append("Last lines of ").append(toStdout ? "stdout" : "stderr").append(":\n");
      lines.forEach(line -> text.append("  ").append(shortened(line)).append('\n'));
    }
    result.notes().forEach(note -> text.append("Note: ").append(note).append('\n'));
    return text.append("Likely cause: ")
        .append(cause)
        .append("\nWay out: ")
        .append(wayOut)
        .toString();
  }

  static String shortened(String line) {
    return line.length() <= WIDTH ? line : line.substring(0, WIDTH) + " ...";
  }

  private static String cause(int code) {
    if (code == 137) {
      return "it was killed from elsewhere; most often the machine or container had no memory left.";
    }
    if (ExitCodes.possiblySignal(code)) {
      return "it was ended by a signal from elsewhere, unless it chose this code itself.";
    }
    return switch (code) {
      case 126 -> "a program was found, but may not be executed.";
      case 127 -> "a program, or the interpreter of a script, was not found.";
      default -> "the command itself refused or failed; its last lines say why.";
    };
  }

  private static String wayOut(int code) {
    return ExitCodes.notRun(code)
        ? "run it by hand as the same user; correct PATH, the script's first line or its mode."
        : "correct what its last lines name, or allow this exit code by expecting(...).";
  }
}
