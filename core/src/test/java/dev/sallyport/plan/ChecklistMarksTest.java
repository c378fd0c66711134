package dev.sallyport.plan;

import static dev.sallyport.plan.Dsl.approval;
import static dev.sallyport.plan.Dsl.gate;
import static dev.sallyport.plan.Dsl.plan;
import static dev.sallyport.plan.Plans.WELL;
import static dev.sallyport.plan.Plans.look;
import static dev.sallyport.plan.Plans.problemsOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChecklistMarksTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private static Plan marked(String label) {
    return plan("shop", 1)
        .phases(
            Dsl.phase("Data")
                .step(look("backup").label(label).covers("D-1", "D-2"))
                .gate(gate("fresh", WELL).within(HOUR).covers("D-3").label("Backup is fresh"))
                .gate(approval("go", "lead").within(HOUR).label("Go / No-Go").covers("D-4"))
                .pointOfNoReturn("the old data is gone"))
        .build();
  }

  @Test
  void each_thing_says_its_text_in_the_checklist_and_what_it_covers() {
    Plan plan = marked("Database backed up");
    assertThat(plan.graph().nodes())
        .extracting(Node::label)
        .containsExactly(
            "Database backed up",
            "Backup is fresh",
            "Go / No-Go",
            "Point of no return: the old data is gone");
    assertThat(plan.graph().nodes())
        .extracting(Node::covers)
        .containsExactly(List.of("D-1", "D-2"), List.of("D-3"), List.of("D-4"), List.of());
    assertThat(plan.description().entries())
        .extracting(PlanDescription.Entry::label)
        .containsExactly("", "Database backed up", "Backup is fresh", "Go / No-Go", "");
  }

  @Test
  void what_covers_each_item_is_one_list() {
    Plan plan =
        plan("shop", 1)
            .phases(
                Dsl.phase("Data")
                    .step(look("backup").covers("D-1", "D-2"))
                    .gate(
                        approval("go", "lead")
                            .within(HOUR)
                            .label("Go / No-Go")
                            .covers("D-4")
                            .attests("lead", "Reviewed", "D-5")))
            .watches(List.of(Dsl.watch("up", WELL).every(HOUR).blindFor(HOUR).covers("D-3")))
            .build();
    assertThat(plan.description().covers())
        .containsExactly(
            new Cover("D-1", "step", "Data/backup", "backup", ""),
            new Cover("D-2", "step", "Data/backup", "backup", ""),
            new Cover("D-4", "approval", "Data/go", "Go / No-Go", ""),
            new Cover("D-5", "approval", "Data/go", "Reviewed", "lead"),
            new Cover("D-3", "watch", "@watch/up", "up", ""));
  }

  @Test
  void without_a_label_it_is_the_name() {
    Plan plan = plan("shop", 1).phases(Dsl.phase("A").step(look("backup"))).build();
    assertThat(plan.graph().node(0).label()).isEqualTo("backup");
  }

  @Test
  void another_wording_is_no_other_plan() {
    Plan one = marked("Database backed up");
    Plan other = marked("Backup of the database taken");
    assertThat(one.fingerprint()).isEqualTo(other.fingerprint());
    assertThat(one.policyFingerprint()).isEqualTo(other.policyFingerprint());
  }

  @Test
  void an_item_is_covered_once() {
    PlanBuilder plan =
        plan("shop", 1)
            .phases(
                Dsl.phase("A")
                    .step(look("a").covers("D-1"))
                    .gate(gate("g", WELL).within(HOUR).covers("D-2", "D-1")));
    assertThat(problemsOf(plan))
        .singleElement()
        .asString()
        .startsWith("DSL-126 ")
        .endsWith(
            ": 'A/g' covers the item 'D-1', which 'A/a' covers already."
                + " Let one of them cover it.");
  }

  @Test
  void what_verifies_an_undo_covers_items_of_the_way_back_once() {
    Gate stable = gate("stable", WELL).within(HOUR).covers("D-1");
    UndoPolicy verified = UndoPolicy.undo().verifiedBy(stable);
    Step<Void> there = Dsl.step("a").run(c -> {}).onRollback((c, none) -> {}, verified);
    Plan once = plan("shop", 1).phases(Dsl.phase("A").step(there)).build();
    assertThat(once.description().covers())
        .containsExactly(new Cover("D-1", "verification", "A/a", "stable", ""));
    PlanBuilder plan =
        plan("shop", 1)
            .phases(
                Dsl.phase("A").step(there),
                Dsl.phase("B").step(look("b").covers("D-2")).onRollback(c -> {}, verified));

    assertThat(problemsOf(plan))
        .singleElement()
        .asString()
        .startsWith("DSL-126 ")
        .contains("covers the item 'D-1', which 'A/a undo' covers already.");
  }

  @Test
  void blank_labels_and_ids_are_refused_at_once() {
    assertThatThrownBy(() -> look("a").label(" "))
        .hasMessage("The label is blank. Give it some words.");
    assertThatThrownBy(() -> look("a").covers("D-1", ""))
        .hasMessage("The id of a checklist item is blank. Give it some words.");
  }
}
