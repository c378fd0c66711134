package dev.sallyport.cli.checklist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.plan.Plan;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How a checklist and its plan are found to have drifted apart. */
class DriftTest {
  private static final String LIST =
      """
      # Shop

      ## Before

      - [ ] SHOP-1: Backup of the orders is restorable
      - [ ] Support team is informed
      - [ ] Disk usage below 70%

      ## Go

      - [ ] Deploy the shop
      - [ ] Error rate < 1%
      - [ ] Search answers

      ## Rollback

      - [ ] Deploy the old shop
      """;

  private static Plan plan;

  @BeforeAll
  static void build() {
    plan = Compiled.plan(Checklist.read("shop.md", LIST).skeleton("a", "Shop"));
  }

  private static List<Drift> after(String old, String changed) {
    assertThat(LIST).contains(old);
    return Checklist.read("shop.md", LIST.replace(old, changed)).drift(plan);
  }

  @Test
  void nothingHasChanged() {
    assertThat(after("", "")).isEmpty();
    assertThat(after("- [ ] Deploy the shop", "* [x] **deploy** the shop!")).isEmpty();
    assertThat(after("- [ ] Deploy the old shop", "- [ ] Deploy the older shop"))
        .as("what goes back stands beside the plan")
        .isEmpty();
    assertThat(after("# Shop\n", "# Shop\n\n- [ ] Date: __________\n"))
        .as("a blank to be filled in is the journal's")
        .isEmpty();
  }

  @Test
  void anItemWasAdded() {
    assertThat(after("- [ ] Search answers", "- [ ] Search answers\n- [ ] Nothing burns"))
        .containsExactly(
            new Drift(
                Drift.Kind.ADDED,
                14,
                "",
                "'Nothing burns' stands in shop.md only, under 'Go'",
                "Add it to the plan, as an approval at first, or take it out of the checklist."));
  }

  @Test
  void anItemWasRemoved() {
    assertThat(after("- [ ] Search answers\n", ""))
        .singleElement()
        .satisfies(
            drift -> {
              assertThat(drift.kind()).isEqualTo(Drift.Kind.REMOVED);
              assertThat(drift.line()).isZero();
              assertThat(drift.where()).matches("ShopPhases1\\.java:\\d+");
              assertThat(drift.what())
                  .isEqualTo(
                      "the plan's approval Go/search-answers, 'Search answers', stands in no line of shop.md");
              assertThat(drift.wayOut())
                  .isEqualTo(
                      "Write '- [ ] Search answers' under 'Go', or take it out of the plan.");
            });
  }

  @Test
  void anItemWasReworded() {
    assertThat(after("Support team is informed", "Support team has been informed"))
        .singleElement()
        .satisfies(
            drift -> {
              assertThat(drift.kind()).isEqualTo(Drift.Kind.REWORDED);
              assertThat(drift.line()).isEqualTo(6);
              assertThat(drift.what())
                  .isEqualTo(
                      "the checklist says 'Support team has been informed', the plan's"
                          + " Before/support-team-is-informed says 'Support team is informed'");
            });
  }

  @Test
  void aNumberThatChangedIsAnotherItem() {
    assertThat(after("Disk usage below 70%", "Disk usage below 90%"))
        .extracting(Drift::kind)
        .containsExactly(Drift.Kind.REWORDED);
    assertThat(after("Error rate < 1%", "Error rate > 1%"))
        .as("a sign turns the meaning")
        .extracting(Drift::kind)
        .containsExactly(Drift.Kind.REWORDED);
  }

  @Test
  void anIdIsStrongerThanTheText() {
    assertThat(
            after(
                "SHOP-1: Backup of the orders is restorable",
                "SHOP-1: Yesterday's dump can be read"))
        .singleElement()
        .satisfies(
            drift -> {
              assertThat(drift.kind()).isEqualTo(Drift.Kind.REWORDED);
              assertThat(drift.what())
                  .contains("'Yesterday's dump can be read'", "Before/backup-of-the-orders");
            });
  }

  @Test
  void anItemWasMovedToAnotherPhase() {
    String moved =
        LIST.replace("- [ ] Search answers\n", "")
            .replace("- [ ] Disk usage", "- [ ] Search answers\n- [ ] Disk usage");

    assertThat(Checklist.read("shop.md", moved).drift(plan))
        .singleElement()
        .satisfies(
            drift -> {
              assertThat(drift.kind()).isEqualTo(Drift.Kind.MOVED);
              assertThat(drift.what())
                  .isEqualTo(
                      "'Search answers' stands under 'Before' in the checklist, in the plan in the phase 'Go'");
            });
  }

  @Test
  void anItemStandsAtAnotherPlace() {
    String first =
        LIST.replace("- [ ] Search answers\n", "")
            .replace("- [ ] Deploy the shop", "- [ ] Search answers\n- [ ] Deploy the shop");

    assertThat(Checklist.read("shop.md", first).drift(plan))
        .singleElement()
        .satisfies(
            drift -> {
              assertThat(drift.kind()).isEqualTo(Drift.Kind.REORDERED);
              assertThat(drift.line()).isEqualTo(11);
              assertThat(drift.what())
                  .isEqualTo(
                      "'Search answers' stands at another place among its neighbours than Go/search-answers in the plan");
            });
  }

  @Test
  void aRenamedHeadingMovesWhatStandsBeneath() {
    assertThat(after("## Go\n", "## Go live\n"))
        .extracting(Drift::kind)
        .containsOnly(Drift.Kind.MOVED)
        .hasSize(3);
  }
}
