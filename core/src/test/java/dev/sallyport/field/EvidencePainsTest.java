package dev.sallyport.field;

import static dev.sallyport.check.Percent.percent;
import static dev.sallyport.field.Trial.evidence;
import static dev.sallyport.field.Trial.noData;
import static dev.sallyport.field.Trial.pass;
import static dev.sallyport.field.Trial.pending;
import static dev.sallyport.field.Trial.script;
import static dev.sallyport.plan.Dsl.gate;
import static dev.sallyport.plan.Dsl.phase;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Check;
import dev.sallyport.check.Metric;
import dev.sallyport.check.Percent;
import dev.sallyport.check.Reading;
import dev.sallyport.check.Verdict;
import dev.sallyport.engine.Engine;
import dev.sallyport.engine.Run;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Outcome;
import dev.sallyport.journal.Trigger;
import dev.sallyport.plan.Gate;
import dev.sallyport.report.Report;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How gates of others take nothing for something, or forget what they have seen. */
@Timeout(60)
class EvidencePainsTest {
  private final World world = new World();

  private static Gate quick(String name, Check check) {
    return gate(name, check).every(Duration.ofMillis(10)).within(Duration.ofSeconds(30));
  }

  @Test
  @DisplayName(
      "AR #1466: an empty vector makes result[0] an error that aborts; here a check that"
          + " throws has not been answered, and is asked again")
  void aCheckThatThrowsIsAskedAgain() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    Check first =
        Check.of(
            "first series",
            context -> {
              List<String> series = asked.incrementAndGet() < 3 ? List.of() : List.of("up");
              return Verdict.pass(series.get(0), evidence());
            });
    List<Event> events = World.run(World.of(phase("A").gate(quick("g", first))));
    assertThat(World.end(events).outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(World.all(events, Event.Sampled.class))
        .extracting(sample -> sample.verdict().word())
        .containsExactly("inconclusive", "inconclusive", "pass");
    assertThat(Report.of(events).text()).contains("The check threw").contains("Index 0");
  }

  @Test
  @DisplayName(
      "AR #1329: a run terminated with zero samples is successful; here nothing seen is a"
          + " failure that says so")
  void zeroSamplesAreNoPass() throws Exception {
    CountDownLatch letGo = new CountDownLatch(1);
    Check hangs =
        Check.of(
            "hangs",
            context -> {
              letGo.await();
              return pass();
            });
    Gate gate = gate("g", hangs).within(Duration.ofMillis(60));
    List<Event> events =
        World.run(World.of(phase("A").step(world.effect("a")).gate(gate).step(world.effect("b"))));
    assertThat(World.end(events).outcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(world.marks).containsExactly("+a", "-a");
    assertThat(World.first(events, Event.GateFailed.class).trigger())
        .isEqualTo(Trigger.GATE_TIMED_OUT);
    assertThat(Report.of(events).status())
        .contains("not open within 60 ms; no sample was taken")
        .contains("nothing: no sample was taken");
  }

  @Test
  @DisplayName(
      "AR #2158: a run that is ended early counts as passed; here a gate that was not yet"
          + " open never is")
  void anEarlyEndIsNoPass() throws Exception {
    try (Engine engine = Engine.inMemory()) {
      Gate soak = quick("soak", script(pass())).sustainedFor(Duration.ofSeconds(20));
      Run run = engine.start(World.of(phase("A").gate(soak).step(world.effect("b"))));
      World.until(run, event -> event instanceof Event.Sampled);
      run.stop("ann", "enough seen");
      assertThat(run.await()).isEqualTo(Outcome.STOPPED);
      assertThat(World.all(run.events(), Event.GateOpened.class)).isEmpty();
      assertThat(world.marks).isEmpty();
      assertThat(Report.of(run.events()).status()).contains("release 1: stopped");
    }
  }

  @Test
  @DisplayName(
      "FL #1581: a misnamed metric passes silently; here it never opens a gate, and the"
          + " report shows what was asked")
  void aMisnamedMetricNeverPasses() throws Exception {
    Metric<Percent> misnamed =
        Metric.of(
            "error-rate", context -> Reading.noData("no series named htp_errors", evidence()));
    Gate gate = quick("errors", misnamed.below(percent(1))).inconclusiveFor(Duration.ofMillis(30));
    List<Event> events = World.run(World.of(phase("A").step(world.effect("a")).gate(gate)));
    assertThat(World.end(events).outcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(Report.of(events).width(200).status())
        .contains("nothing could be concluded for 30 ms")
        .contains("error-rate has no data: no series named htp_errors");
  }

  @Test
  @DisplayName(
      "KEP 26: ignoring an empty result is asked for; here it takes a reason, which the"
          + " report prints")
  void noDataPassesWithAReasonOnly() throws Exception {
    Check errors = script(noData());
    List<Event> events =
        World.run(
            World.of(phase("A").gate(quick("g", errors.noDataPasses("no one calls it yet")))));
    assertThat(World.end(events).outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(Report.of(events).text())
        .contains("Taken as a pass")
        .contains("A/g: no series; taken as a pass: no one calls it yet");
  }

  @Test
  @DisplayName(
      "kots #706: what is misconfigured hangs the deployment; here a sample has a "
          + "limit of its own")
  void aHangingCheckIsGivenUp() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    Check sometimes =
        Check.of(
            "sometimes",
            context -> {
              if (asked.incrementAndGet() == 1) {
                Thread.sleep(60_000);
              }
              return pass();
            });
    Gate gate = quick("g", sometimes).sampleTimeout(Duration.ofMillis(30));
    List<Event> events = World.run(World.of(phase("A").gate(gate)));
    assertThat(World.end(events).outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(World.first(events, Event.Sampled.class).verdict().reason())
        .isEqualTo("The check gave no answer within 30 ms.");
  }

  @Test
  @DisplayName(
      "FL #1248: a waiting gate runs the hooks before it on every tick; here what was done"
          + " before it stays done")
  void aWaitingGateRepeatsNothing() throws Exception {
    Check third = script(pending(), pending(), pending(), pass());
    List<Event> events =
        World.run(World.of(phase("A").step(world.effect("hook")).gate(quick("g", third))));
    assertThat(World.all(events, Event.Sampled.class)).hasSize(4);
    assertThat(world.marks).containsExactly("+hook");
  }

  @Test
  @DisplayName(
      "AR paused-Inconclusive: a paused rollout is not guarded; here gates judge on, and"
          + " only starting waits")
  void gatesJudgeDuringAPause() throws Exception {
    try (Engine engine = Engine.inMemory()) {
      CountDownLatch ready = new CountDownLatch(1);
      Check check = Check.of("ready", context -> ready.getCount() > 0 ? pending() : pass());
      Run run = engine.start(World.of(phase("A").gate(quick("g", check)).step(world.effect("a"))));
      World.until(run, event -> event instanceof Event.Sampled);
      run.pause("ann", "lunch");
      ready.countDown();
      World.until(run, event -> event instanceof Event.GateOpened);
      assertThat(run.await(Duration.ofMillis(30))).isEmpty();
      assertThat(world.marks).isEmpty();
      run.proceed("ann");
      assertThat(run.await()).isEqualTo(Outcome.SUCCEEDED);
    }
  }
}
