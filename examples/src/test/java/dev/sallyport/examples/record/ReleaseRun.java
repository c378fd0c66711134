package dev.sallyport.examples.record;

import static dev.sallyport.plan.Dsl.announcement;
import static dev.sallyport.plan.Dsl.approval;
import static dev.sallyport.plan.Dsl.gate;
import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.soak;
import static dev.sallyport.plan.Dsl.step;
import static dev.sallyport.plan.Dsl.watch;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;

import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Verdict;
import dev.sallyport.plan.Channel;
import dev.sallyport.plan.Phase;
import dev.sallyport.plan.Plan;
import dev.sallyport.testkit.simulation.Moment;
import dev.sallyport.testkit.simulation.SimulatedDriver;
import dev.sallyport.testkit.simulation.SimulatedRun;
import dev.sallyport.testkit.simulation.Simulation;
import java.time.Duration;

/**
 * A release with a notice, three roles, items to attest, a waiver, a watch that trips after the
 * switch, and two channels, one of which is down. Everything but the engine is scripted.
 */
final class ReleaseRun {
  private ReleaseRun() {}

  /** A channel that only the script answers for. */
  private record Scripted(String name) implements Channel {
    @Override
    public String send(Message message, CheckContext context) {
      throw new IllegalStateException("The script answers for '" + name + "'.");
    }
  }

  static Plan plan() {
    Check errors =
        Check.of("error-rate below 2 %", c -> Verdict.pass("0 %", evidence(0, Duration.ZERO)));
    Phase decide =
        phase("Decide")
            .gate(
                approval("go", "release manager")
                    .attests("dba", "Database backed up", "P3-031")
                    .attests("dba", "Restore was tried", "P3-032")
                    .attests("support", "Support desk is staffed", "P3-033")
                    .waivableBy("release manager")
                    .within(ofHours(4))
                    .label("Go or no go"));
    Phase live =
        phase("Go live")
            .step(step("switch-traffic").run(c -> {}).onRollback((c, made) -> {}).covers("P4-001"))
            .gate(
                gate("smoke", errors)
                    .within(ofMinutes(10))
                    .waivableBy("release manager")
                    .label("Smoke test is green")
                    .covers("P4-002"))
            .soak(soak("settle", ofHours(2)).label("Two hours without trouble"));
    return Plan.named("web-shop", 7)
        .notice(ofMinutes(30))
        .phases(decide, live)
        .watches(
            watch("errors", errors)
                .over(live)
                .every(ofMinutes(5))
                .tripsOnInARow(2)
                .label("Error rate stays low")
                .covers("P5-001"))
        .announcements(
            announcement("team", new Scripted("team chat"))
                .atNotice()
                .whenPeopleAreWanted()
                .atRollback()
                .atEnd()
                .covers("P1-004"),
            announcement("customers", new Scripted("status page")).atStartOf(live).atEnd())
        .build();
  }

  static SimulatedRun run() {
    Moment open = Moment.reached("Decide/go");
    String tried = "the restore host is being rebuilt, tried last week";
    String smoke = "the smoke test's own account is locked, looked at by hand";
    return Simulation.of(plan())
        .waives(open, "Decide/go", "P3-032", "rita", "release manager", tried, ofHours(1))
        .waives(
            Moment.started("Go live/switch-traffic"),
            "Go live/smoke",
            "",
            "rita",
            "release manager",
            smoke,
            ofHours(1))
        .approval("Decide/go")
        .after(ofMinutes(5))
        .approvedBy("dora", "dba")
        .after(ofMinutes(8))
        .approvedBy("sam", "support")
        .after(ofMinutes(9))
        .approvedBy("rita", "release manager")
        .watch("errors")
        .says(Verdict.pass("0.3 % of 12000 requests failed", evidence(36, ofMinutes(40))))
        .from(ofMinutes(60))
        .says(
            Verdict.fail(
                "threshold-breached",
                "4.1 % of 11800 requests failed, most often: status-503",
                evidence(484, ofMinutes(100))))
        .channelIsDown("status page", "connection refused; is the page's API up?")
        .everythingElseSucceeds()
        .run();
  }

  private static Evidence evidence(int failed, Duration after) {
    return Evidence.of("rate of failed requests, 5 min", SimulatedDriver.START.plus(after))
        .and("", "failed", failed)
        .against("< 2 %")
        .over(ofMinutes(5), 11800);
  }
}
