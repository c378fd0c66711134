package dev.sallyport.field;

import static dev.sallyport.field.Trial.noData;
import static dev.sallyport.field.Trial.pass;
import static dev.sallyport.field.Trial.script;
import static dev.sallyport.field.World.failing;
import static dev.sallyport.plan.Dsl.gate;
import static dev.sallyport.plan.Dsl.phase;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.check.Check;
import dev.sallyport.engine.Engine;
import dev.sallyport.engine.GateProgress;
import dev.sallyport.engine.Run;
import dev.sallyport.journal.Choice;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Journals;
import dev.sallyport.journal.Outcome;
import dev.sallyport.journal.Work;
import dev.sallyport.plan.Gate;
import dev.sallyport.plan.OnFailure;
import dev.sallyport.plan.Plan;
import dev.sallyport.plan.Retry;
import dev.sallyport.plan.Step;
import dev.sallyport.report.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How others forget, on a restart or a retry, how far they were. */
@Timeout(60)
class ResumePainsTest {
  private final World world = new World();

  @Test
  @DisplayName(
      "rundeck #3153: restarts and retries do not go together; here a resumed run "
          + "counts the attempts on")
  void attemptsAreCountedOn() throws Exception {
    Step<Void> broken = failing("broken").retry(Retry.every(Duration.ofMillis(1)).attempts(5));
    Plan plan = World.of(phase("A").step(broken));
    List<Event> events = World.run(plan);
    Journals journals =
        World.killedBehind(events, e -> e instanceof Event.AttemptFailed f && f.attempt() == 3);
    try (Engine engine = Engine.of(journals)) {
      Run run = engine.resume("run", plan, "ann");
      assertThat(run.await()).isEqualTo(Outcome.ROLLED_BACK);
      assertThat(World.all(run.events(), Event.AttemptStarted.class))
          .extracting(Event.AttemptStarted::attempt)
          .containsExactly(1, 2, 3, 4, 5);
    }
  }

  @Test
  @DisplayName(
      "AR #2897: restarting from a step goes wrong; here a resumed run goes on where " + "it was")
  void aResumedRunGoesOn() throws Exception {
    Plan plan =
        World.of(
            phase("A").step(world.effect("a")),
            phase("B").parallel(world.effect("b"), world.effect("c")),
            phase("C").step(world.effect("d")));
    List<Event> events = World.run(plan);
    world.marks.clear();
    Journals journals = World.killedBehind(events, event -> World.started(event, "C/d"));
    List<Event> kept = journals.read("run");
    try (Engine engine = Engine.of(World.holding(kept.subList(0, kept.size() - 1)))) {
      assertThat(engine.resume("run", plan, "ann").await()).isEqualTo(Outcome.SUCCEEDED);
    }
    assertThat(world.marks).containsExactly("+d");
  }

  @Test
  @DisplayName(
      "kestra #10155: a restart may meet a flow that has changed; here another "
          + "structure is refused with the difference")
  void anotherPlanIsRefused() throws Exception {
    List<Event> events = World.run(World.of(phase("A").step(world.effect("a"), world.effect("b"))));
    world.marks.clear();
    Plan changed = World.of(phase("A").step(world.effect("a"), world.effect("c")));
    Journals journals = World.killedBehind(events, event -> World.started(event, "A/a"));
    try (Engine engine = Engine.of(journals)) {
      assertThatThrownBy(() -> engine.resume("run", changed, "ann"))
          .hasMessageContaining("which has another structure")
          .hasMessageContaining("\n+ A/c (")
          .hasMessageContaining("\n- A/b (");
      assertThat(world.marks).isEmpty();
    }
  }

