package dev.sallyport.plan;

import static dev.sallyport.plan.Dsl.approval;
import static dev.sallyport.plan.Dsl.gate;
import static dev.sallyport.plan.Dsl.input;
import static dev.sallyport.plan.Dsl.plan;
import static dev.sallyport.plan.Dsl.secret;
import static dev.sallyport.plan.Dsl.step;
import static dev.sallyport.plan.Plans.WELL;
import static dev.sallyport.plan.Plans.look;
import static dev.sallyport.plan.Plans.nextLine;
import static dev.sallyport.plan.Plans.phase;
import static dev.sallyport.plan.Plans.problemsOf;
import static dev.sallyport.plan.Plans.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanProblemsTest {

  @Test
  void a_version_counts_from_1() {
    String at = nextLine();
    PlanBuilder plan = plan("shop", 0).phases(phase("A", look("a")));
    assertThat(problemsOf(plan))
        .containsExactly("DSL-101 " + at + ": the plan's version is 0. Count versions from 1.");
  }

  @Test
  void a_plan_has_a_phase() {
    String at = nextLine();
    PlanBuilder plan = Plan.named("shop", 1);
    assertThat(problemsOf(plan))
        .containsExactly("DSL-102 " + at + ": the plan has no phase. Add one with phases(...).");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 3, 4})
  void a_plan_resumes_older_versions_only(int older) {
    String at = nextLine();
    PlanBuilder plan = plan("shop", 3).resumesFrom(1, 2, older).phases(phase("A", look("a")));
    assertThat(problemsOf(plan))
        .containsExactly(
            "DSL-120 "
                + at
                + ": the plan of version 3 says it resumes version "
                + older
                + ". Name older versions only; its own runs it resumes anyway.");
  }

  @Test
  void inputs_and_secrets_share_their_names() {
    String at = nextLine();
    PlanBuilder plan = plan("shop", 1).phases(phase("A", look("a")));
    plan.inputs(input("token", String.class), input("region", String.class));
    plan.secrets(secret("token", String.class)).inputs(input("region", Integer.class));
    assertThat(problemsOf(plan))
        .containsExactly(
            "DSL-111 "
                + at
                + ": two inputs or secrets are named 'region'. Give one of them another name.",
            "DSL-111 "
                + at
                + ": two inputs or secrets are named 'token'. Give one of them another name.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", " a", "a ", "a/b", "@a", "a\nb", "a\tb"})
  void a_name_can_be_part_of_a_path(String name) {
    String at = nextLine();
    PlanBuilder plan = plan(name, 1).phases(phase("A", look("a")));
    assertThat(problemsOf(plan))
        .containsExactly(
            "DSL-112 "
                + at
                + ": the plan name '"
                + name
                + "' cannot be part of a path. Use 1 to 100 characters without '/', line breaks,"
                + " a leading '@' or blanks at the ends.");
  }

  @Test
  void a_name_has_at_most_100_characters() {
    plan("n".repeat(100), 1).phases(phase("A", look("a"))).build();
    assertThat(problemsOf(plan("n".repeat(101), 1).phases(phase("A", look("a"))))).hasSize(1);
  }

  @Test
  void every_name_is_looked_at() {
    PlanBuilder plan =
        plan("p/", 1)
            .inputs(input("i/", String.class))
            .secrets(secret("s/", String.class))
            .phases(
                Dsl.phase("f/")
                    .step(look("t/"))
                    .gate(gate("g/", WELL).within(Plans.MINUTE))
                    .gate(approval("a/", "sre").within(Plans.MINUTE)));
    assertThat(refusal(plan).problems())
        .extracting(Problem::code, Problem::path, Problem::message)
        .containsExactly(
            tuple("p/", "plan name 'p/'"),
            tuple("i/", "input name 'i/'"),
            tuple("s/", "secret name 's/'"),
            tuple("f/", "phase name 'f/'"),
            tuple("f//t/", "step name 't/'"),
            tuple("f//g/", "gate name 'g/'"),
            tuple("f//a/", "approval name 'a/'"));
  }

  private static org.assertj.core.groups.Tuple tuple(String path, String name) {
    return org.assertj.core.groups.Tuple.tuple(
        "DSL-112", path, "the " + name + " cannot be part of a path.");
  }

  @Test
  void build_reports_everything_at_once() {
    Step<String> nowhere = step("nowhere", String.class).run(context -> "").readOnly();
    PlanBuilder plan =
        plan("shop", 0)
            .resumesFrom(7)
            .inputs(input("x", String.class), input("x", String.class))
            .phases(
                Dsl.phase("empty"),
                Dsl.phase("Data")
                    .step(step("no-effect").run(context -> {}))
                    .step(step("reads").using(nowhere).run((context, text) -> {}).readOnly())
                    .gate(gate("slots", WELL))
                    .gate(approval("go", "sre")),
                Dsl.phase("Data"),
                Dsl.phase("Late").after(Dsl.phase("Missing")).step(look("a"), look("a")));
    InvalidPlanException refusal = refusal(plan);
    assertThat(refusal.problems())
        .extracting(Problem::code)
        .containsExactly(
            "DSL-101", "DSL-120", "DSL-111", "DSL-103", "DSL-107", "DSL-108", "DSL-109", "DSL-103",
            "DSL-121", "DSL-116", "DSL-106", "DSL-105");
    assertThat(refusal.getMessage().lines().toList())
        .hasSize(13)
        .startsWith("The plan 'shop' has 12 problems:")
        .contains("  " + refusal.problems().get(11));
  }

  @Test
  void one_problem_is_one() {
    String at = nextLine();
    PlanBuilder plan = plan("shop", 1);
    assertThat(refusal(plan))
        .hasMessage(
            "The plan 'shop' has 1 problem:\n  DSL-102 "
                + at
                + ": the plan has no phase. Add one with phases(...).");
  }

  @Test
  void the_list_of_problems_cannot_be_changed() {
    List<Problem> problems = refusal(plan("shop", 1)).problems();
    assertThat(problems).isUnmodifiable();
  }
}
