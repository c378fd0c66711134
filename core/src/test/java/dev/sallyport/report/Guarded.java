package dev.sallyport.report;

import static dev.sallyport.plan.Dsl.announcement;
import static dev.sallyport.plan.Dsl.approval;
import static dev.sallyport.plan.Dsl.gate;
import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.step;
import static dev.sallyport.plan.Dsl.watch;

import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Verdict;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Trigger;
import dev.sallyport.journal.Work;
import dev.sallyport.plan.Channel;
import dev.sallyport.plan.Phase;
import dev.sallyport.plan.Plan;
import dev.sallyport.plan.PlanDescription;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Tells runs of a plan with people, a watch, announcements and a notice. */
final class Guarded {
  static final String GO = "Go/go";
  static final String SMOKE = "Go/smoke";
  static final String WATCH = "@watch/errors";
  static final String STATUS = "@announce/status";

  private Guarded() {}

  /** A channel that a report only names. */
  private record Named(String name) implements Channel {
    @Override
    public String send(Message message, CheckContext context) {
      throw new IllegalStateException("A report sends nothing.");
    }
  }

  static Plan plan(int version) {
    Check healthy = Check.of("error-rate", c -> Verdict.pass("0 %", evidence(c.startedAt())));
    Phase go =
        phase("Go")
            .gate(
                approval("go", "lead")
                    .attests("lead", "Backups verified")
                    .attests("ops", "On call is awake, and near")
                    .attests("ops", "Pager is charged")
                    .waivableBy("release manager")
                    .within(Duration.ofHours(version))
                    .label("Go or no go")
                    .covers("P3-031", "P3-032"))
            .gate(gate("smoke", healthy).within(Duration.ofMinutes(version + 4)).waivableBy("lead"))
            .step(step("switch").run(c -> {}).onRollback((c, made) -> {}));
    return Plan.named("shop", version)
        .resumesFrom(version == 1 ? new int[0] : new int[] {1})
        .notice(Duration.ofMinutes(30))
        .phases(go)
        .watches(watch("errors", healthy).over(go).label("Errors stay low").covers("W-1"))
        .announcements(
            announcement("status", new Named("status page"))
                .atNotice()
                .atStart()
                .atEnd()
                .covers("A-1"))
        .build();
  }

  static Evidence evidence(Instant at) {
    return Evidence.of("GET /stats", at).against("< 1 %").over(Duration.ofSeconds(5), 200);
  }

  static Tale begun() {
    PlanDescription plan = plan(1).description();
    return new Tale().then(at -> new Event.RunStarted(at, "r1", plan, Map.of(), "ann"));
  }

  static Tale forward() {
    return begun().opened("@start", "its time has come").reached(WATCH);
  }

  /** Everything that people say of the approval. */
  static Tale approved() {
    return attest(
            attest(forward().reached(GO), "Backups verified", "dora", "lead"),
            "On call is awake, and near",
            "olaf",
            "ops")
        .then(
            at ->
                new Event.Waived(
                    at,
                    GO,
                    "Pager is charged",
                    "rita",
                    "release manager",
                    "its charger broke",
                    at.plusSeconds(600),
                    ""))
        .then(at -> new Event.Voted(at, GO, "dora", "lead", true, "all green", "a signed token"))
        .then(at -> new Event.Voted(at, GO, "olaf", "ops", true, ""))
        .opened(GO, "approved by dora (lead), olaf (ops)");
  }

  static Tale attest(Tale tale, String item, String who, String role) {
    return tale.then(at -> new Event.Attested(at, GO, item, who, role, "", "a signed token"));
  }

  static Tale waivedSmoke(Tale tale) {
    return tale.reached(SMOKE)
        .then(
            at ->
                new Event.Waived(
                    at, SMOKE, "", "dora", "lead", "known bad", at.plusSeconds(600), ""))
        .opened(SMOKE, "waived by dora (lead) until 2026-11-22T22:25:42Z: known bad");
  }

  static Tale watched(Tale tale, boolean well) {
    return tale.then(
        at ->
            new Event.Sampled(
                at,
                WATCH,
                Work.RUN,
                well
                    ? Verdict.pass("0.1 % of 200 failed", evidence(at))
                    : Verdict.fail("errors", "7 % of 200 failed", evidence(at)),
                null));
  }

  static Tale tripped(Tale tale) {
    return watched(watched(tale, true), false)
        .then(at -> new Event.GateFailed(at, WATCH, Work.RUN, Trigger.WATCH_TRIPPED, "7 % failed"))
        .rollback(Trigger.WATCH_TRIPPED, WATCH, "7 % failed", "the plan");
  }

  static Tale announce(Tale tale, int number, String moment) {
    return tale.then(
        at ->
            new Event.AnnouncementStarted(
                at, STATUS, number, moment, "", "shop 1: " + moment, "text"));
  }

  static Tale sent(Tale tale, int number) {
    return tale.then(at -> new Event.AnnouncementSent(at, STATUS, number, "id-" + number));
  }

  static Tale lost(Tale tale, int number, boolean unknown) {
    return tale.then(
        at -> new Event.AnnouncementFailed(at, STATUS, number, "connection refused", unknown));
  }
}
