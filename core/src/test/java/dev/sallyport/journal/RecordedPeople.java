package dev.sallyport.journal;

import dev.sallyport.check.Evidence;
import dev.sallyport.check.Verdict;
import dev.sallyport.plan.PlanDescription;
import dev.sallyport.plan.PlanDescription.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The run that stands in {@code journals/0.1/people.journal}: announced, signed off, watched,
 * tripped by hand and walked back. With {@link RecordedRun} every kind of event is in one of them.
 */
final class RecordedPeople {
  private static final Instant T0 = Instant.parse("2026-11-27T22:00:00Z");
  private static final String GO = "Go/sign-off";
  private static final String CHAT = "@announce/chat";
  private static final String ERRORS = "@watch/errors";

  private RecordedPeople() {}

  static List<Event> events() {
    return List.of(
        new Event.RunStarted(at(0), "20261127-220000-1b2c3d", plan(), Map.of(), "ana"),
        new Event.AnnouncementStarted(
            at(0), CHAT, 1, "announced", "", "billing 4: announced", "It goes forward at 23:00."),
        new Event.AnnouncementSent(at(1), CHAT, 1, "ok"),
        new Event.GateOpened(at(3600), "@start", Work.RUN, "its time has come"),
        new Event.GateReached(at(3600), ERRORS, Work.RUN, at(3600)),
        new Event.GateReached(at(3600), GO, Work.RUN, at(3600)),
        new Event.Sampled(at(3601), ERRORS, Work.RUN, healthy(), null),
        new Event.Attested(
            at(3610), GO, "Backups verified", "J\u00fcrgen", "lead", "restore was tried", ""),
        new Event.Waived(
            at(3620),
            GO,
            "Status page is ready",
            "olga",
            "release manager",
            "its provider is down",
            at(7200),
            "token"),
        new Event.Voted(at(3630), GO, "J\u00fcrgen", "lead", true, "", "user juergen"),
        new Event.GateOpened(at(3630), GO, Work.RUN, "approved by J\u00fcrgen (lead)"),
        new Event.Tripped(at(3700), ERRORS, "ben", "customers are calling"),
        new Event.RollbackStarted(
            at(3700),
            Trigger.TRIPPED_BY_HAND,
            ERRORS,
            "tripped by ben: customers are calling",
            "the plan"),
        new Event.Closing(
            at(3710),
            Outcome.PARTIAL,
            "tripped by ben: customers are calling",
            List.of(new Leftover("App/deploy", "left by ben"))),
        new Event.AnnouncementStarted(
            at(3710), CHAT, 2, "ended", "", "billing 4: ended", "Outcome: partial"),
        new Event.AnnouncementFailed(
            at(3830), CHAT, 2, "the channel gave no answer within 2 min", true),
        new Event.RunEnded(
            at(3830),
            Outcome.PARTIAL,
            "tripped by ben: customers are calling",
            List.of(new Leftover("App/deploy", "left by ben"))));
  }

  private static Instant at(int seconds) {
    return T0.plusSeconds(seconds);
  }

  private static Verdict healthy() {
    return Verdict.pass("0.1 %", Evidence.of("errors", at(3601)).over(Duration.ofMinutes(1), 60));
  }

  private static PlanDescription plan() {
    return new PlanDescription(
        "billing",
        4,
        List.of(
            new Entry("start", "@start", "", "windows=[] freezes=[] notice=1 h"),
            new Entry("phase", "Go", "first", ""),
            new Entry(
                "approval",
                GO,
                "stage 1",
                "roles={lead=1} within=PT1H attests=[lead: Backups verified]",
                "Go / No-Go",
                List.of("P3-200", "P3-201")),
            new Entry("watch", ERRORS, "from the start to the end", "check=errors every=PT30S"),
            new Entry("announcement", CHAT, "", "channel=chat at=[NOTICE, END] within=PT2M")));
  }
}
