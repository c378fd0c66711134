package dev.sallyport.command;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.concurrent.TimeUnit;

/** Signals a process group, which the JDK cannot, by the shell's own {@code kill}. */
final class GroupSignal {
  private static final int SECONDS = 5;

  private GroupSignal() {}

  /** Returns whether the signal was sent; if not, the processes must be signalled one by one. */
  static boolean send(String signal, long group) {
    ProcessBuilder builder =
        new ProcessBuilder(
            "/bin/sh", "-c", "kill -s \"$0\" -- \"-$1\"", signal, Long.toString(group));
    builder.redirectErrorStream(true).redirectOutput(Redirect.DISCARD);
    builder.environment().clear();
    try {
      Process kill = builder.start();
      return kill.waitFor(SECONDS, TimeUnit.SECONDS) && kill.exitValue() == 0;
    } catch (IOException e) {
      return false; // no shell: the caller has another way
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
