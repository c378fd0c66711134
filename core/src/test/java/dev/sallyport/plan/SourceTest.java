package dev.sallyport.plan;

import static dev.sallyport.plan.Dsl.approval;
import static dev.sallyport.plan.Dsl.gate;
import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.plan;
import static dev.sallyport.plan.Dsl.step;
import static dev.sallyport.plan.Plans.nextLine;
import static dev.sallyport.plan.Plans.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SourceTest {

  /** Its phase is declared while the class is initialised. */
  private static final class Constants {
    static final String AT = nextLine();
    static final Phase EMPTY = phase("Data");
  }

  private static final class ReleasePlan {
    final String at = nextLine();
    final Phase empty = phase("Data");
  }

  @Test
  void a_static_initialiser_is_the_users_line() {
    assertThat(sourceOf(Constants.EMPTY)).isEqualTo(Constants.AT);
  }

  @Test
  void a_field_is_the_users_line() {
    ReleasePlan release = new ReleasePlan();
    assertThat(sourceOf(release.empty)).isEqualTo(release.at);
  }

  private static final String[] IN_HELPER = new String[1];

  private static Phase canary(String name) {
    IN_HELPER[0] = nextLine();
    return phase(name);
  }

  @Test
  void of_a_helper_method_it_is_the_line_in_the_helper() {
    assertThat(sourceOf(canary("Canary 10%"))).isEqualTo(IN_HELPER[0]);
  }

  @Test
  void of_a_lambda_it_is_the_line_in_the_lambda() {
    String at = nextLine();
    Supplier<Phase> later = () -> phase("Data");
    assertThat(sourceOf(later.get())).isEqualTo(at);
  }

  @Test
  void of_a_method_reference_it_is_the_line_that_runs_it() {
    Stream<Phase> phases = Stream.of("Data").map(Dsl::phase);
    String at = nextLine();
    List<Phase> made = phases.toList();
    assertThat(sourceOf(made.get(0))).isEqualTo(at);
  }

  @Test
  void a_plan_is_declared_by_either_entry() {
    String at = nextLine();
    PlanBuilder named = Plan.named("shop", 1);
    assertThat(refusal(named).problems().get(0).source()).isEqualTo(at);
    String other = nextLine();
    PlanBuilder planned = plan("shop", 1);
    assertThat(refusal(planned).problems().get(0).source()).isEqualTo(other);
  }

  @Test
  void a_step_is_declared_where_it_begins() {
    String at = nextLine();
    StepStage.Named<String> begun = step("a", String.class);
    Step<String> made = begun.run(context -> "").timeout(Plans.MINUTE);
    assertThat(made.source()).hasToString(at);
    String other = nextLine();
    ActionStage.Named action = step("b");
    assertThat(action.using(made).run((context, text) -> {}).source()).hasToString(other);
  }

  @Test
  void a_plan_knows_the_line_of_each_of_its_nodes() {
    String stepAt = nextLine();
    Step<Void> look = step("look").run(context -> {}).readOnly();
    String gateAt = nextLine();
    Gate gate = gate("well", Plans.WELL).within(Plans.MINUTE);
    String approvalAt = nextLine();
    Approval go = approval("go", "lead").within(Plans.MINUTE);
    String phaseAt = nextLine();
    Phase live = phase("Live").step(look).gate(gate).gate(go).pointOfNoReturn("paid for");
    Graph graph = Plans.shop(live).build().graph();

    assertThat(graph.nodes().stream().map(graph::sourceOf))
        .containsExactly(stepAt, gateAt, approvalAt, phaseAt);
    assertThat(graph.phases().get(0).source()).isEqualTo(phaseAt);
  }

  private static String sourceOf(Phase empty) {
    return refusal(Plans.shop(empty)).problems().get(0).source();
  }
}
