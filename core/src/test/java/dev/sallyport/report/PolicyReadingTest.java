package dev.sallyport.report;

import static dev.sallyport.plan.Dsl.approval;
import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.plan.Approval;
import dev.sallyport.plan.OnFailure;
import dev.sallyport.plan.Plan;
import dev.sallyport.plan.PlanDescription;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the report reads out of the words that a plan's description has. */
class PolicyReadingTest {

  private static List<AttestedItem> items(Approval approval) {
    PlanDescription plan =
        Plan.named("p", 1)
            .phases(phase("Go").gate(approval).step(step("a").run(c -> {}).readOnly()))
            .build()
            .description();
    return plan.entries().stream()
        .filter(entry -> entry.kind().equals("approval"))
        .map(AttestedItem::of)
        .findFirst()
        .orElseThrow();
  }

  private static Approval go() {
    return approval("go", "lead")
        .and("ops")
        .attests("lead", "One, two", "D-1")
        .attests("ops", "Three [4], as: agreed")
        .attests("lead", "Five")
        .within(Duration.ofMinutes(90));
  }

  @Test
  void items_whatever_follows_them() {
    AttestedItem[] expected = {
      new AttestedItem("lead", "One, two", List.of("D-1")),
      new AttestedItem("ops", "Three [4], as: agreed", List.of()),
      new AttestedItem("lead", "Five", List.of())
    };
    assertThat(items(go())).containsExactly(expected);
    assertThat(
            items(
                go().waivableBy("boss", "chief")
                    .onePersonMayHoldSeveralRoles()
                    .notByInitiator()
                    .onFailure(OnFailure.ASK)))
        .containsExactly(expected);
    assertThat(items(approval("go", "lead").within(Duration.ofHours(1)))).isEmpty();
  }

  @Test
  void an_item_that_reads_like_two_is_one() {
    Approval odd =
        approval("go", "lead").attests("lead", "One, lead: two").within(Duration.ofHours(1));

    assertThat(items(odd)).containsExactly(new AttestedItem("lead", "One, lead: two", List.of()));
  }

  @Test
  void the_notice_in_two_units_the_windows_and_the_freezes() {
    PlanDescription plan =
        Plan.named("p", 1)
            .notice(Duration.ofMinutes(90))
            .phases(phase("Go").step(step("a").run(c -> {}).readOnly()))
            .build()
            .description();
    String policy = plan.entries().get(0).policy();

    assertThat(StartPolicy.notice(policy)).isEqualTo(Duration.ofMinutes(90));
    assertThat(StartPolicy.windows(policy)).isEmpty();
    String full =
        "windows=[Mon, Tue 22:00-04:00 UTC] freezes=[x] notice=1 h 2026-12-24/2026-12-27]"
            + " notice=3 d 2 h";
    assertThat(StartPolicy.windows(full)).isEqualTo("Mon, Tue 22:00-04:00 UTC");
    assertThat(StartPolicy.freezes(full)).isEqualTo("x] notice=1 h 2026-12-24/2026-12-27");
    assertThat(StartPolicy.notice(full)).isEqualTo(Duration.ofHours(74));
    assertThat(StartPolicy.notice("windows=[] freezes=[]")).isNull();
  }
}
