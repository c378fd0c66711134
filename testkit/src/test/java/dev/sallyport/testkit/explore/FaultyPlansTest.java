package dev.sallyport.testkit.explore;

import static dev.sallyport.plan.Dsl.gate;
import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.plan;
import static dev.sallyport.plan.Dsl.step;
import static dev.sallyport.plan.UndoPolicy.undo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Check;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Verdict;
import dev.sallyport.plan.Phase;
import dev.sallyport.plan.Plan;
import dev.sallyport.plan.Probed;
import dev.sallyport.plan.Retry;
import dev.sallyport.plan.Step;
import dev.sallyport.plan.StepBody;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Plans with a deliberate fault each: the explorer finds it, and says it in words. */
class FaultyPlansTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** Some settings of a system; {@link Object#toString} is its picture. */
  private static final class World {
    final Map<String, String> settings = new TreeMap<>(Map.of("traffic", "blue", "schema", "1"));

    String set(String name, String value) {
      return String.valueOf(settings.put(name, value));
    }

    void mustBe(String name, String value) {
      if (!value.equals(settings.get(name))) {
        throw new IllegalStateException(name + " is " + settings.get(name) + ", not " + value);
      }
    }

    /** A step that is as it should be: a probe, a limit, an undo that may be repeated. */
    Step<Void> sets(String step, String name, String before, String after) {
      return step(step)
          .run(context -> set(name, after))
          .probe(context -> after.equals(settings.get(name)) ? Probed.done() : Probed.notDone())
          .onRollback((context, made) -> set(name, before), undo().repeatable().timeout(MINUTE))
          .timeout(MINUTE);
    }

    Step<Void> sets(String step, String name, String after, StepBody.Undo<Void> undo) {
      return sets(step, name, "", after).onRollback(undo, undo().repeatable().timeout(MINUTE));
    }

    String picture() {
      return settings.toString();
    }
  }

  private static Phase fails() {
    return phase("Then").step(step("smoke").run(context -> {}).readOnly().timeout(MINUTE));
  }

  private static Plan of(Phase... phases) {
    return plan("p", 1).phases(phases).build();
  }

  private static Exploration explore(java.util.function.Function<World, Plan> plan) {
    return Explorer.of(World::new, plan, World::picture).pairs(500).explore();
  }

  private static Finding only(Exploration found, Rule rule, String path) {
    return found.findings().stream()
        .filter(finding -> finding.rule() == rule && finding.path().equals(path))
        .findFirst()
        .orElseThrow(() -> new AssertionError("It was not found.\n" + found));
  }

  private static Check calm() {
    return Check.of(
        "calm", context -> Verdict.pass("calm", Evidence.of("calm", context.startedAt())));
  }

  @Test
  void a_sound_plan_survives_every_failure() {
    Exploration found =
        explore(
            w ->
                of(
                    phase("Data").step(w.sets("migrate", "schema", "1", "2")),
                    phase("Live").step(w.sets("switch", "traffic", "blue", "green")),
                    fails()));
    assertThat(found.isClean()).as(found.text()).isTrue();
    assertThat(found.singles()).isGreaterThan(50);
    assertThat(found.insideRollback()).isPositive();
  }

  @Test
  void an_undo_that_throws() {
    Exploration found =
        explore(
            w ->
                of(
                    phase("Data")
                        .step(
                            w.sets(
                                "migrate",
                                "schema",
                                "2",
                                (context, made) -> {
                                  throw new IllegalStateException("no such table: backup");
                                })),
                    fails()));
    Finding it = only(found, Rule.UNDO_WORKS, "Data/migrate");
    assertThat(it.words())
        .isEqualTo(
            "The undo of 'Data/migrate' fails, though nothing was made to fail in it:"
                + " java.lang.IllegalStateException: no such table: backup");
    assertThat(it.faults()).hasSize(1);
  }

  @Test
  void an_undo_that_relies_on_what_a_later_step_changed() {
    Exploration found =
        explore(
            w ->
                of(
                    phase("Data")
                        .step(
                            w.sets(
                                "migrate",
                                "schema",
                                "2",
                                (context, made) -> {
                                  w.mustBe("writers", "off");
                                  w.set("schema", "1");
                                }))
                        .step(
                            w.sets(
                                "pause-writers",
                                "writers",
                                "off",
                                (context, made) -> w.settings.remove("writers"))),
                    fails()));
    assertThat(only(found, Rule.UNDO_WORKS, "Data/migrate").words())
        .contains("writers is null, not off");
  }

