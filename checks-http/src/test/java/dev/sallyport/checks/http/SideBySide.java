package dev.sallyport.checks.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Check;
import dev.sallyport.check.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts a command that people type and a check of ours before the same service, and writes the row
 * of the table in docs/checks.md to a file in {@code target}.
 */
final class SideBySide {
  private static final int TIMES = 5;
  private final Path table;

  SideBySide(String name) throws Exception {
    this.table = Path.of("target", name + ".md");
    Files.deleteIfExists(table);
  }

  /**
   * Lets both judge, and holds ours to the truth and to 1.2 times the command's time; a machine
   * busy with other things may need up to three goes for that.
   */
  void compare(String state, String shown, int exit, List<String> command, Check check, String code)
      throws Exception {
    Duration theirs = Duration.ZERO;
    Duration ours = Duration.ofDays(1);
    for (int go = 0; go < 3 && ours.compareTo(bound(theirs)) > 0; go++) {
      List<Duration> theirTimes = new ArrayList<>();
      List<Duration> ourTimes = new ArrayList<>();
      for (int i = 0; i < TIMES; i++) {
        Command said = Command.run("", command);
        theirTimes.add(said.took());
        assertThat(said.exit()).as("%s: %s said %s", state, shown, said.said()).isEqualTo(exit);
        long began = MonotonicTime.now();
        Verdict verdict = Asked.ask(check);
        ourTimes.add(Duration.ofNanos(MonotonicTime.now() - began));
        assertThat(Asked.code(verdict)).as("%s: %s", state, verdict.reason()).isEqualTo(code);
      }
      theirs = median(theirTimes);
      ours = median(ourTimes);
    }
    write(state, shown, exit, code, theirs, ours);
    assertThat(ours).as("%s: time beside %s", state, theirs).isLessThanOrEqualTo(bound(theirs));
  }

  private static Duration bound(Duration theirs) {
    return theirs.multipliedBy(12).dividedBy(10).plusMillis(5);
  }

  private void write(
      String state, String shown, int exit, String code, Duration theirs, Duration ours)
      throws Exception {
    boolean wrong = (exit == 0) != code.equals("pass");
    Files.writeString(
        table,
        String.format(
            "| %s | `%s` | %s | %s | %d ms | %d ms |%n",
            state,
            shown,
            (exit == 0 ? "fine" : "exit " + exit) + (wrong ? " (**wrong**)" : ""),
            code,
            theirs.toMillis(),
            ours.toMillis()),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private static Duration median(List<Duration> times) {
    return times.stream().sorted().toList().get(TIMES / 2);
  }
}
