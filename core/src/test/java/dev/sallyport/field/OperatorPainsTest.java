package dev.sallyport.field;

import static dev.sallyport.field.Trial.fail;
import static dev.sallyport.field.Trial.pending;
import static dev.sallyport.field.Trial.script;
import static dev.sallyport.field.World.failing;
import static dev.sallyport.plan.Dsl.approval;
import static dev.sallyport.plan.Dsl.gate;
import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.plan;
import static dev.sallyport.plan.Dsl.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.engine.Engine;
import dev.sallyport.engine.Run;
import dev.sallyport.journal.Choice;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Outcome;
import dev.sallyport.journal.Trigger;
import dev.sallyport.journal.Work;
import dev.sallyport.plan.Gate;
import dev.sallyport.plan.OnFailure;
import dev.sallyport.plan.Phase;
import dev.sallyport.plan.Plan;
import dev.sallyport.plan.Probed;
import dev.sallyport.plan.Retry;
import dev.sallyport.plan.Step;
import dev.sallyport.report.Report;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How an operator's abort of others leaves work running, hangs, or does too little. */
@Timeout(60)
class OperatorPainsTest {
  private final World world = new World();
  private final CountDownLatch letGo = new CountDownLatch(1);

  @Test
  @DisplayName(
      "Harness docs: abort skips rollback and cleanup, and a task may be half done; here both"
          + " run, and what was under way is looked up")
  void anAbortWalksBack() throws Exception {
    try (Engine engine = Engine.inMemory()) {
      Run run =
          engine.start(
              World.of(
                  phase("A")
                      .step(world.effect("a"), world.waiting("half", letGo), world.effect("c"))
                      .onRollback(context -> world.marks.add("cleanup"))));
      World.until(run, event -> world.marks.contains("+half"));
      run.abort("ann", "wrong version");
      assertThat(run.await()).isEqualTo(Outcome.ROLLED_BACK);
      assertThat(world.marks).containsExactly("+a", "+half", "-half", "-a", "cleanup");
      assertThat(Report.of(run.events()).status())
          .contains("by ann: a person said so: wrong version");
    }
  }

  @Test
  @DisplayName(
      "capistrano #351: Ctrl-C races a remote job that is still running; here nothing is"
          + " undone until it has ended, and the run says for what it waits")
  void nothingIsUndoneWhileWorkMayRun() throws Exception {
    AtomicBoolean ended = new AtomicBoolean();
    Step<Void> job =
        step("job")
            .run(
                context -> {
                  world.marks.add("+job");
                  while (letGo.getCount() > 0) {
                    Thread.onSpinWait();
                  }
                  ended.set(true);
                })
            .onRollback((context, made) -> world.marks.add(ended.get() ? "-job" : "raced"))
            .probe(context -> Probed.done());
    try (Engine engine = Engine.inMemory()) {
      Plan plan =
          plan("release", 1)
              .grace(Duration.ofMillis(30))
              .phases(phase("A").step(world.effect("a"), job))
              .build();
      Run run = engine.start(plan);
      World.until(run, event -> world.marks.contains("+job"));
      run.abort("ann", "Ctrl-C");
      assertThat(World.question(run))
          .startsWith("'A/job' was told to stop, because the run turns back, and was still running")
          .contains("Nothing that touches it starts until it ends.");
      assertThat(world.marks).containsExactly("+a", "+job");
      letGo.countDown();
      assertThat(run.await()).isEqualTo(Outcome.ROLLED_BACK);
      assertThat(world.marks).containsExactly("+a", "+job", "-job", "-a");
    } finally {
      letGo.countDown();
    }
  }

  @Test
  @DisplayName(
      "OD #7078: a cancelled deployment rolls on to the next target; here nothing forward"
          + " starts once the run turns back, retries included")
  void nothingForwardStartsAfterAnAbort() throws Exception {
    Step<Void> flaky = failing("flaky").retry(Retry.every(Duration.ofMillis(20)).attempts(1000));
    try (Engine engine = Engine.inMemory()) {
      Run run =
          engine.start(
              World.of(
                  phase("First").parallel(world.waiting("one", letGo), flaky),
                  phase("Second").step(world.effect("two"))));
      World.until(run, event -> event instanceof Event.AttemptFailed);
      run.abort("ann", "");
      assertThat(run.await()).isEqualTo(Outcome.ROLLED_BACK);
      int turn = run.events().indexOf(World.first(run.events(), Event.RollbackStarted.class));
      assertThat(run.events().subList(turn, run.events().size()))
          .noneMatch(e -> e instanceof Event.AttemptStarted s && s.work() == Work.RUN);
      assertThat(world.marks).doesNotContain("+two");
    }
  }

