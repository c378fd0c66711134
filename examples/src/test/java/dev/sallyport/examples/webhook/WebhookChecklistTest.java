package dev.sallyport.examples.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.examples.checklist.Checklist;
import dev.sallyport.plan.Approval;
import dev.sallyport.plan.Node;
import dev.sallyport.plan.Plan;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The plan beside its checklist, item by item. */
class WebhookChecklistTest {
  /** Where the plan does otherwise than the checklist's list of kinds proposes, and why. */
  private static final Map<String, String> OTHERWISE =
      Map.of(
          "PR-015", "approval: no balancer with weights stands here that could be read",
          "PR-074", "watch: support files reports, and a person may trip it by hand as well");

  private final Plan plan = Nowhere.plan(Pace.asWritten());
  private final Checklist list = Checklist.of(WebhookChecklistTest.class, plan);

  @Test
  void eachOfThe103ItemsIsCoveredOnce() {
    assertThat(list.ids()).hasSize(103);
    assertThat(list.covered()).containsExactlyElementsOf(list.ids());
  }

  @Test
  void eachIsOfItsKindOrThereIsAReason() {
    assertThat(list.otherThanProposed(OTHERWISE)).isEmpty();
  }

  @Test
  void eachIsLabelledByTheWordsOfItsItem() {
    assertThat(list.otherWords()).isEmpty();
  }

  @Test
  void theCountsByKindAreTheseOnes() {
    assertThat(list.counts())
        .isEqualTo(
            Map.of(
                "announcement", 8L,
                "approval", 22L,
                "gate", 41L,
                "monitor", 1L,
                "record", 5L,
                "step", 8L,
                "watch", 18L));
  }

  @Test
  void nothingOfItPassesForWantOfData() {
    assertThat(list.passingWithoutData()).isEmpty();
  }

  /** A soak is none of them: it only lasts; what is looked for meanwhile are watches. */
  @Test
  void eachThatAMachineJudgesOrDoesIsBrokenForRealByATest() {
    Set<String> wanted = new TreeSet<>();
    for (Node node : plan.graph().nodes()) {
      if (node instanceof Node.StepNode step) {
        wanted.addAll(ids(step.covers(), step.step().name()));
      } else if (node instanceof Node.GateNode gate && !gate.kind().equals("soak")) {
        wanted.addAll(ids(gate.covers(), gate.gate().name()));
      }
    }
    plan.graph()
        .watches()
        .forEach(w -> wanted.addAll(ids(w.watch().gate().covers(), w.watch().gate().name())));

    assertThat(Cases.all()).containsExactlyElementsOf(wanted);
  }

  private static List<String> ids(List<String> covers, String name) {
    return covers.isEmpty() ? List.of(name) : covers;
  }

  @Test
  void noSecretIsInWhatIsKeptOfThePlan() {
    assertThat(plan.secretTexts()).hasSize(5);
    assertThat(plan.secretTexts())
        .allSatisfy(word -> assertThat(plan.description().toString()).doesNotContain(word));
  }

  @Test
  void whoeverStartsItDoesNotSignItOff() {
    Approval technical =
        ((Node.ApprovalNode)
                plan.graph().node(plan.graph().indexOf("Technical Sign-off/technical")))
            .approval();

    assertThat(technical.roles().keySet())
        .containsExactlyInAnyOrder(
            "lead engineer", "devops engineer", "security engineer", "qa engineer");
  }
}
