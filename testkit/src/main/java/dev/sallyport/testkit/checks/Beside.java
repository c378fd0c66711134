package dev.sallyport.testkit.checks;

import dev.sallyport.check.Check;
import dev.sallyport.check.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Puts a check beside the command that people type for the same, before the same system: what each
 * says, and how long it takes, the median of five in one run. The check is asked twenty times
 * before, as in a process that has lived for a minute; the command is a new process each time.
 * Stateless.
 */
public final class Beside {
  private static final int TIMES = 5;
  private static final int WARM_UP = 20;

  private Beside() {}

  /**
   * What a command said.
   *
   * @param exit its exit code
   * @param text what it printed, both streams together, stripped
   */
  public record Said(int exit, String text) {}

  /**
   * Runs a command to its end, without colours.
   *
   * @throws IOException if it cannot be started
   * @throws InterruptedException if the thread is interrupted
   */
  public static Said run(String... command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("TERM", "dumb");
    Process process = builder.start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Said(process.waitFor(), text.strip());
  }

  /**
   * What both said, and how long they took.
   *
   * @param command how long the command took, from its start to its end
   * @param check how long the check took, without a window that it looks over by its nature
   * @param text the row of a table
   */
  public record Row(Verdict verdict, Duration command, Duration check, String text) {

    /**
     * Returns the verdict.
     *
     * @throws AssertionError if the check took more than 1.2 times as long as the command
     */
    public Verdict noSlower() {
      if (check.toNanos() > command.toNanos() * 12 / 10) {
        throw new AssertionError("Slower than 1.2 times the command: " + text);
      }
      return verdict;
    }
  }

  /**
   * Asks both, and prints a row of a table.
   *
   * @param window how long the check looks by its nature, which the command does not
   * @throws Exception what the command or the check throws
   */
  public static Row compare(
      String what, Callable<Said> command, Ask ask, Check check, Duration window) throws Exception {
    Said said = command.call();
    Verdict verdict = ask.now(check);
    for (int i = 0; i < WARM_UP; i++) {
      verdict = ask.now(check);
    }
    Duration theirs = median(command);
    Duration ours = median(() -> ask.now(check)).minus(window);
    String row =
        "| %s | exit %d, %s: %s | %s, %s%s |"
            .formatted(
                what,
                said.exit(),
                millis(theirs),
                last(said.text()),
                Ask.word(verdict),
                millis(ours),
                window.isZero() ? "" : " beside a window of " + window.toMillis() + " ms");
    System.out.println(row);
    return new Row(verdict, theirs, ours, row);
  }

  private static Duration median(Callable<?> work) throws Exception {
    List<Duration> times = new ArrayList<>();
    for (int i = 0; i < TIMES; i++) {
      long begun = System.nanoTime();
      work.call();
      times.add(Duration.ofNanos(System.nanoTime() - begun));
    }
    times.sort(Duration::compareTo);
    return times.get(TIMES / 2);
  }

  private static String millis(Duration time) {
    return "%.1f ms".formatted(time.toNanos() / 1e6);
  }

  private static String last(String text) {
    return text.lines().reduce((one, two) -> two).orElse("");
  }
}
