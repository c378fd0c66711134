package dev.sallyport.review;

import static dev.sallyport.plan.Dsl.approval;
import static dev.sallyport.plan.Dsl.gate;
import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.UndoPolicy.undo;
import static dev.sallyport.review.Plans.WELL;
import static dev.sallyport.review.Plans.body;
import static dev.sallyport.review.Plans.good;
import static dev.sallyport.review.Plans.minutes;
import static dev.sallyport.review.Plans.plan;
import static dev.sallyport.review.Plans.seconds;
import static dev.sallyport.review.StepRulesTest.found;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.plan.Approval;
import dev.sallyport.plan.Gate;
import dev.sallyport.plan.OnFailure;
import dev.sallyport.plan.Phase;
import dev.sallyport.plan.Retry;
import dev.sallyport.plan.Step;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderRulesTest {
  private static final Step<Void> STAYS =
      body("stays").timeout(seconds(1)).irreversible("it is small");
  private static final Gate CALM = gate("calm", WELL).within(minutes(1));
  private static final Approval GO = approval("go", "lead").within(minutes(1));

  private static List<String> codes(Phase... phases) {
    return found(plan(phases)).stream().map(f -> f.substring(0, f.indexOf(':'))).toList();
  }

  @Test
  void an_undo_that_nothing_verifies_of_a_step_that_exposes() {
    Step<Void> step = good("switch");
    Gate counted = CALM.warmUp(seconds(5), step);

    assertThat(found(plan(phase("P").step(step, good("b")).gate(counted))))
        .containsExactly(
            "LINT-003 P/switch: the gate 'P/calm' counts exposure from 'P/switch', whose undo"
                + " nothing verifies: a rollback that did not reach the users looks like one that"
                + " did. Give onRollback(...) an undo().verifiedBy(gate(...)).");
    Step<Void> verified =
        step.onRollback(
            (c, made) -> {},
            undo().timeout(seconds(1)).retry(Retry.every(seconds(1))).verifiedBy(CALM));
    assertThat(codes(phase("P").step(verified, good("b")).gate(counted))).isEmpty();
  }

  @Test
  void without_a_named_step_the_one_directly_before_exposes() {
    Gate warm = CALM.warmUp(seconds(5));

    assertThat(codes(phase("P").step(good("a"), good("b")).gate(warm)))
        .containsExactly("LINT-003 P/b");
    assertThat(codes(phase("O").step(good("a")), phase("P").gate(warm)))
        .containsExactly("LINT-003 O/a");
    assertThat(codes(phase("P").step(good("a")).gate(CALM))).as("no warm-up").isEmpty();
    assertThat(codes(phase("P").parallel(good("a"), good("b")).gate(warm)))
        .as("either may end last")
        .isEmpty();
    assertThat(codes(phase("P").step(good("a")).gate(warm), phase("Q").after().step(good("b"))))
        .as("b may end last")
        .isEmpty();
  }

  @Test
  void an_irreversible_step_before_a_gate_that_rolls_back() {
    assertThat(found(plan(phase("P").step(good("a"), STAYS), phase("Q").gate(CALM).gate(GO))))
        .containsExactly(
            "LINT-008 P/stays: the step 'P/stays' is irreversible, but if the gate 'Q/calm' after"
                + " it fails, the run rolls back on its own and its effect stays. Put"
                + " pointOfNoReturn(why) before the step; or let the gate ask, by"
                + " onFailure(OnFailure.ASK).");
    assertThat(found(plan(phase("P").step(STAYS).gate(GO))))
        .singleElement()
        .asString()
        .contains("but if the approval 'P/go' after it fails", "let the approval ask");
    assertThat(codes(phase("P").gate(CALM).step(STAYS))).as("the gate is before").isEmpty();
    assertThat(codes(phase("P").step(STAYS), phase("Q").after().gate(CALM))).isEmpty();
    assertThat(codes(phase("P").step(STAYS).gate(CALM.onFailure(OnFailure.ASK)))).isEmpty();
    assertThat(codes(phase("P").step(STAYS).gate(GO.onFailure(OnFailure.STOP)))).isEmpty();
    assertThat(codes(phase("P").step(good("a")).pointOfNoReturn("paid for").step(STAYS).gate(CALM)))
        .isEmpty();
  }

  @Test
  void a_point_of_no_return_with_nothing_to_take_back() {
    Step<Void> look = body("look").timeout(seconds(1)).readOnly();

    assertThat(found(plan(phase("P").step(look).pointOfNoReturn("paid for").step(good("a")))))
        .containsExactly(
            "LINT-009 P/point-of-no-return: nothing before the point of no return"
                + " 'P/point-of-no-return' can be taken back: it only keeps what comes after it"
                + " from going back on its own. Move it to directly before the step that cannot be"
                + " taken back, or leave it out.");
    assertThat(codes(phase("P").step(good("a")).pointOfNoReturn("paid for"))).isEmpty();
    Phase beside = phase("Q").after().step(good("b"));
    assertThat(codes(phase("P").step(look).pointOfNoReturn("paid for"), beside))
        .as("b may be done by then")
        .isEmpty();
    Phase undone =
        phase("P")
            .step(STAYS, look)
            .pointOfNoReturn("paid for")
            .onRollback(c -> {}, undo().timeout(seconds(1)));
    assertThat(codes(undone)).as("the phase's onRollback would run").isEmpty();
  }

  @Test
  void a_point_of_no_return_behind_what_cannot_be_taken_back() {
    assertThat(found(plan(phase("P").step(good("a"), STAYS).pointOfNoReturn("paid for"))))
        .containsExactly(
            "LINT-010 P/point-of-no-return: the point of no return 'P/point-of-no-return' comes"
                + " directly after the irreversible step 'P/stays': if that step fails half-way,"
                + " the run rolls back on its own. Put the point of no return before the step.");
    assertThat(codes(phase("P").step(good("a"), STAYS), phase("Q").pointOfNoReturn("paid for")))
        .containsExactly("LINT-010 Q/point-of-no-return");
    Step<Void> asking = STAYS.onFailure(OnFailure.ASK);
    assertThat(codes(phase("P").step(good("a"), asking).pointOfNoReturn("paid for"))).isEmpty();
    Phase first = phase("P").step(good("a")).pointOfNoReturn("paid for").step(STAYS);
    assertThat(codes(first, phase("Q").pointOfNoReturn("seen"))).isEmpty();
  }
}
