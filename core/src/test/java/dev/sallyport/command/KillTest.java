package dev.sallyport.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sallyport.check.Secret;
import dev.sallyport.plan.OutcomeUnknownException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
@Timeout(value = 20, unit = TimeUnit.SECONDS)
class KillTest {
  private static final Platform PLAIN = new Platform(null, new ProcFs(Path.of("/nowhere")));

  @TempDir Path dir;

  private Command script(String script) {
    return Command.shell(script).in(dir).timeout(Duration.ofMillis(500));
  }

  private static CommandResult run(Platform platform, Command command)
      throws CommandNotStartedException {
    return Execution.run(platform, command.spec(), Secret.Source.none(), Duration.ofSeconds(20));
  }

  private static void assertKilled(CommandResult result) {
    assertThat(result.timedOut()).isTrue();
    assertThat(result.killed()).isTrue();
    assertThat(result.survivors()).isEmpty();
    assertThat(result.elapsed()).isBetween(Duration.ofMillis(500), Duration.ofSeconds(6));
  }

  private static final String THREE =
      "echo $$ > a.pid; sh -c 'echo $$ > b.pid; sh -c \"echo \\$\\$ > c.pid; sleep 60\" & wait' &"
          + " wait";

  @Test
  void theWholeTreeIsKilled() throws Exception {
    CommandResult result = run(Platform.current(), script(THREE));
    assertKilled(result);
    assertThat(result.exitMeaning()).isEqualTo("143 (killed from here)");
    Children.assertDead(Children.pids(dir, 3));
  }

  @Test
  void theWholeTreeIsKilledWithoutSetsidAndProc() throws Exception {
    assertKilled(run(PLAIN, script(THREE)));
    Children.assertDead(Children.pids(dir, 3));
  }

  @Test
  void aReparentedDoubleForkIsKilled() throws Exception {
    Command command = script("(sh -c 'echo $$ > deep.pid; exec sleep 60' &) ; sleep 0.1; sleep 60");
    assertKilled(run(Platform.current(), command));
    Children.assertDead(Children.pids(dir, 1));
  }

  @Test
  void aChildWithASessionOfItsOwnIsKilled() throws Exception {
    assertKilled(
        run(Platform.current(), script("setsid sh -c 'echo $$ > own.pid; sleep 60' & wait")));
    Children.assertDead(Children.pids(dir, 1));
  }

  @Test
  void whoIgnoresTheRequestIsKilledAfterTheGrace() throws Exception {
    Command command =
        script("trap '' TERM; echo $$ > a.pid; echo before; while :; do sleep 0.1; done")
            .grace(Duration.ofMillis(600));
    CommandResult result = run(Platform.current(), command);
    assertKilled(result);
    assertThat(result.elapsed()).isGreaterThan(Duration.ofMillis(1_050));
    assertThat(result.exitCode()).isEqualTo(137);
    assertThat(result.stdout().text()).isEqualTo("before\n");
    Children.assertDead(Children.pids(dir, 1));
  }

  @Test
  void whoEndsInTheGraceIsAskedOnce() throws Exception {
    Command command =
        script(
            "trap 'echo asked; sleep 0.2; exit 7' TERM; echo ready; while :; do sleep 0.05; done");
    CommandResult result = run(Platform.current(), command);
    assertKilled(result);
    assertThat(result.exitCode()).isEqualTo(7);
    assertThat(result.stdout().lastLines(9)).containsExactly("ready", "asked");
  }

  @Test
  void withoutGraceItIsKilledAtOnce() throws Exception {
    Command command =
        script("trap 'echo asked; exit 7' TERM; while :; do sleep 0.05; done").grace(Duration.ZERO);
    CommandResult result = run(Platform.current(), command);
    assertThat(result.exitCode()).isEqualTo(137);
    assertThat(result.stdout().text()).isEmpty();
  }