  @Test
  @DisplayName(
      "SP #5952: a waiting execution cannot be cancelled; here an abort ends the waiting of"
          + " gates, approvals, retries and questions")
  void whateverWaitsCanBeAborted() throws Exception {
    Duration minute = Duration.ofMinutes(1);
    Gate closed = gate("g", script(pending())).within(minute);
    Gate asks = gate("q", script(fail())).within(minute).onFailure(OnFailure.ASK);
    Step<Void> later = failing("later").retry(Retry.every(minute));
    abortedWhile(phase("W").gate(closed), Event.Sampled.class);
    abortedWhile(phase("W").gate(asks), Event.Asked.class);
    abortedWhile(phase("W").gate(approval("go", "qa").within(minute)), Event.GateReached.class);
    abortedWhile(phase("W").step(later), Event.AttemptFailed.class);
  }

  private static void abortedWhile(Phase waits, Class<? extends Event> waiting) throws Exception {
    World world = new World();
    try (Engine engine = Engine.inMemory()) {
      Run run = engine.start(World.of(phase("A").step(world.effect("a")), waits));
      World.until(run, waiting::isInstance);
      run.abort("ann", "");
      assertThat(run.await()).isEqualTo(Outcome.ROLLED_BACK);
      assertThat(world.marks).containsExactly("+a", "-a");
    }
  }

  @Test
  @DisplayName(
      "AR #4898: two safety options together deadlock the abort; here a paused run walks back"
          + " when it is told to")
  void aPausedRunCanBeAborted() throws Exception {
    try (Engine engine = Engine.inMemory()) {
      Run run =
          engine.start(World.of(phase("A").step(world.effect("a"), world.waiting("b", letGo))));
      World.until(run, event -> world.marks.contains("+b"));
      run.pause("ann", "something is odd");
      run.abort("bob", "it is broken");
      assertThat(run.await()).isEqualTo(Outcome.ROLLED_BACK);
      assertThat(world.marks).containsExactly("+a", "+b", "-b", "-a");
    }
  }

  @Test
  @DisplayName("FL #1588: no rollback while promoting; here an abort is heard at every step")
  void anAbortIsHeardInTheLastStep() throws Exception {
    try (Engine engine = Engine.inMemory()) {
      Run run = engine.start(World.of(phase("Promote").step(world.waiting("promote", letGo))));
      World.until(run, event -> world.marks.contains("+promote"));
      run.abort("ann", "errors");
      assertThat(run.await()).isEqualTo(Outcome.ROLLED_BACK);
      assertThat(World.first(run.events(), Event.RollbackStarted.class).trigger())
          .isEqualTo(Trigger.OPERATOR);
      assertThat(world.marks).containsExactly("+promote", "-promote");
    }
  }

  @Test
  @DisplayName(
      "helm #12796: a failed rollback is stuck; here a person may retry it, or skip it with a"
          + " reason, and the rest goes on")
  void aFailedUndoCanBeSkipped() throws Exception {
    Step<Void> locked =
        step("locked")
            .run(context -> {})
            .onRollback(
                (context, made) -> {
                  world.marks.add("try");
                  throw new IllegalStateException("locked");
                });
    try (Engine engine = Engine.inMemory()) {
      Plan plan =
          plan("release", 1)
              .askOnUndoFailure()
              .phases(phase("A").step(world.effect("a"), locked, failing("b")))
              .build();
      Run run = engine.start(plan);
      assertThat(World.question(run))
          .startsWith("The undo of 'A/locked' failed: java.lang.IllegalStateException: locked.");
      run.answer("A/locked", Choice.RETRY, "ann", "");
      World.until(
          run,
          e -> e instanceof Event.AttemptStarted s && s.work() == Work.UNDO && s.attempt() == 2);
      World.asked(run);
      run.answer("A/locked", Choice.LEAVE, "ann", "a ticket is open");
      assertThat(run.await()).isEqualTo(Outcome.PARTIAL);
      assertThat(world.marks).containsExactly("+a", "try", "try", "-a");
      assertThat(World.end(run.events()).leftovers())
          .hasToString("[Leftover[path=A/locked, why=left by ann: a ticket is open]]");
    }
  }
}
