package dev.sallyport.engine;

import static dev.sallyport.plan.Dsl.gate;
import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.plan;
import static dev.sallyport.plan.Dsl.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.check.Verdict;
import dev.sallyport.journal.Choice;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Outcome;
import dev.sallyport.journal.Question;
import dev.sallyport.journal.Trigger;
import dev.sallyport.plan.OnFailure;
import dev.sallyport.plan.OutcomeUnknownException;
import dev.sallyport.plan.Retry;
import dev.sallyport.plan.Step;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(240)
class QuestionTest {
  private final World world = new World();

  private Step<Void> lost(String name) {
    return step(name)
        .run(
            context -> {
              world.marks.add("+" + name);
              throw new OutcomeUnknownException("the reply was lost");
            })
        .onRollback((context, made) -> world.marks.add("-" + name));
  }

  @Test
  void aReasonThatIsASentenceEndsOnce() {
    assertThat(
            Questions.tripped(Question.Kind.FAILED, "errors", "It is down. Look at it.", null)
                .text())
        .startsWith("The watch 'errors' tripped: It is down. Look at it. Nothing new starts");
    assertThat(Questions.failed(Question.Kind.FAILED, "A/b", "Look at it...", false, "A/p").text())
        .startsWith("'A/b' failed: Look at it.... The run is past 'A/p'");
    assertThat(Questions.failed(Question.Kind.FAILED, "A/b", "no route", false, null).text())
        .startsWith("'A/b' failed: no route. RETRY");
  }

  @Test
  void anUnknownOutcomeIsPutToAPersonWhoMayAcceptIt() throws Exception {
    try (Engine engine = Engine.inMemory()) {
      Run run = engine.start(World.of(phase("A").step(lost("a"), world.effect("b"))));
      Waiting.ForAnswer asked = (Waiting.ForAnswer) World.asked(run);
      assertThat(asked.question())
          .isEqualTo(
              new Question(
                  Question.Kind.UNKNOWN_OUTCOME,
                  "It is unknown whether 'A/a' took effect: the reply was lost. It has no probe that"
                      + " could tell. Look at the system. RETRY runs the step again, ACCEPT takes it"
                      + " as done, ROLL_BACK walks back, STOP ends the run here.",
                  java.util.List.of(Choice.RETRY, Choice.ACCEPT, Choice.ROLL_BACK, Choice.STOP)));
      assertThatThrownBy(() -> run.answer("A/a", Choice.LEAVE, "ann", ""))
          .hasMessage(
              "The question about 'A/a' cannot be answered with LEAVE, but with one of"
                  + " [RETRY, ACCEPT, ROLL_BACK, STOP].");
      assertThatThrownBy(() -> run.answer("A/b", Choice.RETRY, "ann", ""))
          .hasMessage("The run asks nothing about 'A/b'.");
      run.answer("A/a", Choice.ACCEPT, "ann", "I saw it");
      assertThat(run.await()).isEqualTo(Outcome.SUCCEEDED);
      assertThat(world.marks).containsExactly("+a", "+b");
    }
  }

  @Test
  void inARollbackAnUnknownEffectIsNeverGuessed() throws Exception {
    try (Engine engine = Engine.inMemory()) {
      Run run = engine.start(World.of(phase("A").step(world.effect("a"), lost("b"))));
      World.asked(run);
      run.answer("A/b", Choice.ROLL_BACK, "ann", "too risky");
      Waiting.ForAnswer asked = (Waiting.ForAnswer) World.asked(run);
      assertThat(asked.question().choices())
          .containsExactly(Choice.NOT_DONE, Choice.LEAVE, Choice.STOP);
      assertThat(world.marks).containsExactly("+a", "+b");
      run.answer("A/b", Choice.LEAVE, "ann", "harmless");
      assertThat(run.await()).isEqualTo(Outcome.PARTIAL);
      assertThat(world.marks).containsExactly("+a", "+b", "-a");
      Event.RunEnded end = World.events(run, Event.RunEnded.class).get(0);
      assertThat(end.leftovers()).hasToString("[Leftover[path=A/b, why=left by ann: harmless]]");
      Event.RollbackStarted back = World.events(run, Event.RollbackStarted.class).get(0);
      assertThat(back.by()).isEqualTo("ann");
      assertThat(back.reason()).isEqualTo("the reply was lost (too risky)");
    }
  }

  @Test
  void behindAPointOfNoReturnNothingGoesBackOnItsOwn() throws Exception {
    try (Engine engine = Engine.inMemory()) {
      Run run =
          engine.start(
              World.of(
                  phase("A").step(world.effect("a")).pointOfNoReturn("the old data is gone"),
                  phase("B").step(World.failing("b"))));
      Waiting.ForAnswer asked = (Waiting.ForAnswer) World.asked(run);
      assertThat(asked.question().kind()).isEqualTo(Question.Kind.BEHIND_POINT_OF_NO_RETURN);
      assertThat(asked.question().text())
          .isEqualTo(
              "'B/b' failed: java.lang.IllegalStateException: no b. The run is past"
                  + " 'A/point-of-no-return', behind which nothing is rolled back on its own. RETRY"
                  + " tries it again, ACCEPT goes on as if it had passed, ROLL_BACK walks back, STOP"
                  + " ends the run here.");
      assertThat(world.marks).containsExactly("+a");
      run.answer("B/b", Choice.ROLL_BACK, "ann", "");
      assertThat(run.await()).isEqualTo(Outcome.ROLLED_BACK);
      assertThat(World.events(run, Event.RollbackStarted.class).get(0).trigger())
          .isEqualTo(Trigger.STEP_FAILED);
      assertThat(world.marks).containsExactly("+a", "-a");
    }
  }

