package dev.sallyport.field;

import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.engine.Engine;
import dev.sallyport.engine.EngineOptions;
import dev.sallyport.engine.Run;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Journals;
import dev.sallyport.journal.Outcome;
import dev.sallyport.plan.Plan;
import dev.sallyport.plan.Retry;
import dev.sallyport.plan.Step;
import dev.sallyport.report.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How a crash of others leaves locks and zombies, or repeats work. */
@Timeout(60)
class CrashPainsTest {
  @TempDir Path folder;
  private final World world = new World();
  private final CountDownLatch letGo = new CountDownLatch(1);

  private static EngineOptions in(Journals journals) {
    return EngineOptions.defaults().journals(journals).closeTimeout(Duration.ofMillis(20));
  }

  @Test
  @DisplayName(
      "helm #8987: a client that is gone leaves the release locked; here the lock goes with its"
          + " owner, and until then nobody else can act")
  void theLockGoesWithItsOwner() throws Exception {
    Plan plan = World.of(phase("A").step(world.waiting("a", letGo), world.effect("b")));
    try (Engine other = Engine.of(in(Journals.inFolder(folder)))) {
      try (Engine one = Engine.of(in(Journals.inFolder(folder)))) {
        Run run = one.start(plan, "run", "ann");
        World.until(run, event -> world.marks.contains("+a"));
        assertThatThrownBy(() -> other.resume("run", plan, "bob"))
            .hasMessageContaining("is owned by");
      }
      Run run = other.resume("run", plan, "bob");
      assertThat(run.await()).isEqualTo(Outcome.SUCCEEDED);
      assertThat(world.marks).containsExactly("+a", "+b");
    }
  }

  @Test
  @DisplayName(
      "helm #10549: a killed client leaves the release unusable; here a torn last "
          + "record is cut off and said, and the run goes on")
  void aTornRecordIsCutAndSaid() throws Exception {
    Plan plan = World.of(phase("A").step(world.waiting("a", letGo), world.effect("b")));
    try (Engine engine = Engine.of(in(Journals.inFolder(folder)))) {
      Run run = engine.start(plan, "run", "ann");
      World.until(run, event -> world.marks.contains("+a"));
    }
    Files.writeString(folder.resolve("run.journal"), "{\"torn\":", StandardOpenOption.APPEND);
    try (Engine engine = Engine.of(in(Journals.inFolder(folder)))) {
      Run run = engine.resume("run", plan, "ann");
      assertThat(run.await()).isEqualTo(Outcome.SUCCEEDED);
      assertThat(world.marks).containsExactly("+a", "+b");
      assertThat(Report.of(run.events()).text())
          .contains("a torn last record of 8 bytes was cut off");
    }
  }

  @Test
  @DisplayName(
      "SP #6443: what ran in a crash is a zombie, running for ever; here its outcome is"
          + " unknown, and a probe looks it up")
  void whatRanIsLookedUp() throws Exception {
    Plan plan = World.of(phase("A").step(world.probed("a"), world.probed("b")));
    List<Event> events = World.run(plan);
    for (boolean happened : new boolean[] {true, false}) {
      world.marks.clear();
      world.marks.add(happened ? "+a" : "nothing yet");
      Journals journals = World.killedBehind(events, event -> World.started(event, "A/a"));
      try (Engine engine = Engine.of(journals)) {
        assertThat(engine.resume("run", plan, "ann").await()).isEqualTo(Outcome.SUCCEEDED);
      }
      assertThat(world.marks).containsOnlyOnce("+a", "+b");
    }
  }

  @Test
  @DisplayName(
      "OR PR #4171: the same deployment is queued again and again; here one step has one key,"
          + " in every attempt and after a crash")
  void oneStepOneKey() throws Exception {
    List<String> keys = new CopyOnWriteArrayList<>();
    Step<Void> queue =
        step("queue")
            .run(
                context -> {
                  keys.add(context.idempotencyKey());
                  if (keys.size() < 3) {
                    throw new IllegalStateException("busy");
                  }
                })
            .irreversible("queued")
            .idempotent()
            .retry(Retry.every(Duration.ofMillis(1)));
    Plan plan = World.of(phase("A").step(queue));
    List<Event> events = World.run(plan);
    try (Engine engine =
        Engine.of(World.killedBehind(events, event -> World.started(event, "A/queue")))) {
      engine.resume("run", plan, "ann").await();
    }
    assertThat(keys).hasSize(4).containsOnly(keys.get(0));
  }
}
