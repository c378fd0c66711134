package dev.sallyport.testkit.properties;

import static dev.sallyport.plan.Dsl.approval;
import static dev.sallyport.plan.Dsl.gate;
import static dev.sallyport.plan.Dsl.monitor;
import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.soak;
import static dev.sallyport.plan.Dsl.step;
import static dev.sallyport.plan.Dsl.watch;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Check;
import dev.sallyport.journal.Outcome;
import dev.sallyport.journal.Work;
import dev.sallyport.plan.Gate;
import dev.sallyport.plan.OnFailure;
import dev.sallyport.plan.Phase;
import dev.sallyport.plan.Plan;
import dev.sallyport.plan.Retry;
import dev.sallyport.plan.Step;
import dev.sallyport.plan.Watch;
import dev.sallyport.testkit.properties.Script.Call;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What every driver keeps to: the same plan and the same script come to the same end. */
abstract class DriverContract {
  Script script = new Script();

  abstract Drivers.Ending run(Plan plan, Script script) throws Exception;

  private Step<Void> effect(String name) {
    return step(name).run(script::run).onRollback((context, made) -> script.undo(context));
  }

  private Step<Void> probed(String name) {
    return effect(name).probe(script::probe);
  }

  private Gate check(String name) {
    return gate(name, Check.of(name, context -> script.judge(name)))
        .every(Duration.ofMillis(5))
        .within(Duration.ofMinutes(1));
  }

  private Drivers.Ending run(Phase... phases) throws Exception {
    return run(Plan.named("p", 1).phases(phases).build(), script);
  }

  @Test
  void what_is_good_is_done() throws Exception {
    Drivers.Ending end =
        run(
            phase("A").step(effect("a")).parallel(effect("b"), probed("c")),
            phase("B").gate(check("fine")).gate(approval("go", "lead").within(Duration.ofHours(1))),
            phase("C").pointOfNoReturn("so it is").step(effect("d")));
    assertThat(end.outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(end.there()).containsExactly("A/a", "A/b", "A/c", "C/d");
  }

  @Test
  void what_fails_is_walked_back() throws Exception {
    script.with(Work.RUN, "B/c", Call.FAILS);
    Drivers.Ending end =
        run(
            phase("A").step(effect("a"), probed("b")).onRollback(script::undo),
            phase("B").step(effect("c")));
    assertThat(end.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(end.there()).isEmpty();
    assertThat(script.effects().undos("A/@rollback")).isOne();
  }

  @Test
  void what_fails_once_is_tried_again() throws Exception {
    script.with(Work.RUN, "A/a", Call.FAILS_AT_FIRST);
    Drivers.Ending end = run(phase("A").step(effect("a").retry(Retry.every(Duration.ofMillis(5)))));
    assertThat(end.outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(end.there()).containsExactly("A/a");
  }

  @Test
  void a_lost_reply_is_looked_up() throws Exception {
    script.with(Work.RUN, "A/a", Call.LOSES_ITS_FIRST_REPLY);
    script.with(Work.RUN, "A/b", Call.IS_LOST_AT_FIRST);
    Drivers.Ending end =
        run(phase("A").step(probed("a"), probed("b").retry(Retry.every(Duration.ofMillis(5)))));
    assertThat(end.outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(end.there()).containsExactly("A/a", "A/b");
  }

  @Test
  void a_lost_reply_that_nobody_can_look_up_is_asked_about() throws Exception {
    script.with(Work.RUN, "A/a", Call.LOSES_ITS_FIRST_REPLY);
    script.with(Work.RUN, "A/b", Call.IS_LOST_AT_FIRST);
    Drivers.Ending end = run(phase("A").step(effect("a"), effect("b")));
    assertThat(end.outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(end.there()).containsExactly("A/a", "A/b");
  }

  @Test
  void a_failed_gate_turns_the_run_back() throws Exception {
    script.with(Work.RUN, "fine", Call.FAILS);
    Drivers.Ending end = run(phase("A").step(effect("a")).gate(check("fine")));
    assertThat(end.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(end.there()).isEmpty();
  }

  @Test
  void a_failed_undo_is_named_and_blocks_only_what_lies_beneath() throws Exception {
    script.with(Work.RUN, "C/d", Call.FAILS).with(Work.UNDO, "B/b", Call.FAILS);
    Drivers.Ending end =
        run(
            phase("A").step(effect("a")),
            phase("B").parallel(effect("b"), effect("c")),
            phase("C").step(effect("d")));
    assertThat(end.outcome()).isEqualTo(Outcome.PARTIAL);
    assertThat(end.there()).containsExactly("A/a", "B/b");
    assertThat(end.left()).containsExactly("A/a", "B/b");
  }

  @Test
  void behind_a_point_of_no_return_a_person_is_asked() throws Exception {
    script.with(Work.RUN, "A/b", Call.FAILS);
    Drivers.Ending end =
        run(phase("A").step(effect("a")).pointOfNoReturn("so it is").step(effect("b")));
    assertThat(end.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(end.there()).isEmpty();
  }

  @Test
  void a_failure_that_stops_leaves_everything_and_one_that_warns_goes_on() throws Exception {
    script.with(Work.RUN, "A/b", Call.FAILS).with(Work.RUN, "A/d", Call.FAILS);
    Drivers.Ending end =
        run(
            phase("A")
                .step(effect("a"), effect("b").onFailure(OnFailure.WARN), effect("c"))
                .step(effect("d").onFailure(OnFailure.STOP)));
    assertThat(end.outcome()).isEqualTo(Outcome.STOPPED);
    assertThat(end.there()).containsExactly("A/a", "A/c");
  }

  private Watch watching(Phase from, Phase until) {
    return watch("errors", Check.of("errors", context -> script.judge("errors")))
        .over(from, until)
        .every(Duration.ofMillis(5));
  }

  @Test
  void what_is_watched_and_stays_well_is_done() throws Exception {
    Phase a = phase("A").step(effect("a")).soak(soak("bake", Duration.ofMillis(50)));
    Phase b =
        phase("B")
            .monitor(
                monitor("day", Check.of("day", context -> script.judge("day")))
                    .window(Duration.ofMillis(50), Duration.ofMillis(5))
                    .blindFor(Duration.ofMinutes(1)));
    Phase c = phase("C").step(effect("c"));
    Plan plan = Plan.named("p", 1).phases(a, b, c).watches(watching(a, b)).build();
    Drivers.Ending end = run(plan, script);
    assertThat(end.outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(end.there()).containsExactly("A/a", "C/c");
  }

  @Test
  void a_watch_that_trips_turns_the_run_back() throws Exception {
    script.with(Work.RUN, "errors", Call.FAILS);
    Phase a = phase("A").step(effect("a"));
    Phase b = phase("B").soak(soak("bake", Duration.ofMinutes(1)));
    Plan plan = Plan.named("p", 1).phases(a, b).watches(watching(b, b)).build();
    Drivers.Ending end = run(plan, script);
    assertThat(end.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(end.there()).isEmpty();
    assertThat(script.effects().undos("A/a")).isOne();
  }
}