  @Test
  @DisplayName("OD #2885: the tenth retry continues; here the run turns back after the last one")
  void theLastRetryDoesNotContinue() throws Exception {
    Step<Void> broken = failing("broken").retry(Retry.every(Duration.ofMillis(1)).attempts(10));
    List<Event> events =
        World.run(World.of(phase("A").step(world.effect("a"), broken, world.effect("b"))));
    assertThat(World.all(events, Event.AttemptFailed.class)).hasSize(10);
    assertThat(World.end(events).outcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(world.marks).containsExactly("+a", "-a");
  }

  @Test
  @DisplayName(
      "AR #3850: an accepted inconclusive analysis runs again and loops; here the acceptance"
          + " is remembered, also by the next engine")
  void anAcceptanceIsRemembered() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    Check unclear =
        Check.of(
            "unclear",
            context -> {
              asked.incrementAndGet();
              return noData();
            });
    Gate gate =
        gate("g", unclear)
            .every(Duration.ofMillis(10))
            .within(Duration.ofSeconds(30))
            .inconclusiveFor(Duration.ofMillis(20))
            .onFailure(OnFailure.ASK);
    Plan plan = World.of(phase("A").gate(gate).step(world.effect("a")));
    List<Event> before;
    try (Engine engine = Engine.inMemory()) {
      Run run = engine.start(plan, "run", "ann");
      assertThat(World.question(run)).contains("'A/g' failed: nothing could be concluded");
      run.answer("A/g", Choice.ACCEPT, "bob", "the canary has no traffic at night");
      assertThat(run.await()).isEqualTo(Outcome.SUCCEEDED);
      before = run.events();
    }
    int samples = asked.get();
    world.marks.clear();
    try (Engine engine =
        Engine.of(World.killedBehind(before, event -> event instanceof Event.Answered))) {
      Run run = engine.resume("run", plan, "ann");
      assertThat(run.await()).isEqualTo(Outcome.SUCCEEDED);
      assertThat(asked).hasValue(samples);
      assertThat(world.marks).containsExactly("+a");
      assertThat(Report.of(run.events()).text())
          .contains("bob answered ACCEPT: the canary has no traffic at night");
    }
  }

  @Test
  @DisplayName(
      "prometheus #422: a gap resets the clock of a sustained span; here that of a "
          + "short restart counts neither way")
  void aSustainedSpanSurvivesARestart() throws Exception {
    Gate soak =
        gate("soak", script(pass()))
            .every(Duration.ofMillis(20))
            .maxGap(Duration.ofHours(1))
            .sustainedFor(Duration.ofMinutes(9).plusMillis(50))
            .within(Duration.ofMinutes(10));
    Plan plan = World.of(phase("A").gate(soak));
    Instant start = Instant.now().minus(Duration.ofMinutes(40));
    List<Event> events = new ArrayList<>();
    events.add(new Event.RunStarted(start, "run", plan.description(), Map.of(), "ann"));
    events.add(new Event.GateReached(start, "A/soak", Work.RUN, start));
    for (int minute = 0; minute < 10; minute++) {
      Instant at = start.plus(Duration.ofMinutes(minute));
      events.add(new Event.Sampled(at, "A/soak", Work.RUN, pass(), null));
    }
    try (Engine engine = Engine.of(World.holding(events))) {
      Run run = engine.resume("run", plan, "ann");
      assertThat(run.await()).isEqualTo(Outcome.SUCCEEDED);
      List<Event> all = run.events();
      assertThat(World.all(all.subList(events.size(), all.size()), Event.Sampled.class))
          .as("samples before the rest of the span has passed")
          .hasSizeGreaterThan(1);
      assertThat(World.first(all, Event.GateOpened.class).reason()).startsWith("held for 9 min");
    }
  }

  @Test
  @DisplayName(
      "prometheus #14085: a gap resets the clock; here a long one does too, because "
          + "nobody looked, but the gate gets the time back")
  void aSoakBegunAnewHasItsTime() {
    Instant start = Instant.parse("2030-01-01T00:00:00Z");
    Gate soak =
        gate("soak", script(pass()))
            .every(Duration.ofMinutes(1))
            .sustainedFor(Duration.ofMinutes(5))
            .within(Duration.ofMinutes(6));
    GateProgress progress = GateProgress.begin(start, start);
    for (int minute = 0; minute <= 4; minute++) {
      progress = progress.sample(soak, start.plus(Duration.ofMinutes(minute)), pass());
    }
    Instant back = start.plus(Duration.ofMinutes(64));
    progress = progress.afterDowntime(Duration.ofHours(1));
    for (int minute = 0; minute < 5; minute++) {
      Instant at = back.plus(Duration.ofMinutes(minute));
      progress = progress.sample(soak, at, pass());
      assertThat(progress.judge(soak, at)).isInstanceOf(GateProgress.Judgement.Hold.class);
    }
    Instant end = back.plus(Duration.ofMinutes(5));
    assertThat(progress.sample(soak, end, pass()).judge(soak, end))
        .isEqualTo(new GateProgress.Judgement.Open("held for 5 min over 6 samples; last: fine"));
  }
}