  @Test
  void aTimeoutIsToldApartAndKeepsPartialOutput() {
    Throwable thrown =
        catchThrowable(() -> script("echo half; echo why >&2; sleep 60").run(Contexts.step()));
    assertThat(thrown).isInstanceOf(OutcomeUnknownException.class);
    assertThat(thrown.getMessage().replaceFirst("after [0-9.]+ m?s", "after T"))
        .isEqualTo(
            """
            The command timed out after T: /bin/sh -c 'echo half; echo why >&2; sleep 60' sh
            It was killed, and everything it started is seen to be dead.
            Last lines of stderr:
              why
            Likely cause: it hangs, waits for an answer or a lock, or needs more time than it is given.
            Way out: see what it did before it is run again, or give the step a probe that does.""");
  }

  @Test
  void anInterruptKillsTheTreeAndStaysSet() throws Exception {
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    AtomicBoolean flag = new AtomicBoolean();
    Command command = Command.shell("echo begun; " + THREE).in(dir);
    Thread thread =
        new Thread(
            () -> {
              thrown.set(catchThrowable(() -> command.run(Contexts.step())));
              flag.set(Thread.currentThread().isInterrupted());
            });
    thread.start();
    List<Long> pids = Children.pids(dir, 3);
    thread.interrupt();
    thread.join();
    Children.assertDead(pids);
    assertThat(flag).isTrue();
    assertThat(thrown.get())
        .isInstanceOf(OutcomeUnknownException.class)
        .hasMessageContaining("The command was stopped after")
        .hasMessageContaining("Last lines of stdout:\n  begun\n")
        .hasMessageContaining("Likely cause: the step was cancelled, or its own time ran out.");
  }

  @Test
  void anInterruptBeforeTheStartStartsNothing() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> script("echo $$ > a.pid").run(Contexts.step()))
        .isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(dir).isEmptyDirectory();
  }

  @Test
  void aZombieCountsAsDead() throws Exception {
    // The shell becomes a sleep, which never reaps the child it was left with.
    Process process =
        new ProcessBuilder("sh", "-c", "sh -c 'echo $$ > z.pid' & exec sleep 60")
            .directory(dir.toFile())
            .start();
    try {
      long zombie = Children.pids(dir, 1).get(0);
      ProcFs proc = new ProcFs(Path.of("/proc"));
      Children.await(() -> proc.stat(zombie).map(ProcFs.Stat::dead).orElse(false));
      assertThat(ProcessHandle.of(zombie).map(ProcessHandle::isAlive)).hasValue(true);
      ProcessTree tree = new OsProcessTree(process.toHandle(), false, proc);
      assertThat(tree.living()).hasSize(1).first().asString().contains("" + process.pid());
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void whatDoesNotDieIsNamedInTime() {
    List<Boolean> forced = new ArrayList<>();
    ProcessTree immortal =
        new ProcessTree() {
          @Override
          public void signal(boolean force) {
            forced.add(force);
            if (forced.size() == 3) {
              Thread.currentThread().interrupt();
            }
          }

          @Override
          public List<String> living() {
            return List.of("process 7 (/bin/stuck)");
          }
        };
    List<String> survivors =
        TreeKill.kill(immortal, Duration.ofMillis(100), Duration.ofMillis(100));
    assertThat(survivors).containsExactly("process 7 (/bin/stuck)");
    assertThat(forced).startsWith(false).endsWith(true);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void survivorsAreNamedWithTheWayOut() {
    CommandResult result =
        new CommandResult(
            "dd",
            -1,
            CommandResult.Ending.TIMED_OUT,
            new CommandOutput("", 0),
            new CommandOutput("", 0),
            false,
            Duration.ofSeconds(70),
            List.of("process 7 (/bin/dd)"),
            List.of("A note."));
    assertThat(result.exitMeaning()).isEqualTo("none (not seen to end)");
    assertThat(Explanation.unknown(result))
        .isEqualTo(
            """
            The command timed out after 1 min 10 s: dd
            It was killed, but not seen to die: process 7 (/bin/dd).
            It printed nothing.
            Note: A note.
            Likely cause: it hangs, waits for an answer or a lock, or needs more time than it is given.
            Way out: see why they hang (ps -o pid,stat,wchan -p ...) and end them before anything\
             else.""");
  }
}
