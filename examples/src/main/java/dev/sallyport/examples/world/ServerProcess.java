package dev.sallyport.examples.world;

import java.time.Duration;
import java.util.List;

/**
 * A process, by its id and its start: an id alone may since belong to another one. Immutable.
 *
 * @param pid its id
 * @param startTicks when it started, in clock ticks since boot
 */
public record ServerProcess(long pid, long startTicks) {
  private static final Duration GRACE = Duration.ofSeconds(3);

  /** Returns the process that {@link #toString} wrote. */
  static ServerProcess parse(String text) {
    int at = text.indexOf('@');
    return new ServerProcess(
        Long.parseLong(text.substring(0, at)), Long.parseLong(text.substring(at + 1)));
  }

  /** Returns whether it still runs. */
  public boolean alive() {
    return Procfs.startTicks(pid).stream().anyMatch(ticks -> ticks == startTicks);
  }

  /** Kills it, as {@code kill -9} does. */
  public void kill() {
    if (alive()) {
      ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  /** Asks them to end, kills those which do not, and returns once all are gone. */
  static void stop(List<ServerProcess> processes) throws InterruptedException {
    for (ServerProcess process : processes) {
      if (process.alive()) {
        ProcessHandle.of(process.pid).ifPresent(ProcessHandle::destroy);
      }
    }
    if (!gone(processes)) {
      processes.forEach(ServerProcess::kill);
      if (!gone(processes)) {
        throw new WorldException("These processes cannot be killed: " + processes);
      }
    }
  }

  private static boolean gone(List<ServerProcess> processes) throws InterruptedException {
    return Await.within(GRACE, () -> processes.stream().noneMatch(ServerProcess::alive));
  }

  @Override
  public String toString() {
    return pid + "@" + startTicks;
  }
}
