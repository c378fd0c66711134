package dev.sallyport.examples.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.examples.checklist.Checklist;
import dev.sallyport.plan.Approval;
import dev.sallyport.plan.Effect;
import dev.sallyport.plan.Node;
import dev.sallyport.plan.Plan;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The plan beside its checklist, item by item. */
class AnalyticsChecklistTest {
  /** Where the plan does otherwise than the checklist's list of kinds proposes, and why. */
  private static final Map<String, String> OTHERWISE =
      Map.of(
          "P3-108", "verification: the undo of the switch is its action, and this looks at it",
          "P3-111", "verification: the undo of the migrations is its action, and this looks at it");

  private final Plan plan = Nowhere.plan(Pace.asWritten());
  private final Checklist list = Nowhere.checklist();

  @Test
  void eachOfThe156ItemsIsCoveredOnce() {
    assertThat(list.ids()).hasSize(156);
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
  void nothingOfItPassesForWantOfData() {
    assertThat(list.passingWithoutData()).isEmpty();
  }

  @Test
  void noSecretIsInWhatIsKeptOfThePlan() {
    assertThat(plan.secretTexts()).hasSize(9);
    assertThat(plan.secretTexts())
        .allSatisfy(word -> assertThat(plan.description().toString()).doesNotContain(word));
  }

  @Test
  void eachRoleSignsItsOwnItemsAndTheDirectorComesLast() {
    Approval required = approval("Approvals Required/required");

    assertThat(required.roles())
        .isEqualTo(
            Map.of("technical lead", 1, "qa lead", 1, "devops lead", 1, "product manager", 1));
    assertThat(required.items()).hasSize(12).allSatisfy(i -> assertThat(i.covers()).hasSize(1));
    assertThat(required.excludesInitiator()).isTrue();
    assertThat(required.allowsSeveralRoles()).isFalse();
    assertThat(approval("Final Approval/production").excludesInitiator()).isTrue();
  }

  /** What is signed is signed before anything in production is changed. */
  @Test
  void nothingIsChangedBeforeTheDirectorHasApproved() {
    int approved = plan.graph().indexOf("Final Approval/production");

    List<String> before =
        plan.graph().nodes().stream()
            .filter(node -> node.index() < approved && node instanceof Node.StepNode)
            .filter(node -> ((Node.StepNode) node).step().effect() instanceof Effect.Reversible)
            .map(Node::path)
            .toList();
    assertThat(before).isEmpty();
  }

  private Approval approval(String path) {
    return ((Node.ApprovalNode) plan.graph().node(plan.graph().indexOf(path))).approval();
  }
}
