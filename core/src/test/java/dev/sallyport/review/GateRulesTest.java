package dev.sallyport.review;

import static dev.sallyport.plan.Dsl.approval;
import static dev.sallyport.plan.Dsl.gate;
import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.UndoPolicy.undo;
import static dev.sallyport.review.Plans.WELL;
import static dev.sallyport.review.Plans.good;
import static dev.sallyport.review.Plans.minutes;
import static dev.sallyport.review.Plans.plan;
import static dev.sallyport.review.Plans.seconds;
import static dev.sallyport.review.StepRulesTest.found;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.plan.Gate;
import dev.sallyport.plan.Phase;
import dev.sallyport.plan.Retry;
import dev.sallyport.plan.Step;
import java.util.List;
import org.junit.jupiter.api.Test;

class GateRulesTest {
  private static final String MORE_TIME =
      " Give it more time by within(...), sample more often, or ask for less.";
  private static final String LESS_TIME =
      " Give samples less time by sampleTimeout(...), or the gate more by within(...).";

  /** A sample every 10 s that takes no more than 1 s. */
  private static Gate brief() {
    return gate("g", WELL).every(seconds(10)).sampleTimeout(seconds(1));
  }

  private static List<String> codes(Phase... phases) {
    return found(plan(phases)).stream().map(f -> f.substring(0, f.indexOf(':'))).toList();
  }

  private static List<String> codes(Gate gate) {
    return codes(phase("P").gate(gate));
  }

  @Test
  void a_span_that_no_sample_ends_in_time() {
    assertThat(found(plan(phase("P").gate(brief().sustainedFor(seconds(25)).within(seconds(30))))))
        .containsExactly(
            "LINT-004 P/g: the gate 'P/g' can never open: with a sample every 10 s what it asks for"
                + " takes 30 s even if no sample takes any time, but has 30 s."
                + MORE_TIME);
    // 1 s for the first sample, and three more of 11 s each.
    assertThat(found(plan(phase("P").gate(brief().sustainedFor(seconds(25)).within(seconds(34))))))
        .containsExactly(
            "LINT-005 P/g: the gate 'P/g' cannot open if samples take as long as they may (1 s):"
                + " what it asks for then takes 34 s, but has 34 s."
                + LESS_TIME);
    assertThat(codes(brief().sustainedFor(seconds(25)).within(seconds(35)))).isEmpty();
  }

  @Test
  void a_span_of_whole_intervals() {
    assertThat(codes(brief().sustainedFor(seconds(30)).within(seconds(31))))
        .containsExactly("LINT-005 P/g");
    assertThat(codes(brief().sustainedFor(seconds(33)).within(seconds(35))))
        .containsExactly("LINT-004 P/g");
  }

  @Test
  void more_samples_than_there_is_time_for() {
    assertThat(codes(brief().minSamples(4).within(seconds(30)))).containsExactly("LINT-004 P/g");
    assertThat(codes(brief().minSamples(4).within(seconds(31)))).containsExactly("LINT-005 P/g");
    assertThat(codes(brief().minSamples(4).within(seconds(35)))).isEmpty();
    assertThat(codes(brief().minSamples(2).sustainedFor(seconds(25)).within(seconds(30))))
        .as("the longer of both")
        .containsExactly("LINT-004 P/g");
  }

  @Test
  void one_sample_that_may_outlast_the_gate() {
    assertThat(codes(gate("g", WELL).within(seconds(30)))).containsExactly("LINT-005 P/g");
    assertThat(codes(gate("g", WELL).within(seconds(31)))).isEmpty();
  }

  @Test
  void a_warm_up_counts_where_it_cannot_have_begun_before() {
    Gate warm = brief().warmUp(seconds(30)).within(seconds(30));
    Step<Void> a = verified("a");

    assertThat(codes(phase("P").step(a).gate(warm))).containsExactly("LINT-004 P/g");
    assertThat(codes(phase("O").step(a), phase("P").gate(warm))).containsExactly("LINT-004 P/g");
    assertThat(codes(phase("P").step(a).gate(approval("go", "lead").within(minutes(1))).gate(warm)))
        .as("the vote may take longer than the warm-up")
        .isEmpty();
    Gate counted = brief().warmUp(seconds(30), a).within(seconds(30));
    assertThat(codes(phase("P").step(a).gate(counted))).containsExactly("LINT-004 P/g");
    assertThat(codes(phase("P").step(a, verified("b")).gate(counted))).isEmpty();
  }

  @Test
  void a_gap_that_a_slow_sample_breaks() {
    Gate gate = brief().maxGap(seconds(10)).within(minutes(5));

    assertThat(found(plan(phase("P").gate(gate.sustainedFor(minutes(1))))))
        .containsExactly(
            "LINT-006 P/g: the gate 'P/g' begins anew after a silence of more than 10 s, but a"
                + " sample that takes as long as it may is silent for 11 s (interval and sample"
                + " timeout). Allow a longer silence by maxGap(...), or give samples less time by"
                + " sampleTimeout(...).");
    assertThat(codes(gate.minSamples(2))).containsExactly("LINT-006 P/g");
    assertThat(codes(gate)).as("one pass is enough").isEmpty();
    assertThat(codes(gate.sustainedFor(minutes(1)).maxGap(seconds(11)))).isEmpty();
  }

  @Test
  void the_verification_of_an_undo_is_a_gate_too() {
    Gate late = gate("back", WELL).within(seconds(30));
    Step<Void> step =
        good("a")
            .onRollback(
                (c, made) -> {},
                undo().timeout(seconds(1)).retry(Retry.every(seconds(1))).verifiedBy(late));

    assertThat(found(plan(phase("P").step(step))))
        .containsExactly(
            "LINT-005 P/a: the gate 'back' that verifies the undo of 'P/a' cannot open if samples"
                + " take as long as they may (30 s): what it asks for then takes 30 s, but has"
                + " 30 s."
                + LESS_TIME);
    Phase phase =
        phase("P").step(good("a")).onRollback(c -> {}, undo().timeout(seconds(1)).verifiedBy(late));
    assertThat(found(plan(phase)))
        .singleElement()
        .asString()
        .startsWith(
            "LINT-005 P/@rollback: the gate 'back' that verifies the undo of 'P/@rollback'");
  }

  private static Step<Void> verified(String name) {
    Gate back = gate("back", WELL).within(minutes(1));
    return good(name)
        .onRollback(
            (c, made) -> {},
            undo().timeout(seconds(1)).retry(Retry.every(seconds(1))).verifiedBy(back));
  }
}
