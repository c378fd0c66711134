package dev.sallyport.engine;

import static dev.sallyport.plan.Dsl.gate;
import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.step;
import static dev.sallyport.plan.UndoPolicy.undo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Check;
import dev.sallyport.check.Verdict;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Leftover;
import dev.sallyport.journal.Outcome;
import dev.sallyport.journal.Work;
import dev.sallyport.plan.Gate;
import dev.sallyport.plan.OutcomeUnknownException;
import dev.sallyport.plan.Phase;
import dev.sallyport.plan.Probed;
import dev.sallyport.plan.Retry;
import dev.sallyport.plan.Step;
import dev.sallyport.plan.UndoPolicy;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(240)
class RollbackTest {
  private final World world = new World();

  @Test
  void undoGetsWhatTheStepMadeAlsoWhenAProbeHadToFindIt() throws Exception {
    Step<String> made =
        step("made", String.class)
            .run(
                context -> {
                  throw new dev.sallyport.plan.OutcomeUnknownException("lost");
                })
            .probe(context -> dev.sallyport.plan.Probed.done("found " + context.attempt()))
            .onRollback((context, output) -> world.marks.add("undo " + output));
    assertThat(World.run(World.of(phase("A").step(made, World.failing("b")))))
        .isEqualTo(Outcome.ROLLED_BACK);
    assertThat(world.marks).containsExactly("undo found 1");
  }

  @Test
  void onlyWhatWasDoneIsUndoneAndAFailedStepWithAProbeIsLookedUp() throws Exception {
    Step<Void> half =
        step("half")
            .run(
                context -> {
                  world.marks.add("+half");
                  throw new IllegalStateException("after the effect");
                })
            .probe(context -> dev.sallyport.plan.Probed.done())
            .onRollback((context, output) -> world.marks.add("-half"));
    assertThat(World.run(World.of(phase("A").step(world.effect("a"), half, world.effect("c")))))
        .isEqualTo(Outcome.ROLLED_BACK);
    assertThat(world.marks).containsExactly("+a", "+half", "-half", "-a");
  }

  @Test
  void branchesGoBackOnTheirOwnAndMeetWhereTheyParted() throws Exception {
    Phase root = phase("Root").step(world.effect("root"));
    Phase left = phase("Left").step(world.effect("left")).after(root);
    Phase right = phase("Right").step(world.effect("right")).after(root);
    Phase last = phase("Last").step(World.failing("boom")).after(left, right);
    assertThat(World.run(World.of(root, left, right, last))).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(world.marks).hasSize(6).endsWith("-root");
    assertThat(world.marks.subList(3, 5)).containsExactlyInAnyOrder("-left", "-right");
  }

  @Test
  void aFailedUndoLeavesAnotherBranchFree() throws Exception {
    Step<Void> stuck =
        step("stuck")
            .run(context -> {})
            .onRollback(
                (context, made) -> {
                  throw new IllegalStateException("no");
                });
    Phase root = phase("Root").step(world.effect("root"));
    Phase left = phase("Left").step(world.effect("deep"), stuck).after(root);
    Phase right = phase("Right").step(world.effect("right")).after(root);
    Phase last = phase("Last").step(World.failing("boom")).after(left, right);
    try (Engine engine = Engine.inMemory()) {
      Run run = engine.start(World.of(root, left, right, last));
      assertThat(run.await()).isEqualTo(Outcome.PARTIAL);
      assertThat(world.marks).contains("-right").doesNotContain("-deep", "-root");
      Event.RunEnded end = World.events(run, Event.RunEnded.class).get(0);
      assertThat(end.leftovers())
          .extracting("path")
          .containsExactly("Root/root", "Left/deep", "Left/stuck");
      assertThat(end.leftovers().get(0).why())
          .isEqualTo("its undo was not run, because one that comes before it failed");
      assertThat(end.leftovers().get(2).why())
          .isEqualTo("its undo failed: java.lang.IllegalStateException: no");
      assertThat(end.reason()).endsWith("3 things are left over");
    }
  }

