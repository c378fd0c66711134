package dev.sallyport.plan;

import static dev.sallyport.plan.Dsl.approval;
import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Plans.look;
import static dev.sallyport.plan.Plans.nextLine;
import static dev.sallyport.plan.Plans.problemsOf;
import static dev.sallyport.plan.Plans.refusal;
import static dev.sallyport.plan.Plans.shop;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PhaseProblemsTest {

  @Test
  void a_phase_is_not_empty() {
    String at = nextLine();
    Phase empty = phase("Data");
    assertThat(problemsOf(shop(empty)))
        .containsExactly(
            "DSL-103 "
                + at
                + ": the phase 'Data' is empty. Add a step or a gate, or leave the phase out.");
  }

  @Test
  void a_phase_without_steps_given_is_empty() {
    assertThat(refusal(shop(phase("Data").step())).problems())
        .extracting(Problem::code, Problem::path)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("DSL-103", "Data"));
  }

  @Test
  void what_stands_side_by_side_is_not_nothing() {
    String at = nextLine();
    Phase empty = phase("Data").step(look("a")).parallel();
    assertThat(problemsOf(shop(empty)))
        .containsExactly(
            "DSL-103 "
                + at
                + ": the phase 'Data' has a parallel(...) without steps."
                + " Add a step to it, or leave it out.");
  }

  @Test
  void two_phases_have_two_names() {
    Phase one = phase("Data").step(look("a"));
    String at = nextLine();
    Phase other = phase("Data").step(look("b"));
    assertThat(problemsOf(shop(one, other)))
        .containsExactly(
            "DSL-121 " + at + ": two phases are named 'Data'. Give one of them another name.");
  }

  @Test
  void a_phase_comes_after_what_is_written_before_it() {
    Phase late = phase("Late").step(look("a"));
    String at = nextLine();
    Phase early = phase("Early").after(late).step(look("b"));
    assertThat(problemsOf(shop(early, late)))
        .containsExactly(
            "DSL-116 "
                + at
                + ": the phase 'Early' comes after 'Late', which is not written before it."
                + " Add that phase to phases(...), before this one.");
  }

  @Test
  void a_phase_does_not_come_after_itself() {
    Phase data = phase("Data").step(look("a"));
    assertThat(refusal(shop(data.after(data))).problems())
        .extracting(Problem::code)
        .containsExactly("DSL-116");
  }

  @Test
  void two_things_of_a_phase_have_two_names() {
    String first = nextLine();
    Step<Void> one = Dsl.step("a").run(context -> {}).readOnly();
    String at = nextLine();
    Approval other = approval("a", "sre").within(Plans.MINUTE);
    assertThat(problemsOf(shop(phase("Data").step(one).gate(other))))
        .containsExactly(
            "DSL-106 "
                + at
                + ": two things are named 'Data/a'; the other one is declared at "
                + first
                + ". Give one of them another name.");
  }

  @Test
  void the_same_name_in_two_phases_is_two_paths() {
    Plan plan = shop(phase("A").step(look("a")), phase("B").step(look("a"))).build();
    assertThat(Plans.paths(plan.graph())).containsExactly("A/a", "B/a");
  }

  @Test
  void a_phase_has_one_point_of_no_return() {
    String at = nextLine();
    Phase phase = phase("Data").pointOfNoReturn("old data is gone").step(look("a"));
    assertThat(problemsOf(shop(phase.pointOfNoReturn("once more"))))
        .containsExactly(
            "DSL-106 "
                + at
                + ": something in the phase 'Data' is named 'point-of-no-return' already."
                + " Keep one point of no return in a phase, and name nothing else so.");
  }
}
