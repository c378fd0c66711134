package dev.sallyport.command;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * How a command ended and what it wrote. Holds no value of a secret the command was given.
 * Immutable.
 *
 * @param command the program and its arguments, quoted as a shell would want them
 * @param exitCode the exit code; -1 if the program was not seen to end, which {@code survivors}
 *     tells
 * @param ending why it ended
 * @param stdout what it wrote to its standard output
 * @param stderr what it wrote to its standard error
 * @param outputComplete whether both streams were read to their end; false where a process left in
 *     the background held one open, or the command was killed while it did
 * @param elapsed how long it took, from its start to the end of the program
 * @param survivors the processes which were killed but not seen to die; empty for a clean end
 * @param notes other things worth knowing, one sentence each
 */
public record CommandResult(
    String command,
    int exitCode,
    Ending ending,
    CommandOutput stdout,
    CommandOutput stderr,
    boolean outputComplete,
    Duration elapsed,
    List<String> survivors,
    List<String> notes) {

  /** Copies the lists. */
  public CommandResult {
    Objects.requireNonNull(command, "command");
    Objects.requireNonNull(ending, "ending");
    Objects.requireNonNull(stdout, "stdout");
    Objects.requireNonNull(stderr, "stderr");
    Objects.requireNonNull(elapsed, "elapsed");
    survivors = List.copyOf(survivors);
    notes = List.copyOf(notes);
  }

  /** Returns whether the command was killed because its time ran out. */
  public boolean timedOut() {
    return ending == Ending.TIMED_OUT;
  }

  /** Returns whether it was killed from here, whatever for. */
  public boolean killed() {
    return ending != Ending.EXITED;
  }

  /**
   * Returns the exit code with its usual meaning, for example {@code 137 (possibly SIGKILL or out
   * of memory)}, or {@code 143 (killed from here)}.
   */
  public String exitMeaning() {
    if (exitCode < 0 && !survivors.isEmpty()) {
      return "none (not seen to end)";
    }
    return killed() ? exitCode + " (killed from here)" : ExitCodes.show(exitCode);
  }

  CommandResult noting(List<String> more) {
    List<String> all = new ArrayList<>(notes);
    all.addAll(more);
    return new CommandResult(
        command, exitCode, ending, stdout, stderr, outputComplete, elapsed, survivors, all);
  }

  /** Why a command ended. */
  public enum Ending {
    /** By itself, or by a signal from elsewhere. */
    EXITED,
    /** Killed, for its time ran out. */
    TIMED_OUT,
    /** Killed, for the calling thread was interrupted. */
    INTERRUPTED
  }
}
