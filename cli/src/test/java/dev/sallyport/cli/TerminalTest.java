package dev.sallyport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.plan.Plan;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A person at a terminal, by way of a screen, a keyboard and signals of the test's own. */
@Timeout(240)
class TerminalTest {
  @TempDir Path runs;
  private final PipedOutputStream keyboard = new PipedOutputStream();
  private final CountDownLatch running = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);
  private Shell shell;

  @BeforeEach
  void sitDown() throws IOException {
    shell = new Shell(runs);
    shell.interactive = true;
    shell.in = new PipedInputStream(keyboard);
  }

  @Test
  void votes_are_asked_for_and_given() throws Exception {
    CompletableFuture<Void> typed = start(Plans.voting());
    awaitOut("Type approve ROLE or reject ROLE");
    type("perhaps");
    awaitOut("Type approve ROLE[:WHO], reject ROLE[:WHO], or later.");
    type("approve boss");
    awaitOut("asks no vote of the role 'boss'");
    type("approve lead:ann");

    typed.get(60, TimeUnit.SECONDS);
    assertThat(shell.exit).isZero();
    assertThat(shell.out())
        .contains("'Live/go' waits for votes: 1 of lead; until ")
        .contains("  [x] Install\n  [x] Live\nshop 1, run r1: succeeded");
  }

  @Test
  void questions_are_asked_with_their_choices() throws Exception {
    CompletableFuture<Void> typed = start(Plans.asking());
    awaitOut("Type one of retry, accept, roll_back, stop, or later.");
    type("dunno");
    awaitOut("or later; a note may follow.");
    type("accept seen it myself");

    typed.get(60, TimeUnit.SECONDS);
    assertThat(shell.exit).isZero();
    assertThat(shell.type(Plans.asking(), "report").out()).contains("seen it myself");
  }

  @Test
  void later_leaves_the_run_to_be_resumed() throws Exception {
    CompletableFuture<Void> typed = start(Plans.voting());
    awaitOut("Type approve ROLE");
    type("later");

    typed.get(60, TimeUnit.SECONDS);
    assertThat(shell.exit).isEqualTo(12);
    assertThat(shell.out()).contains("next       Resume it with: shop resume r1\n");
    shell.interactive = false;
    shell.type(Plans.voting(), "resume", "--vote", "Live/go=lead:ann");
    assertThat(shell.exit).isZero();
  }

  @Test
  void ctrl_c_asks_and_the_run_goes_on() throws Exception {
    CompletableFuture<Void> typed = start(Plans.holding(running, release));
    running.await();
    shell.signals.accept(Signals.Kind.INTERRUPT);
    awaitOut("[p]ause, [a]bort with rollback, [s]top here, [c]ontinue?");
    type("x");
    awaitOut("Type p, a, s or c.");
    type("c");
    release.countDown();

    typed.get(60, TimeUnit.SECONDS);
    assertThat(shell.exit).isZero();
  }

  @Test
  void ctrl_c_and_p_lets_what_is_under_way_end_and_starts_nothing_more() throws Exception {
    Plan plan = Plans.holding(running, release);
    CompletableFuture<Void> typed = start(plan);
    running.await();
    shell.signals.accept(Signals.Kind.INTERRUPT);
    awaitOut("[p]ause");
    type("p");
    awaitOut("Pausing: what is under way may end. Ctrl-C leaves at once.");
    release.countDown();

    typed.get(60, TimeUnit.SECONDS);
    assertThat(shell.exit).isEqualTo(12);
    shell.interactive = false;
    assertThat(shell.type(plan, "report").out())
        .contains("Hold/hold: done", "paused by ")
        .doesNotContain("Hold/after: started");
    assertThat(shell.type(plan, "resume").exit).isZero();
    assertThat(shell.out()).contains("goes on, by ", "Hold/after: done");
  }

  @Test
  void ctrl_c_and_a_walks_back_and_asks_what_it_cannot_know() throws Exception {
    CompletableFuture<Void> typed = start(Plans.holding(running, release));
    running.await();
    shell.signals.accept(Signals.Kind.INTERRUPT);
    awaitOut("[a]bort");
    type("a");
    awaitOut("It is unknown whether 'Hold/hold' took effect");
    type("not_done I looked");

    typed.get(60, TimeUnit.SECONDS);
    assertThat(shell.exit).isEqualTo(10);
    assertThat(shell.out()).contains("reason     aborted at the terminal");
  }

  @Test
  void ctrl_c_and_s_stops_where_it_is() throws Exception {
    CompletableFuture<Void> typed = start(Plans.holding(running, release));
    running.await();
    shell.signals.accept(Signals.Kind.INTERRUPT);
    awaitOut("[s]top");
    type("s");
    awaitOut("stopping");
    release.countDown();

    typed.get(60, TimeUnit.SECONDS);
    assertThat(shell.exit).isEqualTo(12);
    assertThat(shell.out()).contains("run r1: stopped after");
  }

  @Test
  void a_second_ctrl_c_leaves_at_once() throws Exception {
    Plan plan = Plans.holding(running, release);
    CompletableFuture<Void> typed = start(plan);
    running.await();
    shell.signals.accept(Signals.Kind.INTERRUPT);
    awaitOut("[p]ause");
    shell.signals.accept(Signals.Kind.INTERRUPT);

    typed.get(60, TimeUnit.SECONDS);
    assertThat(shell.exit).isEqualTo(12);
    assertThat(shell.out()).contains("run r1: unfinished after");
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void a_keyboard_that_is_gone_leaves_nobody_to_ask() throws Exception {
    CompletableFuture<Void> typed = start(Plans.voting());
    awaitOut("Type approve ROLE");
    keyboard.close();

    typed.get(60, TimeUnit.SECONDS);
    assertThat(shell.exit).isEqualTo(12);
    assertThat(shell.out()).contains("nobody can answer here");
  }

  @Test
  void without_a_terminal_a_signal_suspends_the_run() throws Exception {
    shell.interactive = false;
    CompletableFuture<Void> typed = start(Plans.holding(running, release));
    running.await();
    shell.signals.accept(Signals.Kind.TERMINATE);
    awaitOut("Pausing: what is under way may end.");
    release.countDown();

    typed.get(60, TimeUnit.SECONDS);
    assertThat(shell.exit).isEqualTo(12);
    assertThat(shell.out()).contains("Hold/hold: done\n").doesNotContain("Hold/after: started");
  }

  private CompletableFuture<Void> start(Plan plan) {
    return CompletableFuture.runAsync(() -> shell.type(plan, "run", "--run-id", "r1"));
  }

  private void type(String line) throws IOException {
    keyboard.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    keyboard.flush();
  }

  private void awaitOut(String text) throws InterruptedException {
    for (int i = 0; i < 6000 && !shell.out().contains(text); i++) {
      Thread.sleep(10);
    }
    assertThat(shell.out()).contains(text);
  }
}
