package dev.sallyport.plan;

import static dev.sallyport.plan.Dsl.input;
import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.step;
import static dev.sallyport.plan.Plans.look;
import static dev.sallyport.plan.Plans.make;
import static dev.sallyport.plan.Plans.nextLine;
import static dev.sallyport.plan.Plans.problemsOf;
import static dev.sallyport.plan.Plans.refusal;
import static dev.sallyport.plan.Plans.shop;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StepProblemsTest {
  private static final Input<String> REGION = input("region", String.class);

  @Test
  void a_step_declares_its_effect() {
    String at = nextLine();
    Step<Void> step = step("migrate").run(context -> {});
    assertThat(problemsOf(shop(phase("Data").step(step))))
        .containsExactly(
            "DSL-107 "
                + at
                + ": the step 'Data/migrate' does not say what becomes of its effect."
                + " Add onRollback(...), irreversible(why) or readOnly().");
  }

  @Test
  void an_input_that_is_used_is_declared() {
    String at = nextLine();
    Step<Void> step = step("migrate").using(REGION).run((context, region) -> {}).readOnly();
    assertThat(problemsOf(shop(phase("Data").step(step))))
        .containsExactly(
            "DSL-110 "
                + at
                + ": the step 'Data/migrate' uses the input 'region', which the plan does not"
                + " declare. Add it to inputs(...).");
    shop(phase("Data").step(step)).inputs(REGION).build();
    shop(phase("Data").step(step)).inputs(REGION.orElse("eu")).build();
  }

  @Test
  void an_input_of_another_type_is_another_input() {
    Step<Void> step = step("migrate").using(REGION).run((context, region) -> {}).readOnly();
    PlanBuilder plan = shop(phase("Data").step(step)).inputs(input("region", Integer.class));
    assertThat(refusal(plan).problems()).extracting(Problem::code).containsExactly("DSL-110");
  }

  @Test
  void a_step_that_is_used_is_placed() {
    Step<String> cluster = make("cluster");
    String at = nextLine();
    Step<Void> step = step("migrate").using(cluster).run((context, made) -> {}).readOnly();
    assertThat(problemsOf(shop(phase("Data").step(step))))
        .containsExactly(
            "DSL-105 "
                + at
                + ": 'Data/migrate' needs 'cluster', but that step is placed in no phase."
                + " Add it to a phase before.");
  }

  @Test
  void a_step_that_is_waited_for_is_placed() {
    Step<Void> step = look("b").after(look("a"));
    assertThat(refusal(shop(phase("Data").parallel(step))).problems())
        .extracting(Problem::code, Problem::path)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("DSL-105", "Data/b"));
  }

  @Test
  void a_step_of_the_same_phase_is_written_before() {
    Step<String> cluster = make("cluster");
    String at = nextLine();
    Step<Void> step = step("migrate").using(cluster).run((context, made) -> {}).readOnly();
    String text =
        "DSL-104 "
            + at
            + ": 'Data/migrate' needs 'cluster', but that one is written after it."
            + " Write 'Data/cluster' first.";
    assertThat(problemsOf(shop(phase("Data").step(step, cluster)))).containsExactly(text);
    assertThat(problemsOf(shop(phase("Data").parallel(step, cluster)))).containsExactly(text);
    shop(phase("Data").step(cluster, step)).build();
    shop(phase("Data").parallel(cluster, step)).build();
  }

  @Test
  void a_step_of_another_phase_has_ended() {
    Step<String> cluster = make("cluster");
    String at = nextLine();
    Step<Void> step = step("migrate").using(cluster).run((context, made) -> {}).readOnly();
    String text =
        "DSL-104 "
            + at
            + ": 'Data/migrate' needs 'cluster', but that one stands in the phase 'Infra', which"
            + " need not have ended by then. Move it before, or let the phase 'Data' come after"
            + " 'Infra'.";
    Phase infra = phase("Infra").step(cluster);
    assertThat(problemsOf(shop(phase("Data").step(step), infra))).containsExactly(text);
    assertThat(problemsOf(shop(infra, phase("Data").after().step(step)))).containsExactly(text);
    shop(infra, phase("Data").after(infra).step(step)).build();
    shop(infra, phase("Data").step(step)).build();
  }

  @Test
  void a_step_does_not_wait_for_itself() {
    String at = nextLine();
    Step<Void> step = step("migrate").run(context -> {}).readOnly();
    assertThat(problemsOf(shop(phase("Data").step(step.after(step)))))
        .containsExactly(
            "DSL-104 "
                + at
                + ": 'Data/migrate' waits for itself. Leave it out of its own after(...).");
  }

  @Test
  void a_step_is_placed_once() {
    String at = nextLine();
    Step<Void> step = step("migrate").run(context -> {}).readOnly();
    assertThat(problemsOf(shop(phase("A").step(step), phase("B").step(step))))
        .containsExactly(
            "DSL-117 "
                + at
                + ": the step 'migrate' is placed twice, as 'A/migrate' and 'B/migrate'."
                + " Make a method that returns a new step, and call it for each place.");
  }

  @Test
  void a_copy_is_the_same_step() {
    Step<Void> step = look("migrate");
    assertThat(refusal(shop(phase("A").parallel(step, step.timeout(Plans.MINUTE)))).problems())
        .extracting(Problem::code, Problem::path)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("DSL-117", "A/migrate"));
  }
}
