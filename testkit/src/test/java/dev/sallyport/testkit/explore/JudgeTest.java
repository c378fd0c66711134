package dev.sallyport.testkit.explore;

import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.plan;
import static dev.sallyport.plan.Dsl.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.journal.Event;
import dev.sallyport.journal.Leftover;
import dev.sallyport.journal.Outcome;
import dev.sallyport.journal.Output;
import dev.sallyport.journal.Trigger;
import dev.sallyport.journal.Work;
import dev.sallyport.plan.Plan;
import dev.sallyport.plan.Step;
import dev.sallyport.testkit.simulation.SimulatedDriver;
import dev.sallyport.testkit.simulation.SimulatedRun;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a broken engine would do, told to the judge: it must not let it pass. */
class JudgeTest {
  private static final Instant AT = SimulatedDriver.START;
  private static final Plan PLAN =
      plan("p", 1)
          .phases(phase("A").step(effect("a")).step(effect("b")).pointOfNoReturn("out"))
          .build();
  private static final Anatomy ANATOMY = new Anatomy(PLAN);

  private final ExploredWorld world = new ExploredWorld(PLAN, ANATOMY, null, new Faults(List.of()));

  private static Step<Void> effect(String name) {
    return step(name).run(context -> {}).onRollback((context, made) -> {});
  }

  private List<Rule> judged(Outcome outcome, Event... events) {
    SimulatedRun run = new SimulatedRun(PLAN, List.of(events), outcome, List.of(), 0);
    return Judge.judge(run, world, ANATOMY, null, null).stream().map(Breach::rule).toList();
  }

  private static Event begun(String path) {
    return new Event.AttemptStarted(AT, path, Work.RUN, 1);
  }

  private static Event back(String cause) {
    return new Event.RollbackStarted(AT, Trigger.STEP_FAILED, cause, "it failed", "the plan");
  }

  private static Event end(Outcome outcome, Leftover... left) {
    return new Event.RunEnded(AT, outcome, "", List.of(left));
  }

  @Test
  void undoOfWhatWasNeverDone() {
    world.effects.undone("A/a");
    assertThat(judged(Outcome.ROLLED_BACK, back("A/b"), end(Outcome.ROLLED_BACK)))
        .containsExactly(Rule.NOTHING_UNDONE_THAT_WAS_NOT_DONE);
  }

  @Test
  void undoInTheWrongOrder() {
    world.effects.done("A/a");
    world.effects.done("A/b");
    world.effects.undone("A/a");
    world.effects.undone("A/b");
    assertThat(judged(Outcome.ROLLED_BACK, back("A/b"), end(Outcome.ROLLED_BACK)))
        .containsExactly(Rule.UNDONE_IN_REVERSE_ORDER);
  }

  @Test
  void whatAPersonLeftIsNotInTheWay() {
    world.effects.done("A/a");
    world.effects.done("A/b");
    world.effects.leave("A/b");
    world.effects.undone("A/a");
    assertThat(
            judged(Outcome.PARTIAL, back("A/b"), end(Outcome.PARTIAL, new Leftover("A/b", "left"))))
        .isEmpty();
  }

  @Test
  void aSwallowedUndoFailure() {
    world.effects.done("A/a");
    assertThat(judged(Outcome.ROLLED_BACK, back("A/b"), end(Outcome.ROLLED_BACK)))
        .containsExactly(Rule.NOTHING_LEFT_BEHIND);
    assertThat(judged(Outcome.PARTIAL, back("A/b"), end(Outcome.PARTIAL)))
        .containsExactly(Rule.NOTHING_LEFT_BEHIND);
  }

  @Test
  void anEffectDoneTwice() {
    world.effects.done("A/a");
    world.effects.done("A/a");
    world.effects.done("A/b");
    assertThat(judged(Outcome.SUCCEEDED, end(Outcome.SUCCEEDED)))
        .containsExactly(Rule.NOTHING_DONE_TWICE);
  }

  @Test
  void aSuccessThatLacksSomething() {
    world.effects.done("A/a");
    assertThat(judged(Outcome.SUCCEEDED, end(Outcome.SUCCEEDED)))
        .containsExactly(Rule.SUCCESS_IS_WHOLE);
  }

  @Test
  void forwardAfterTheRollbackBegan() {
    assertThat(judged(Outcome.ROLLED_BACK, back("A/a"), begun("A/b"), end(Outcome.ROLLED_BACK)))
        .containsExactly(Rule.NOTHING_FORWARD_AFTER_ROLLBACK);
  }

  @Test
  void backOnItsOwnFromBehindAPoint() {
    Event point = new Event.PointPassed(AT, "A/point", "out");
    assertThat(judged(Outcome.ROLLED_BACK, point, back("A/b"), end(Outcome.ROLLED_BACK)))
        .containsExactly(Rule.POINT_OF_NO_RETURN_HOLDS);
    assertThat(judged(Outcome.ROLLED_BACK, point, back(""), end(Outcome.ROLLED_BACK))).isEmpty();
  }

  @Test
  void somethingAfterTheEnd() {
    assertThat(judged(Outcome.ROLLED_BACK, end(Outcome.ROLLED_BACK), back("")))
        .containsExactly(Rule.ENDS_ONCE);
    assertThat(judged(Outcome.ROLLED_BACK, end(Outcome.ROLLED_BACK), end(Outcome.ROLLED_BACK)))
        .containsExactly(Rule.ENDS_ONCE);
  }

  @Test
  void aRunThatNeverEnds() {
    SimulatedRun run =
        new SimulatedRun(
            PLAN,
            List.of(
                begun("A/a"),
                new Event.AttemptSucceeded(AT, "A/a", Work.RUN, 1, Output.NONE),
                begun("A/b")),
            null,
            List.of(),
            0);
    assertThat(Judge.judge(run, world, ANATOMY, null, null))
        .extracting(Breach::rule, Breach::path)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(Rule.ENDS_OR_WAITS_FOR_A_PERSON, "A/b"));
  }

  @Test
  void aWorldThatIsNotWhatItWas() {
    SimulatedRun run =
        new SimulatedRun(
            PLAN,
            List.of(back("A/b"), end(Outcome.ROLLED_BACK)),
            Outcome.ROLLED_BACK,
            List.of(),
            0);
    assertThat(Judge.judge(run, world, ANATOMY, "blue", "green"))
        .extracting(Breach::rule)
        .containsExactly(Rule.WORLD_AS_BEFORE);
    assertThat(Judge.judge(run, world, ANATOMY, "blue", "blue")).isEmpty();
  }
}
