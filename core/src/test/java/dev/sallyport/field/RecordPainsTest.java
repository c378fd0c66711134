package dev.sallyport.field;

import static dev.sallyport.check.Percent.percent;
import static dev.sallyport.field.World.failing;
import static dev.sallyport.plan.Dsl.gate;
import static dev.sallyport.plan.Dsl.input;
import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.plan;
import static dev.sallyport.plan.Dsl.secret;
import static dev.sallyport.plan.Dsl.step;
import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.check.Evidence;
import dev.sallyport.check.Metric;
import dev.sallyport.check.Percent;
import dev.sallyport.check.Reading;
import dev.sallyport.check.Secret;
import dev.sallyport.engine.Engine;
import dev.sallyport.engine.EngineException;
import dev.sallyport.engine.EngineOptions;
import dev.sallyport.engine.Run;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Journals;
import dev.sallyport.journal.Outcome;
import dev.sallyport.plan.Gate;
import dev.sallyport.plan.Input;
import dev.sallyport.plan.Plan;
import dev.sallyport.plan.Step;
import dev.sallyport.report.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How others do not say why, who and how long, or say too much. */
@Timeout(60)
class RecordPainsTest {
  @TempDir Path folder;
  private final World world = new World();

  private static Metric<Percent> errorRate(double... values) {
    AtomicInteger next = new AtomicInteger();
    return Metric.of(
        "error-rate",
        context ->
            Reading.value(
                percent(values[Math.min(next.getAndIncrement(), values.length - 1)]),
                Evidence.of("sum(rate(errors[5m]))", context.startedAt())));
  }

  @Test
  @DisplayName(
      "AR #2658: the query and the value that decided are not shown; here the report has what"
          + " was asked, the raw value and the threshold")
  void theReportHasTheEvidence() throws Exception {
    Gate gate =
        gate("errors", errorRate(4.25).staysBelow(percent(1))).within(Duration.ofMinutes(1));
    List<Event> events = World.run(World.of(phase("A").step(world.effect("a")).gate(gate)));
    assertThat(Report.of(events).status())
        .contains("Cause: gate A/errors")
        .containsPattern("failed because +error-rate is 4.25 %, not < 1 %")
        .containsPattern("asked +sum\\(rate\\(errors\\[5m\\]\\)\\)")
        .containsPattern("threshold +< 1 %")
        .containsPattern("error-rate +4.25 %");
  }

  @Test
  @DisplayName("AR #1591: only ten samples of a metric are kept; here every one is in the record")
  void everySampleIsKept() throws Exception {
    double[] values = {9, 8.5, 8, 7.5, 7, 6.5, 6, 5.5, 5, 4.5, 4, 3.5, 3, 2.5, 0.5};
    Gate gate =
        gate("errors", errorRate(values).below(percent(1)))
            .every(Duration.ofMillis(2))
            .within(Duration.ofSeconds(30));
    try (Engine engine = Engine.of(Journals.inFolder(folder))) {
      Run run = engine.start(World.of(phase("A").gate(gate)), "run", "ann");
      assertThat(run.await()).isEqualTo(Outcome.SUCCEEDED);
      assertThat(World.all(engine.journals().read("run"), Event.Sampled.class))
          .extracting(sample -> sample.verdict().evidence().observed().get(0).value())
          .containsExactly(
              "9", "8.5", "8", "7.5", "7", "6.5", "6", "5.5", "5", "4.5", "4", "3.5", "3", "2.5",
              "0.5");
    }
  }

  @Test
  @DisplayName(
      "AR #2276: why a rollout was aborted is not told; here the status begins with it, the"
          + " cause and the way out")
  void theStatusSaysWhy() throws Exception {
    List<Event> events =
        World.run(World.of(phase("A").step(world.effect("a"), failing("migrate"))));
    assertThat(Report.of(events).width(200).status())
        .startsWith("release 1: rolled back")
        .contains(
            "by the plan: a step failed (A/migrate): java.lang.IllegalStateException: no migrate")
        .contains("Cause: step A/migrate")
        .contains("Correct what made 'A/migrate' fail, then start a new run.");
  }

  @Test
  @DisplayName("AR #2087: how long each step took is not told; here the report says it")
  void theReportSaysHowLong() throws Exception {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2030-01-01T00:00:00Z"));
    InstantSource time = now::get;
    Step<Void> slow =
        step("slow")
            .run(context -> now.updateAndGet(instant -> instant.plusSeconds(90)))
            .readOnly();
    try (Engine engine = Engine.of(EngineOptions.defaults().clock(time.withZone(UTC)))) {
      Run run = engine.start(World.of(phase("A").step(slow)));
      assertThat(run.await()).isEqualTo(Outcome.SUCCEEDED);
      assertThat(Report.of(run.events()).status())
          .containsPattern("took +1 min 30 s")
          .containsPattern("A/slow +step +done +1 min 30 s");
    }
  }

  @Test
  @DisplayName("AR #4732: who aborted is not told; here whoever said something is on the list")
  void theReportSaysWho() throws Exception {
    try (Engine engine = Engine.inMemory()) {
      Step<Void> wait = step("wait").run(context -> Thread.sleep(60_000)).readOnly();
      Run run = engine.start(World.of(phase("A").step(wait)), "run", "ann");
      run.pause("bob", "a call came in");
      run.abort("cid", "the call was bad");
      run.await();
      assertThat(Report.of(run.events()).width(200).text())
          .containsPattern("ann +.* run run of release 1 started by ann")
          .containsPattern("bob +.* paused by bob: a call came in")
          .containsPattern("cid +.* rolling back, by cid: a person said so: the call was bad");
    }
  }

  @Test
  @DisplayName("AR #3407: a token is in the logs; here it is in no record, report or error")
  void aTokenIsNowhere() throws Exception {
    Secret<String> token = secret("token", String.class);
    Step<Void> leaky =
        step("leaky")
            .run(
                context -> {
                  throw new IllegalStateException("401 for " + context.secret(token));
                })
            .readOnly();
    Plan plan = plan("release", 1).secrets(token).phases(phase("A").step(leaky)).build();
    try (Engine engine = Engine.of(Journals.inFolder(folder))) {
      Run run = engine.start(plan.with(token, "planted-token"), "run", "ann");
      assertThat(run.await()).isEqualTo(Outcome.ROLLED_BACK);
      assertThat(Report.of(run.events()).text()).contains("401 for ***");
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file)).doesNotContain("planted-token");
      }
    }
  }

  @Test
  @DisplayName(
      "AR #1052: a missing argument is found out at run time; here nothing starts "
          + "without every input")
  void everyInputIsThereBeforeAnythingStarts() throws Exception {
    Input<String> version = input("version", String.class);
    Step<Void> late = step("late").using(version).run((context, v) -> {}).readOnly();
    Plan plan =
        plan("release", 1)
            .inputs(version)
            .phases(phase("A").step(world.effect("a")), phase("B").step(late))
            .build();
    try (Engine engine = Engine.inMemory()) {
      assertThatThrownBy(() -> engine.start(plan, "run", "ann"))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("nothing is bound to input version");
      assertThat(engine.journals().runs()).isEmpty();
      assertThat(world.marks).isEmpty();
    }
  }
}