  @Test
  void an_irreversible_effect_that_is_declared_reversible() {
    Exploration found =
        explore(
            w ->
                of(
                    phase("Data").step(w.sets("drop", "schema", "dropped", (context, made) -> {})),
                    fails()));
    assertThat(only(found, Rule.WORLD_AS_BEFORE, "").words())
        .startsWith(
            "The run says ROLLED_BACK, but the world is not what it was. Before: {schema=1,"
                + " traffic=blue}. After: {schema=dropped, traffic=blue}.");
  }

  @Test
  void a_gate_that_passes_on_no_data() {
    Exploration found =
        explore(
            w ->
                of(
                    phase("Live")
                        .step(w.sets("switch", "traffic", "blue", "green"))
                        .gate(
                            gate("errors", calm().noDataPasses("there is little traffic at night"))
                                .every(MINUTE)
                                .within(Duration.ofMinutes(10)))));
    assertThat(only(found, Rule.NO_BLIND_GATE, "Live/errors").words())
        .isEqualTo(
            "The gate 'Live/errors' takes no data for a pass (noDataPasses), so it would open with"
                + " its monitoring down. Check first that 'calm' has data, or accept this with a"
                + " reason.");
  }

  @Test
  void a_retry_that_doubles_an_effect() {
    Plan charges =
        of(
            phase("Pay")
                .step(
                    step("charge")
                        .run(context -> {})
                        .onRollback((context, made) -> {}, undo().timeout(MINUTE))
                        .timeout(MINUTE)
                        .retry(Retry.every(Duration.ofSeconds(5)).attempts(3))));
    Finding it = only(Explorer.of(charges).explore(), Rule.NOTHING_DONE_TWICE, "Pay/charge");
    assertThat(it.faults().get(0).words())
        .isEqualTo("'Pay/charge' takes effect and then throws, as if it had not");
  }

  @Test
  void a_cleanup_that_needs_what_the_rollback_removed() {
    Exploration found =
        explore(
            w ->
                of(
                    phase("Green")
                        .step(
                            w.sets(
                                "start",
                                "green",
                                "up",
                                (context, made) -> w.settings.remove("green")))
                        .onRollback(context -> w.mustBe("green", "up")),
                    fails()));
    assertThat(only(found, Rule.UNDO_WORKS, "Green/@rollback").words())
        .contains("green is null, not up");
  }

  @Test
  void a_point_of_no_return_in_the_wrong_place() {
    Step<Void> mails = step("send-mails").run(context -> {}).irreversible("mails are read");
    Plan plan =
        of(
            phase("Tell")
                .step(mails.timeout(MINUTE))
                .step(check())
                .pointOfNoReturn("mails are out"),
            fails());
    assertThat(
            only(Explorer.of(plan).explore(), Rule.IRREVERSIBLE_BEHIND_A_POINT, "Tell/send-mails")
                .words())
        .isEqualTo(
            "'Tell/send-mails' had happened and cannot be undone (mails are read), and the run walked"
                + " back on its own all the same, because of 'Tell/check'. Put a"
                + " pointOfNoReturn(...) before it, so that a person decides.");
  }

  private static Step<Void> check() {
    return step("check").run(context -> {}).readOnly().timeout(MINUTE);
  }

  @Test
  void a_wait_that_nobody_can_end() {
    Plan plan = of(phase("Deploy").step(step("copy").run(context -> {}).irreversible("a copy")));
    Finding it = only(Explorer.of(plan).explore(), Rule.ENDS_OR_WAITS_FOR_A_PERSON, "Deploy/copy");
    assertThat(it.words())
        .isEqualTo(
            "The run waits for ever for 'Deploy/copy', which nothing ends and nobody is asked"
                + " about. Give it a timeout(...).");
    assertThat(it.text())
        .endsWith("again: replay(\"RUN Deploy/copy 1 HANGS\")")
        .contains("  when 'Deploy/copy' hangs before it takes effect\n  the story:\n");
  }

  @Test
  void the_world_is_disturbed() {
    Exploration found =
        Explorer.of(
                World::new,
                w ->
                    of(
                        phase("Live")
                            .step(
                                w.sets(
                                    "switch",
                                    "traffic",
                                    "green",
                                    (context, made) -> {
                                      w.mustBe("balancer", "null");
                                      w.set("traffic", "blue");
                                    })),
                        fails()),
                World::picture)
            .<World>disturbedBy("the balancer is replaced", w -> w.set("balancer", "new"))
            .pairs(500)
            .explore();
    assertThat(found.findings()).isNotEmpty();
  }
}
