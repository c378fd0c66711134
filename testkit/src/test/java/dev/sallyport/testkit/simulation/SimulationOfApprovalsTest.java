package dev.sallyport.testkit.simulation;

import static dev.sallyport.plan.Dsl.approval;
import static dev.sallyport.plan.Dsl.gate;
import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.plan;
import static dev.sallyport.plan.Dsl.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.check.Check;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Verdict;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Outcome;
import dev.sallyport.journal.Trigger;
import dev.sallyport.plan.Approval;
import dev.sallyport.plan.Plan;
import dev.sallyport.plan.PlanBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SimulationOfApprovalsTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Check SLOTS =
      Check.of("slots", c -> Verdict.pass("16384", Evidence.of("slots", c.startedAt())));

  private static Approval go() {
    return approval("go", "lead")
        .attests("lead", "Backups verified", "P3-201")
        .attests("ops", "On call is awake")
        .attests("ops", "Status page is ready")
        .waivableBy("release manager")
        .within(HOUR);
  }

  private static PlanBuilder builder(Approval approval) {
    return plan("shop", 1)
        .phases(
            phase("Go")
                .step(step("a").run(context -> {}).onRollback((context, made) -> {}))
                .gate(approval)
                .step(step("b").run(context -> {}).readOnly()));
  }

  private static Simulation of(Approval approval) {
    return Simulation.of(builder(approval).build());
  }

  private static String end(SimulatedRun run) {
    return run.events().stream()
        .filter(Event.GateOpened.class::isInstance)
        .map(event -> ((Event.GateOpened) event).reason())
        .findFirst()
        .orElse("never opened");
  }

  private static Event.RollbackStarted turn(SimulatedRun run) {
    return run.events().stream()
        .filter(Event.RollbackStarted.class::isInstance)
        .map(Event.RollbackStarted.class::cast)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void each_role_attests_its_items_before_it_votes() {
    SimulatedRun run =
        of(go())
            .approval("Go/go")
            .approvedBy("ann", "lead")
            .after(Duration.ofMinutes(2))
            .approvedBy("bob", "ops")
            .everythingElseSucceeds()
            .run();
    assertThat(run.outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(run.events())
        .filteredOn(Event.Attested.class::isInstance)
        .extracting(e -> ((Event.Attested) e).item() + " by " + ((Event.Attested) e).who())
        .containsExactly(
            "Backups verified by ann", "On call is awake by bob", "Status page is ready by bob");
    assertThat(end(run)).isEqualTo("approved by ann (lead), bob (ops)");
  }

  @Test
  void an_item_may_be_named_by_the_id_it_covers_and_a_run_says_what_is_missing() {
    SimulatedRun run =
        of(go().within(Duration.ofDays(3)))
            .attests(Moment.reached("Go/go"), "Go/go", "P3-201", "ann", "lead")
            .approval("Go/go")
            .nobodyComes()
            .everythingElseSucceeds()
            .run();
    assertThat(turn(run).reason())
        .isEqualTo(
            "not approved within 3 d; missing: {lead=1, ops=1}; not attested: ops: On call is"
                + " awake; not attested: ops: Status page is ready");
    assertThat(turn(run).trigger()).isEqualTo(Trigger.APPROVAL_TIMED_OUT);
  }

  @Test
  void an_item_is_attested_by_its_own_role_once_and_by_one_voice() {
    refused(
        "P3-201", "ann", "ops", "'Backups verified' is attested by the role 'lead', not by 'ops'.");
    refused("Coffee", "ann", "ops", "'Go/go' has no item 'Coffee'. It has 'Backups verified',");
    Simulation both =
        of(go())
            .attests(Moment.reached("Go/go"), "Go/go", "P3-201", "ann", "lead")
            .approval("Go/go")
            .approvedBy("ann", "ops")
            .everythingElseSucceeds();
    assertThatThrownBy(both::run)
        .hasMessageContaining(
            "'ann' speaks in 'Go/go' as 'lead' already. Let someone else speak as 'ops'.");
    Simulation small =
        of(go().onePersonMayHoldSeveralRoles())
            .approval("Go/go")
            .approvedBy("ann", "lead")
            .approvedBy("ann", "ops")
            .everythingElseSucceeds();
    assertThat(small.run().outcome()).isEqualTo(Outcome.SUCCEEDED);
  }

  private static void refused(String item, String who, String role, String text) {
    Simulation simulation =
        of(go())
            .attests(Moment.reached("Go/go"), "Go/go", item, who, role)
            .everythingElseSucceeds();
    assertThatThrownBy(simulation::run)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(text);
  }

  @Test
  void an_item_is_waived_with_a_reason_and_an_end() {
    SimulatedRun run =
        of(go())
            .waives(
                Moment.started("Go/a"),
                "Go/go",
                "Status page is ready",
                "olga",
                "release manager",
                "its provider is down",
                HOUR)
            .everythingElseSucceeds()
            .run();
    assertThat(run.outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(end(run))
        .isEqualTo(
            "approved by lead (lead), ops (ops); 'Status page is ready' waived by olga (release"
                + " manager) until 2026-01-01T01:00:00Z: its provider is down");
  }

  @Test
  void a_waiver_that_has_ended_no_longer_counts_and_the_run_says_so() {
    Simulation waived =
        of(go())
            .waives(
                Moment.started("Go/a"),
                "Go/go",
                "",
                "olga",
                "release manager",
                "nobody is up",
                Duration.ofSeconds(1))
            .approval("Go/go")
            .nobodyComes()
            .everythingElseSucceeds();
    assertThat(turn(waived.run()).reason())
        .endsWith(
            "; the waiver by olga (release manager) ended at 2026-01-01T00:00:01Z and no longer"
                + " counts");
  }

  @Test
  void a_waiver_needs_the_role_a_reason_and_an_end_to_come() {
    waiverRefused(
        "ops",
        "why not",
        HOUR,
        "'Go/go' cannot be waived by the role 'ops'. The plan lets release manager waive it.");
    waiverRefused(
        "release manager",
        " ",
        HOUR,
        "A waiver of 'Go/go' needs a reason. Say why it may be left out.");
    waiverRefused(
        "release manager", "why not", Duration.ZERO, "Give it an end that is still to come.");
    Simulation nobody =
        of(approval("go", "lead").within(HOUR))
            .waives(Moment.started("Go/a"), "Go/go", "", "o", "release manager", "x", HOUR)
            .everythingElseSucceeds();
    assertThatThrownBy(nobody::run).hasMessageContaining("The plan lets nobody waive it.");
  }

  private static void waiverRefused(String role, String reason, Duration span, String text) {
    Simulation simulation =
        of(go())
            .waives(Moment.started("Go/a"), "Go/go", "", "olga", role, reason, span)
            .everythingElseSucceeds();
    assertThatThrownBy(simulation::run).hasMessageContaining(text);
  }

  @Test
  void a_gate_is_waived_before_it_is_reached() {
    Plan plan =
        plan("shop", 1)
            .phases(
                phase("Data")
                    .step(step("a").run(context -> {}).readOnly())
                    .gate(gate("slots", SLOTS).within(HOUR).waivableBy("release manager")))
            .build();
    SimulatedRun run =
        Simulation.of(plan)
            .waives(
                Moment.started("Data/a"),
                "Data/slots",
                "",
                "olga",
                "release manager",
                "the cluster is being rebuilt",
                HOUR)
            .gate("Data/slots")
            .fails("4 slots are open")
            .everythingElseSucceeds()
            .run();
    assertThat(run.outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(end(run))
        .isEqualTo(
            "waived by olga (release manager) until 2026-01-01T01:00:00Z:"
                + " the cluster is being rebuilt");
  }
}