  @Test
  void anUndoIsDoneOnlyWhenItIsVerified() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    Check back =
        Check.of(
            "back",
            context ->
                asked.incrementAndGet() < 3
                    ? Verdict.pending("not-yet", "not back yet", World.evidence())
                    : Verdict.pass("back", World.evidence()));
    Gate verified =
        gate("is back", back).every(Duration.ofMillis(5)).within(Duration.ofSeconds(20));
    Step<Void> traffic =
        step("traffic")
            .run(context -> world.marks.add("+t"))
            .onRollback(
                (context, made) -> world.marks.add("-t"), UndoPolicy.undo().verifiedBy(verified));
    assertThat(World.run(World.of(phase("A").step(world.effect("a"), traffic, World.failing("b")))))
        .isEqualTo(Outcome.ROLLED_BACK);
    assertThat(asked).hasValue(3);
    assertThat(world.marks).containsExactly("+a", "+t", "-t", "-a");
  }

  @Test
  void anUndoThatCannotBeVerifiedIsLeftOver() throws Exception {
    Check never = World.always(Verdict.fail("no", "still on green", World.evidence()));
    Step<Void> traffic =
        step("traffic")
            .run(context -> {})
            .onRollback(
                (context, made) -> {},
                UndoPolicy.undo()
                    .verifiedBy(gate("is back", never).within(Duration.ofSeconds(20))));
    try (Engine engine = Engine.inMemory()) {
      Run run = engine.start(World.of(phase("A").step(traffic, World.failing("b"))));
      assertThat(run.await()).isEqualTo(Outcome.PARTIAL);
      Event.RunEnded end = World.events(run, Event.RunEnded.class).get(0);
      assertThat(end.leftovers())
          .hasToString(
              "[Leftover[path=A/traffic, why=its undo failed: its verification failed: still on"
                  + " green]]");
    }
  }

  @Test
  void anUndoHasRetriesOfItsOwn() throws Exception {
    AtomicInteger tries = new AtomicInteger();
    Step<Void> flaky =
        step("flaky")
            .run(context -> {})
            .onRollback(
                (context, made) -> {
                  if (tries.incrementAndGet() < 3) {
                    throw new IllegalStateException("busy");
                  }
                },
                UndoPolicy.undo().retry(Retry.every(Duration.ofMillis(5))));
    try (Engine engine = Engine.inMemory()) {
      Run run = engine.start(World.of(phase("A").step(flaky, World.failing("b"))));
      assertThat(run.await()).isEqualTo(Outcome.ROLLED_BACK);
      assertThat(World.events(run, Event.AttemptStarted.class))
          .filteredOn(event -> event.work() == Work.UNDO)
          .hasSize(3);
    }
  }

  @Test
  void aPhaseInWhichNothingHadAnEffectIsNotRolledBack() throws Exception {
    Phase looked =
        phase("Looked")
            .step(step("look").run(context -> {}).readOnly())
            .onRollback(context -> world.marks.add("-Looked"));
    Phase acted =
        phase("Acted").step(world.effect("a")).onRollback(context -> world.marks.add("-Acted"));
    Phase never =
        phase("Never")
            .step(World.failing("b"), world.effect("c"))
            .onRollback(context -> world.marks.add("-Never"));
    assertThat(World.run(World.of(looked, acted, never))).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(world.marks).containsExactly("+a", "-a", "-Acted");
  }

  @Test
  void nothingForwardStartsOnceTheRunTurnsBack() throws Exception {
    Step<Void> slow =
        step("slow").run(context -> Thread.sleep(60_000)).onRollback((context, made) -> {});
    Step<Void> probed = slow.probe(context -> dev.sallyport.plan.Probed.notDone());
    Step<Void> retried =
        World.failing("retried").retry(Retry.every(Duration.ofMillis(30)).attempts(1000));
    Step<Void> late =
        step("late")
            .run(
                context -> {
                  Thread.sleep(100);
                  throw new IllegalStateException("late");
                })
            .readOnly();
    try (Engine engine = Engine.inMemory()) {
      Run run = engine.start(World.of(phase("A").parallel(probed, retried, late)));
      assertThat(run.await()).isEqualTo(Outcome.ROLLED_BACK);
      int turn = run.events().indexOf(World.events(run, Event.RollbackStarted.class).get(0));
      assertThat(run.events().subList(turn, run.events().size()))
          .noneMatch(e -> e instanceof Event.AttemptStarted s && s.work() == Work.RUN);
    }
  }

  /** An undo that runs out of time is as much a failure as one that throws: its policy counts. */
  @Test
  void anUndoThatKeepsRunningOutOfTimeIsNotMadeForEver() throws Exception {
    UndoPolicy twice =
        undo()
            .timeout(Duration.ofMillis(20))
            .retry(Retry.every(Duration.ofMillis(10)).attempts(2))
            .repeatable();
    Step<Void> hangs =
        step("hangs")
            .run(context -> world.marks.add("+hangs"))
            .onRollback((context, made) -> new CountDownLatch(1).await(), twice);
    Step<Void> probed =
        step("probed")
            .run(context -> world.marks.add("+probed"))
            .probe(context -> Probed.done())
            .onRollback((context, made) -> new CountDownLatch(1).await(), twice);
    try (Engine engine = Engine.inMemory()) {
      Run run =
          engine.start(
              World.of(phase("A").parallel(hangs, probed), phase("B").step(World.failing("boom"))));
      assertThat(run.await()).isEqualTo(Outcome.PARTIAL);
      assertThat(World.events(run, Event.AttemptStarted.class))
          .filteredOn(started -> started.work() == Work.UNDO)
          .extracting(Event.AttemptStarted::path)
          .containsExactlyInAnyOrder("A/hangs", "A/hangs", "A/probed", "A/probed");
      assertThat(World.events(run, Event.RunEnded.class).get(0).leftovers())
          .extracting(Leftover::path)
          .containsExactly("A/hangs", "A/probed");
    }
  }

  /** What was under way when the run turned back was a probe, and it found nothing to undo. */
  @Test
  void aRollbackThatMeetsAProbeGoesOnWhenTheProbeEnds() throws Exception {
    CountDownLatch looking = new CountDownLatch(1);
    CountDownLatch look = new CountDownLatch(1);
    Step<Void> unknown =
        step("unknown")
            .run(
                context -> {
                  throw new OutcomeUnknownException("no reply");
                })
            .probe(
                context -> {
                  looking.countDown();
                  look.await();
                  return Probed.notDone();
                })
            .onRollback((context, made) -> world.marks.add("-unknown"));
    try (Engine engine = Engine.inMemory()) {
      Run run = engine.start(World.of(phase("A").step(unknown)));
      looking.await();
      run.abort("ann", "enough");
      look.countDown();
      assertThat(run.await()).isEqualTo(Outcome.ROLLED_BACK);
    }
    assertThat(world.marks).isEmpty();
  }
}