  @Test
  void aGateMayAskInsteadOfRollingBackAndAnAcceptanceIsRemembered() throws Exception {
    try (Engine engine = Engine.inMemory()) {
      Verdict fail = Verdict.fail("broken", "it is broken", World.evidence());
      Run run =
          engine.start(
              World.of(
                  phase("A")
                      .gate(
                          gate("g", World.always(fail))
                              .within(Duration.ofMinutes(1))
                              .onFailure(OnFailure.ASK))
                      .step(world.effect("a"))));
      World.asked(run);
      run.answer("A/g", Choice.ACCEPT, "ann", "known, harmless");
      assertThat(run.await()).isEqualTo(Outcome.SUCCEEDED);
      assertThat(World.events(run, Event.Asked.class)).hasSize(1);
    }
  }

  @Test
  void aFailedUndoMayWaitForAPersonWhoRetriesOrSkipsIt() throws Exception {
    AtomicInteger tries = new AtomicInteger();
    Step<Void> stubborn =
        step("s")
            .run(context -> world.marks.add("+s"))
            .onRollback(
                (context, made) -> {
                  if (tries.incrementAndGet() < 2) {
                    throw new IllegalStateException("locked");
                  }
                  world.marks.add("-s");
                });
    try (Engine engine = Engine.inMemory()) {
      Run run =
          engine.start(
              plan("p", 1)
                  .askOnUndoFailure()
                  .phases(phase("A").step(world.effect("a"), stubborn, World.failing("b")))
                  .build());
      Waiting.ForAnswer asked = (Waiting.ForAnswer) World.asked(run);
      assertThat(asked.question().text())
          .startsWith("The undo of 'A/s' failed: java.lang.IllegalStateException: locked.");
      run.answer("A/s", Choice.RETRY, "ann", "unlocked it");
      assertThat(run.await()).isEqualTo(Outcome.ROLLED_BACK);
      assertThat(world.marks).containsExactly("+a", "+s", "-s", "-a");
    }
  }

  @Test
  void nothingStartsWhileACancelledAttemptMayStillRun() throws Exception {
    CountDownLatch letGo = new CountDownLatch(1);
    Step<Void> deaf =
        step("deaf")
            .run(
                context -> {
                  world.marks.add("+deaf");
                  while (letGo.getCount() > 0) {
                    Thread.onSpinWait();
                  }
                  throw new IllegalStateException("ended late");
                })
            .onRollback((context, made) -> world.marks.add("-deaf"))
            .timeout(Duration.ofMillis(50));
    try (Engine engine = Engine.inMemory()) {
      Run run =
          engine.start(
              plan("p", 1)
                  .grace(Duration.ofMillis(50))
                  .phases(phase("A").step(world.effect("a"), deaf))
                  .build());
      Waiting.ForAnswer asked = (Waiting.ForAnswer) World.asked(run);
      assertThat(asked.question().kind()).isEqualTo(Question.Kind.STILL_RUNNING);
      assertThat(world.marks).containsExactly("+a", "+deaf");
      letGo.countDown();
      World.await(run, event -> event instanceof Event.LateResult);
      World.await(
          run,
          event ->
              event instanceof Event.Asked it
                  && it.question().kind() == Question.Kind.UNKNOWN_OUTCOME);
      run.answer("A/deaf", Choice.STOP, "ann", "");
      assertThat(run.await()).isEqualTo(Outcome.STOPPED);
    } finally {
      letGo.countDown();
    }
  }

  /** What a person accepts has no output, so what must have one cannot be accepted. */
  @Test
  void aStepWithAnOutputCannotBeAccepted() throws Exception {
    Step<String> unknown =
        step("unknown", String.class)
            .run(
                context -> {
                  throw new OutcomeUnknownException("the reply was lost");
                })
            .irreversible("it is made");
    Step<String> failed =
        step("failed", String.class)
            .run(
                context -> {
                  throw new IllegalStateException("no");
                })
            .irreversible("it is made")
            .onFailure(OnFailure.ASK);
    java.util.List<Choice> offered = java.util.List.of(Choice.RETRY, Choice.ROLL_BACK, Choice.STOP);
    for (Step<String> step : java.util.List.of(unknown, failed)) {
      try (Engine engine = Engine.inMemory()) {
        Run run = engine.start(World.of(phase("A").step(step)));
        Waiting.ForAnswer asked = (Waiting.ForAnswer) World.asked(run);
        assertThat(asked.question().choices()).isEqualTo(offered);
        assertThat(asked.question().text()).doesNotContain("ACCEPT");
      }
    }
  }

  /**
   * An idempotent step that does not know is tried again where its retries allow, and else fails.
   */
  @Test
  void anIdempotentStepThatDoesNotKnowIsTriedAgainWithoutAQuestion() throws Exception {
    AtomicInteger tries = new AtomicInteger();
    Step<Void> step =
        step("a")
            .run(
                context -> {
                  tries.incrementAndGet();
                  throw new OutcomeUnknownException("the reply was lost");
                })
            .irreversible("it counts")
            .idempotent()
            .retry(Retry.every(Duration.ofMillis(1)).attempts(3));
    try (Engine engine = Engine.inMemory()) {
      Run run = engine.start(World.of(phase("A").step(step)));
      assertThat(run.await()).isEqualTo(Outcome.ROLLED_BACK);
      assertThat(World.events(run, Event.Asked.class)).isEmpty();
    }
    assertThat(tries).hasValue(3);
  }
}
