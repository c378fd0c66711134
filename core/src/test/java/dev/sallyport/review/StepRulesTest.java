package dev.sallyport.review;

import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.UndoPolicy.undo;
import static dev.sallyport.review.Plans.body;
import static dev.sallyport.review.Plans.good;
import static dev.sallyport.review.Plans.plan;
import static dev.sallyport.review.Plans.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.plan.Phase;
import dev.sallyport.plan.Plan;
import dev.sallyport.plan.Probed;
import dev.sallyport.plan.Retry;
import dev.sallyport.plan.Step;
import dev.sallyport.plan.UndoPolicy;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepRulesTest {
  private static final Retry TWICE = Retry.every(seconds(1)).attempts(2);
  private static final UndoPolicy GOOD = undo().timeout(seconds(10)).retry(TWICE);

  static List<String> found(Plan plan) {
    return Lint.of(plan).findings().stream()
        .map(f -> f.code() + " " + f.path() + ": " + f.why() + " " + f.wayOut())
        .toList();
  }

  private static List<String> found(Step<?> step) {
    return found(plan(phase("P").step(step)));
  }

  @Test
  void an_effect_without_a_timeout() {
    assertThat(found(body("a").irreversible("small")))
        .containsExactly(
            "LINT-001 P/a: the step 'P/a' has an effect and no timeout, so an attempt that hangs"
                + " holds the run for ever. Add timeout(...).");
    assertThat(found(body("a").readOnly())).isEmpty();
    assertThat(found(body("a").timeout(seconds(1)).irreversible("small"))).isEmpty();
  }

  @Test
  void an_undo_without_a_timeout() {
    Step<Void> step = body("a").timeout(seconds(1));

    assertThat(found(step.onRollback((c, made) -> {}, undo().retry(TWICE))))
        .containsExactly(
            "LINT-002 P/a: the undo of 'P/a' has no timeout, so one that hangs keeps the rollback"
                + " from ever ending. Give onRollback(...) an undo().timeout(...).");
    assertThat(found(step.onRollback((c, made) -> {}, GOOD))).isEmpty();
  }

  @Test
  void a_phases_on_rollback_without_a_timeout() {
    Phase phase = phase("P").step(good("a"));

    assertThat(found(plan(phase.onRollback(c -> {}))))
        .containsExactly(
            "LINT-002 P/@rollback: the onRollback of the phase 'P' has no timeout, so one that"
                + " hangs keeps the rollback from ever ending. Give it an undo().timeout(...).");
    assertThat(found(plan(phase.onRollback(c -> {}, undo().timeout(seconds(1)))))).isEmpty();
  }

  @Test
  void an_on_rollback_that_never_runs() {
    Step<Void> look = body("look").timeout(seconds(1)).readOnly();
    Phase idle = phase("P").step(look).onRollback(c -> {}, undo().timeout(seconds(1)));

    assertThat(found(plan(phase("O").step(good("a")), idle)))
        .containsExactly(
            "LINT-012 P/@rollback: the onRollback of the phase 'P' never runs, because no step of"
                + " the phase has an effect. Move it to the phase whose effects it takes back, or"
                + " leave it out.");
    assertThat(found(plan(idle.step(good("a"))))).isEmpty();
  }

  @Test
  void a_retry_of_what_may_not_run_twice() {
    Step<Void> step = body("a").timeout(seconds(1)).irreversible("small").retry(TWICE);

    assertThat(found(step))
        .containsExactly(
            "LINT-007 P/a: the step 'P/a' is tried up to 2 times, but is neither idempotent nor"
                + " probed: an attempt that failed half-way is made again on top, and one that ran"
                + " out of time asks a person. Add probe(...), or idempotent() if it may run twice;"
                + " otherwise leave out the retry.");
    assertThat(found(step.idempotent())).isEmpty();
    assertThat(found(step.probe(c -> Probed.done()))).isEmpty();
    assertThat(found(step.readOnly())).isEmpty();
    assertThat(found(step.retry(Retry.none()))).isEmpty();
  }

  @Test
  void an_undo_that_is_tried_once() {
    Step<Void> step =
        body("a").timeout(seconds(1)).onRollback((c, made) -> {}, undo().timeout(seconds(10)));
    String once =
        "LINT-011 P/a: the undo of 'P/a' is tried once: the first failure, however short, ";
    String wayOut = " Give onRollback(...) an undo().retry(...).";

    assertThat(found(step)).containsExactly(once + "leaves the effect behind." + wayOut);
    Plan asking = Plan.named("shop", 1).phases(phase("P").step(step)).askOnUndoFailure().build();
    assertThat(found(asking)).containsExactly(once + "waits for a person." + wayOut);
  }
}
