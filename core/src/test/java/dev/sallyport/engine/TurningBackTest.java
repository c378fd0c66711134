package dev.sallyport.engine;

import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.journal.Choice;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Outcome;
import dev.sallyport.journal.Work;
import dev.sallyport.plan.OnFailure;
import dev.sallyport.plan.Probed;
import dev.sallyport.plan.Retry;
import dev.sallyport.plan.Step;
import dev.sallyport.plan.UndoPolicy;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Runs that turn back or stop at an awkward moment; each was once wrong. */
class TurningBackTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private static Step<Void> effect(String name) {
    return undone(name, UndoPolicy.undo());
  }

  private static Step<Void> undone(String name, UndoPolicy policy) {
    return step(name).run(context -> {}).onRollback((context, made) -> {}, policy);
  }

  private static Step<Void> probed(Step<Void> step) {
    return step.probe(context -> Probed.notDone());
  }

  @Test
  void aProbeUnderWayWhenTheRunTurnsBackMayFindNothing() {
    Steered run = new Steered(World.of(phase("A").step(probed(effect("a")))));
    run.cannotTell(Work.RUN, "A/a").abort();
    assertThat(run.findsNothing("A/a").outcome()).isEqualTo(Outcome.ROLLED_BACK);
  }

  @Test
  void whatIsIrreversibleIsNotLookedForInARollback() {
    Step<Void> kept = probed(step("a").run(context -> {}).irreversible("it stays"));
    Steered run = new Steered(World.of(phase("A").step(kept)));
    run.cannotTell(Work.RUN, "A/a").fails(Work.PROBE, "A/a");
    assertThat(run.abort().outcome()).isEqualTo(Outcome.ROLLED_BACK);
  }

  @Test
  void anUndoThatCannotTellIsTriedNoMoreOftenThanItsRetriesAllow() {
    UndoPolicy policy = UndoPolicy.undo().repeatable().retry(Retry.every(SECOND).attempts(2));
    Steered run = new Steered(World.of(phase("A").step(undone("a", policy), effect("b"))));
    run.succeeds(Work.RUN, "A/a").fails(Work.RUN, "A/b").cannotTell(Work.UNDO, "A/a");
    assertThat(run.isUnderWay(Work.UNDO, "A/a")).as("before its time").isFalse();
    run.after(SECOND, "A/a").cannotTell(Work.UNDO, "A/a");
    assertThat(run.outcome()).isEqualTo(Outcome.PARTIAL);
  }

  @Test
  void anUndoWhoseProbeFindsTheEffectIsTriedNoMoreOftenThanItsRetriesAllow() {
    Steered run = new Steered(World.of(phase("A").step(probed(effect("a")), effect("b"))));
    run.succeeds(Work.RUN, "A/a").fails(Work.RUN, "A/b").cannotTell(Work.UNDO, "A/a");
    assertThat(run.succeeds(Work.PROBE, "A/a").outcome()).isEqualTo(Outcome.PARTIAL);
  }

  @Test
  void aCrashUsesUpNoAttemptOfAnUndo() {
    UndoPolicy policy = UndoPolicy.undo().repeatable();
    Steered run = new Steered(World.of(phase("A").step(undone("a", policy), effect("b"))));
    run.succeeds(Work.RUN, "A/a").fails(Work.RUN, "A/b").resume().resume();
    assertThat(run.succeeds(Work.UNDO, "A/a").outcome()).isEqualTo(Outcome.ROLLED_BACK);
  }

  @Test
  void aStepWhoseFailureOnlyWarnedIsNotUndone() {
    Step<Void> warns = effect("a").onFailure(OnFailure.WARN);
    Steered run = new Steered(World.of(phase("A").step(warns, effect("b"))));
    run.fails(Work.RUN, "A/a").fails(Work.RUN, "A/b");
    assertThat(run.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(run.isUnderWay(Work.UNDO, "A/a")).isFalse();
  }

  @Test
  void whatComesAfterAStepThatIsNotUndoneIsUndoneBeforeWhatComesBeforeIt() {
    Step<Void> a = effect("a");
    Step<Void> look = step("look").run(context -> {}).readOnly().after(a);
    Step<Void> c = effect("c").after(look);
    Steered run =
        new Steered(World.of(phase("A").parallel(a, look, c), phase("B").step(effect("d"))));
    run.succeeds(Work.RUN, "A/a").succeeds(Work.RUN, "A/look").succeeds(Work.RUN, "A/c");
    run.fails(Work.RUN, "B/d");
    assertThat(run.isUnderWay(Work.UNDO, "A/c")).isTrue();
    assertThat(run.isUnderWay(Work.UNDO, "A/a")).isFalse();
    run.succeeds(Work.UNDO, "A/c").succeeds(Work.UNDO, "A/a");
    assertThat(run.outcome()).isEqualTo(Outcome.ROLLED_BACK);
  }

  @Test
  void aStepBetweenTwoAttemptsIsLookedUpLikeOneThatHasFailed() {
    Step<Void> retried = probed(effect("a")).retry(Retry.every(MINUTE));
    Steered run = new Steered(World.of(phase("A").step(retried)));
    run.fails(Work.RUN, "A/a").abort();
    run.succeeds(Work.PROBE, "A/a").succeeds(Work.UNDO, "A/a");
    assertThat(run.outcome()).isEqualTo(Outcome.ROLLED_BACK);
  }

  @Test
  void anUndoIsNotForgottenWhenTheProbeBehindItHangs() {
    Steered run =
        new Steered(
            World.of(phase("A").step(probed(effect("a")), effect("b")).onRollback(context -> {})));
    run.succeeds(Work.RUN, "A/a").fails(Work.RUN, "A/b").cannotTell(Work.UNDO, "A/a");
    run.after(MINUTE, "A/a").after(MINUTE, "A/a");
    run.says(Requests.answer("A/a", Choice.TREAT_AS_STOPPED, "ann", ""));
    run.findsNothing("A/a").succeeds(Work.UNDO, "A/@rollback");
    assertThat(run.outcome()).isEqualTo(Outcome.ROLLED_BACK);
  }

  @Test
  void aStopWaitsForWhatMayStillRun() {
    Steered run = new Steered(World.of(phase("A").step(effect("a").timeout(MINUTE))));
    run.after(MINUTE, "A/a").after(MINUTE, "A/a").says(Requests.stop("ann", "enough"));
    assertThat(run.outcome()).isNull();
    run.says(Requests.answer("A/a", Choice.TREAT_AS_STOPPED, "ann", ""));
    assertThat(run.outcome()).isEqualTo(Outcome.STOPPED);
  }

  @Test
  void whatAPersonTookBackByHandWasThere() {
    Steered run = new Steered(World.of(phase("A").step(effect("a")).onRollback(context -> {})));
    run.cannotTell(Work.RUN, "A/a").abort();
    run.says(Requests.answer("A/a", Choice.NOT_DONE, "ann", "removed by hand"));
    run.succeeds(Work.UNDO, "A/@rollback");
    assertThat(run.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(run.events)
        .noneMatch(
            e ->
                e instanceof Event.AttemptStarted it
                    && it.path().equals("A/a")
                    && it.work() == Work.UNDO);
  }

  @Test
  void aProbeThatOnceGaveUpIsAskedAgainAfterAnotherAttempt() {
    Step<Void> twice = probed(effect("a"));
    Steered run = new Steered(World.of(phase("A").step(twice)));
    run.cannotTell(Work.RUN, "A/a");
    for (int i = 0; i < 3; i++) {
      run.fails(Work.PROBE, "A/a").after(SECOND, "A/a");
    }
    run.says(Requests.answer("A/a", Choice.RETRY, "ann", "")).fails(Work.RUN, "A/a");
    assertThat(run.findsNothing("A/a").outcome()).isEqualTo(Outcome.ROLLED_BACK);
  }

  @Test
  void aProbeThatHangsUsesUpNoAttemptOfItsStep() {
    Step<Void> retried = probed(effect("a")).retry(Retry.every(MINUTE).attempts(2));
    Steered run = new Steered(World.of(phase("A").step(retried)));
    run.cannotTell(Work.RUN, "A/a").after(MINUTE, "A/a").after(MINUTE, "A/a");
    run.says(Requests.answer("A/a", Choice.TREAT_AS_STOPPED, "ann", ""));
    run.findsNothing("A/a").after(MINUTE, "A/a").succeeds(Work.RUN, "A/a");
    assertThat(run.outcome()).isEqualTo(Outcome.SUCCEEDED);
  }
}
