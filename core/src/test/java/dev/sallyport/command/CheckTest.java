package dev.sallyport.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.check.Check;
import dev.sallyport.check.DataSize;
import dev.sallyport.check.Metric;
import dev.sallyport.check.Observation;
import dev.sallyport.check.Sample;
import dev.sallyport.check.Secret;
import dev.sallyport.check.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 20, unit = TimeUnit.SECONDS)
class CheckTest {

  private static Verdict judge(Check check) throws Exception {
    return check.judge(Contexts.check());
  }

  private static Command exit(int code) {
    return Command.shell("echo seen >&2; exit " + code);
  }

  private static void assertInconclusive(Verdict verdict, Verdict.Cause cause, String reason) {
    assertThat(verdict).isInstanceOf(Verdict.Inconclusive.class);
    assertThat(((Verdict.Inconclusive) verdict).cause()).isEqualTo(cause);
    assertThat(verdict.reason()).isEqualTo(reason);
  }

  @Test
  void anExpectedExitCodePassesWithEvidence() throws Exception {
    Verdict verdict = judge(exit(0).check("db ready"));
    assertThat(verdict.passed()).isTrue();
    assertThat(verdict.reason()).isEqualTo("db ready: exit code 0");
    assertThat(verdict.evidence().asked()).isEqualTo("/bin/sh -c 'echo seen >&2; exit 0' sh");
    assertThat(verdict.evidence().threshold()).isEqualTo("exit code 0");
    assertThat(verdict.evidence().observed())
        .contains(
            Observation.of("", "exit code", "0"),
            Observation.of("", "output complete", true),
            Observation.of("stderr", "line", "seen"));
    assertThat(judge(exit(3).expecting(0, 3).check("x")).passed()).isTrue();
  }

  @Test
  void exitCode1IsNotYetAndOthersSayNothing() throws Exception {
    Verdict pending = judge(exit(1).check("x"));
    assertThat(pending).isInstanceOf(Verdict.Pending.class);
    assertThat(pending.reason()).isEqualTo("x: exit code 1: seen");
    assertInconclusive(
        judge(exit(2).check("x")),
        Verdict.Cause.ERROR,
        "x: exit code 2, which answers nothing: seen");
    assertInconclusive(
        judge(exit(137).check("x")),
        Verdict.Cause.ERROR,
        "x: exit code 137 (possibly SIGKILL or out of memory), which answers nothing: seen");
  }

  @Test
  void exitCodesMeanWhatTheCheckSays() throws Exception {
    ExitCheck check = exit(2).check("x").pendingOn(2).failingOn(1, 4);
    assertThat(judge(check)).isInstanceOf(Verdict.Pending.class);
    assertThat(judge(exit(4).check("x").failingOn(4))).isInstanceOf(Verdict.Fail.class);
    assertThat(judge(exit(1).check("x").pendingOn()).severity()).isEqualTo(2);
    assertThatThrownBy(() -> exit(1).check("x").failingOn(1))
        .hasMessage("An exit code is to be both pending (1) and failing (1). Name each once.");
    assertThatThrownBy(() -> exit(1).check(" ")).hasMessageContaining("name is blank");
  }

  @Test
  void aMissingProgramIsInconclusive() throws Exception {
    Verdict verdict = judge(Command.of("/no/such").check("x"));
    assertThat(verdict.severity()).isEqualTo(2);
    assertThat(verdict.reason()).contains("there is no program '/no/such'");
  }

  @Test
  void aTimeoutIsInconclusiveWithPartialOutput() throws Exception {
    Command command = Command.shell("echo half; sleep 60").timeout(Duration.ofMillis(300));
    Verdict verdict = judge(command.check("x"));
    assertThat(verdict.severity()).isEqualTo(2);
    assertThat(verdict.reason().replaceFirst("after [0-9.]+ m?s", "after T"))
        .isEqualTo(
            "The command timed out after T: /bin/sh -c 'echo half; sleep 60' sh. It was killed, and"
                + " everything it started is seen to be dead.");
    assertThat(verdict.evidence().observed()).contains(Observation.of("stdout", "line", "half"));
  }

  @Test
  void theSamplesDeadlineHoldsForTheCommand() throws Exception {
    Check check = Command.of("sleep", "60").check("x");
    Verdict verdict =
        check.judge(
            Sample.begin(
                Clock.systemUTC(), Duration.ofMillis(200), Secret.Source.none(), () -> false));
    assertThat(verdict.reason()).contains("timed out");
  }

  @Test
  void anInterruptEndsTheCheck() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> judge(Command.of("true").check("x")))
        .isInstanceOf(InterruptedException.class)
        .hasMessage("Interrupted before the command was started: true");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void anInterruptDuringTheCheckKillsTheCommand() throws Exception {
    Thread judged = Thread.currentThread();
    Thread other =
        new Thread(
            () -> {
              Children.await(() -> judged.getState() == Thread.State.TIMED_WAITING);
              judged.interrupt();
            });
    other.start();
    assertThatThrownBy(() -> judge(Command.of("sleep", "60").check("x")))
        .isInstanceOf(InterruptedException.class)
        .hasMessageContaining("The command was stopped after")
        .hasMessageContaining("seen to be dead");
    assertThat(Thread.interrupted()).isTrue();
    other.join();
  }

  @Test
  void outputIsParsedAndRuled() throws Exception {
    OutputCheck<Long> three =
        Command.of("echo", "3").check("pending migrations").output(Parser.wholeNumber());
    Verdict pass = judge(three.where("less than 5", n -> n < 5));
    assertThat(pass.passed()).isTrue();
    assertThat(pass.reason()).isEqualTo("pending migrations is 3, as asked: less than 5");
    assertThat(pass.evidence().threshold()).isEqualTo("less than 5");
    assertThat(pass.evidence().observed()).contains(Observation.of("", "value", "3"));
    Verdict pending = judge(three.equalTo(0L));
    assertThat(pending).isInstanceOf(Verdict.Pending.class);
    assertThat(pending.reason()).isEqualTo("pending migrations is 3, not as asked: = 0");
    assertThat(judge(three.staysEqualTo(0L))).isInstanceOf(Verdict.Fail.class);
    assertThat(judge(three.staysWhere("odd", n -> n % 2 == 1)).passed()).isTrue();
    assertThat(
            judge(three.judged((n, evidence) -> Verdict.fail("x", "no " + n, evidence))).reason())
        .isEqualTo("no 3");
  }

  @Test
  void noOutputIsInconclusiveEvenWithExit0() throws Exception {
    Check check = Command.of("echo").check("x").output(Parser.line()).where("any", line -> true);
    assertInconclusive(judge(check), Verdict.Cause.NO_DATA, "x: it printed nothing");
    assertThat(judge(check.noDataPasses("silence is fine")).passed()).isTrue();
  }

  @Test
  void unreadableOutputIsInconclusiveEvenWithExit0() throws Exception {
    Check check =
        Command.of("echo", "3 of 4")
            .check("x")
            .output(Parser.wholeNumber())
            .where("any", n -> true);
    assertInconclusive(
        judge(check),
        Verdict.Cause.ERROR,
        "x: its output cannot be read (java.lang.NumberFormatException: For input string: \"3 of"
            + " 4\")");
  }

  @Test
  void outputWithAnUnexpectedExitCodeIsInconclusive() throws Exception {
    Check check =
        Command.shell("echo 3; echo bad >&2; exit 1")
            .check("x")
            .output(Parser.wholeNumber())
            .where("any", n -> true);
    assertInconclusive(judge(check), Verdict.Cause.ERROR, "x: exit code 1, expected 0: bad");
  }

  @Test
  void outputThatIsNotWholeIsInconclusive() throws Exception {
    Check cut =
        Command.of("seq", "100")
            .capture(DataSize.bytes(10), DataSize.bytes(10))
            .check("x")
            .output(output -> output)
            .where("any", text -> true);
    assertInconclusive(
        judge(cut),
        Verdict.Cause.ERROR,
        "x: its output is too long to be captured whole; 272 bytes were dropped (raise"
            + " capture(...))");
    Check held =
        Command.shell("echo 3; sleep 1 &")
            .drain(Duration.ofMillis(100))
            .check("x")
            .output(Parser.wholeNumber())
            .where("any", n -> true);
    assertInconclusive(judge(held), Verdict.Cause.ERROR, "x: its output was not read to its end");
  }

  @Test
  void aMetricReadsTheOutput() throws Exception {
    Metric<Long> lag = Command.of("echo", "7").metric("lag", Parser.wholeNumber());
    assertThat(judge(lag.below(10L)).passed()).isTrue();
    assertThat(judge(lag.below(5L)).reason()).isEqualTo("lag is 7, not < 5");
    assertInconclusive(
        judge(Command.of("true").metric("lag", Parser.wholeNumber()).below(5L)),
        Verdict.Cause.NO_DATA,
        "lag has no data: it printed nothing");
    assertInconclusive(
        judge(Command.of("false").metric("lag", Parser.wholeNumber()).below(5L)),
        Verdict.Cause.ERROR,
        "lag could not be read: exit code 1, expected 0");
  }
}
