package dev.sallyport.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.journal.Event;
import dev.sallyport.journal.Outcome;
import org.apache.maven.plugins.surefire.report.ReportTestSuite;
import org.junit.jupiter.api.Test;

/** Watches, announcements, the start and what people said, in the forms of the record. */
class BesideRecordTest {

  private static Tale rolledBack() {
    Tale tale = Guarded.announce(Guarded.approved(), 1, "started");
    Guarded.waivedSmoke(Guarded.sent(tale, 1));
    Guarded.tripped(tale);
    Guarded.lost(Guarded.announce(tale, 2, "ended"), 2, false);
    return tale.end(Outcome.ROLLED_BACK, "7 % failed");
  }

  @Test
  void the_record_has_a_line_for_each() {
    assertThat(rolledBack().report().record())
        .contains(
            """

            ## Start

            - [x] **start** (start) went forward 2026-11-22 22:15:31, run by ann, took 1 s
              - notice: 30 min, given 2026-11-22 22:15:30

            ## Go

            - [x] **Go or no go (P3-031, P3-032)** (approval go) approved 2026-11-22 22:15:39 by dora (lead), olaf (ops), took 6 s
            """)
        .contains(
            """
            - [x] **Backups verified** (item of go, as lead) attested 2026-11-22 22:15:34 by dora, via a signed token
            - [x] **On call is awake, and near** (item of go, as ops) attested 2026-11-22 22:15:35 by olaf, via a signed token
            - [ ] **Pager is charged** (item of go, as ops) waived by rita 2026-11-22 22:15:36 until 2026-11-22 22:25:36 UTC: its charger broke
            - [ ] **smoke** (gate) waived 2026-11-22 22:15:44 by dora (lead) until 2026-11-22 22:25:43 UTC: known bad, took 2 s
            """)
        .contains(
            """

            ## Watched

            - [ ] **Errors stay low (W-1)** (watch errors) tripped 2026-11-22 22:15:47, run by ann, took 15 s, 2 samples, 1 failed
              - a watch tripped: 7 % failed
              - asked: GET /stats
              - seen: fail: 7 % of 200 failed
              - threshold: \\< 1 %
              - samples: 2, of which 1 passed; the last had 200 measurements over 5 s

            ## Announced

            - [ ] **status (A-1)** (announcement to status page) 1 sent, 1 not sent
              - 2026-11-22 22:15:40 started, 'shop 1: started': sent, receipt id-1
              - 2026-11-22 22:15:49 ended, 'shop 1: ended': not sent: connection refused
            """)
        .contains(
            """

            ### Go/go

            - [x] **lead** approved by dora 2026-11-22 22:15:37, via a signed token: all green
            - [x] **ops** approved by olaf 2026-11-22 22:15:38
            - [ ] **release manager** 'Pager is charged' waived by rita 2026-11-22 22:15:36 until 2026-11-22 22:25:36 UTC: its charger broke

            ### Go/smoke

            - [ ] **lead** waived by dora 2026-11-22 22:15:43 until 2026-11-22 22:25:43 UTC: known bad
            """);
  }

  @Test
  void a_watch_that_closed_without_a_trip_is_ticked() {
    assertThat(
            Guarded.watched(Guarded.watched(Guarded.forward(), false), true)
                .opened(Guarded.WATCH, "0.1 % of 200 failed")
                .report()
                .record())
        .contains(
            "- [x] **Errors stay low (W-1)** (watch errors) closed without a trip 2026-11-22"
                + " 22:15:35, run by ann, took 3 s, 2 samples, 1 failed\n");
  }

  @Test
  void a_vote_that_lapsed_stays_in_the_sign_off_without_a_tick() {
    String record =
        Guarded.approved()
            .then(at -> new Event.RunResumed(at, 2, "bob", Guarded.plan(2).description(), 0))
            .report()
            .record();

    assertThat(record)
        .contains("- [ ] **Go or no go (P3-031, P3-032)** (approval go) waiting")
        .contains("- [ ] **Backups verified** (item of go, as lead) not attested\n")
        .contains(
            "- [ ] **lead** approved by dora 2026-11-22 22:15:37, via a signed token: all green;"
                + " lapsed 2026-11-22 22:15:40, because the plan changed from version 1 to 2\n")
        .contains("- [ ] **lead** no vote\n- [ ] **ops** no vote\n");
  }

  @Test
  void the_incident_report_has_the_trip_the_waivers_and_what_did_not_arrive() {
    assertThat(rolledBack().report().incident())
        .contains("by the plan, because a watch tripped (@watch/errors): 7 % failed.")
        .contains(
            """

            ## Trigger: watch @watch/errors

            In the checklist: Errors stay low (W-1)

            |  |  |
            | --- | --- |
            | failed because | 7 % failed |
            | check | error-rate |
            """)
        .contains(
            """

            ## What was waived

            | what | by | at | until | in force at the decision | because |
            | --- | --- | --- | --- | --- | --- |
            | Go/go: Pager is charged | rita (release manager) | 2026-11-22 22:15:36 | 2026-11-22 22:25:36 | yes | its charger broke |
            | Go/smoke | dora (lead) | 2026-11-22 22:15:43 | 2026-11-22 22:25:43 | yes | known bad |

            ## Announcements that did not arrive, or may not have

            | what | channel | at | subject | what became of it |
            | --- | --- | --- | --- | --- |
            | status | status page | 2026-11-22 22:15:49 | shop 1: ended | not sent: connection refused |
            """);
  }

  @Test
  void the_timeline_tells_an_announcement_once_with_its_subject() {
    String incident = rolledBack().report().incident();

    assertThat(incident)
        .contains("| +11.0 s | @announce/status: announced: id-1 ('shop 1: started') |")
        .contains(
            "| +20.0 s | @announce/status: not announced: connection refused ('shop 1: ended') |")
        .doesNotContain("announcing");
  }

  @Test
  void the_incident_report_has_what_lapsed_and_who_tripped() {
    String incident =
        Guarded.approved()
            .then(at -> new Event.RunResumed(at, 2, "bob", Guarded.plan(2).description(), 0))
            .then(at -> new Event.Tripped(at, Guarded.WATCH, "cid", "the phones ring"))
            .report()
            .incident();

    assertThat(incident)
        .contains(
            "| Go/go | 2026-11-22 22:15:40 | what dora (lead), olaf (ops), rita (release manager)"
                + " said lapsed, because the plan changed from version 1 to 2 |")
        .contains(
            "| cid | 2026-11-22 22:15:41 UTC (+11.0 s) | @watch/errors: cid tripped it: the phones"
                + " ring |");
  }

  @Test
  void a_channel_that_was_down_for_the_whole_run_is_said_in_every_form() {
    Tale tale = Guarded.lost(Guarded.announce(Guarded.begun(), 1, "announced"), 1, false);
    String so =
        "The channel 'status page' has been down so far: of 1 announcement none was sent. The last"
            + " time: connection refused.";
    assertThat(tale.report().width(200).status()).contains("\n  " + so + "\n");

    Guarded.lost(Guarded.announce(tale, 2, "ended"), 2, false)
        .end(Outcome.SUCCEEDED, "everything was done");
    String down =
        "The channel 'status page' was down for the whole run: of 2 announcements none was sent."
            + " The last time: connection refused.";
    assertThat(tale.report().width(200).status()).contains("\n  " + down + "\n");
    assertThat(tale.report().width(200).text()).contains("\n  " + down + "\n");
    assertThat(tale.report().markdown()).contains("\n" + down + "\n");
    assertThat(tale.report().record()).contains("\n" + down + "\n");
    assertThat(tale.report().incident()).contains("\n" + down + "\n");
    assertThat(tale.report().junit()).contains("\n" + down + "</system-out>");
    assertThat(tale.report().json()).contains("\"channelsDown\" : [ \"" + down + "\" ]");
  }

  @Test
  void a_channel_of_which_nothing_is_known_is_not_called_down() {
    Tale tale = Guarded.lost(Guarded.announce(Guarded.begun(), 1, "announced"), 1, true);

    assertThat(tale.end(Outcome.SUCCEEDED, "").report().width(200).status())
        .contains(
            "Of 1 announcement to the channel 'status page' none is known to have arrived. The last"
                + " time: connection refused.")
        .doesNotContain("was down");
    assertThat(Guarded.sent(Guarded.announce(tale, 2, "x"), 2).report().status())
        .doesNotContain("none is known");
  }

  @Test
  void in_junit_watches_are_tests_of_the_run_waived_gates_are_skipped_and_announcements_are_said() {
    String xml = rolledBack().report().junit();
    ReportTestSuite run = JUnitReading.read(xml).get(0);

    assertThat(run.getTestCases())
        .extracting(test -> test.getFullName() + " " + test.getFailureType())
        .containsExactly("shop.the whole run ROLLED_BACK", "shop.errors WATCH_TRIPPED");
    assertThat(run.getNumberOfFailures()).isEqualTo(2);
    assertThat(xml)
        .contains(
            "<skipped message=\"waived by dora (lead) until 2026-11-22T22:25:42Z: known"
                + " bad\"></skipped>")
        .contains(
            """
            <system-out>status (A-1) (announcement to status page) 1 sent, 1 not sent
            2026-11-22 22:15:40 started, 'shop 1: started': sent, receipt id-1
            2026-11-22 22:15:49 ended, 'shop 1: ended': not sent: connection refused</system-out>
            """)
        .doesNotContain("testcase name=\"status\"");
  }

  @Test
  void an_announcement_that_failed_fails_no_test() {
    Tale tale = Guarded.lost(Guarded.announce(Guarded.begun(), 1, "announced"), 1, false);

    assertThat(JUnitReading.read(tale.end(Outcome.SUCCEEDED, "").report().junit()))
        .allMatch(suite -> suite.getNumberOfFailures() + suite.getNumberOfErrors() == 0);
  }

  @Test
  void very_many_sendings_are_thinned() {
    Tale tale = Guarded.begun();
    for (int i = 1; i <= 100; i++) {
      Guarded.sent(Guarded.announce(tale, i, "still running"), i);
    }
    assertThat(tale.report().record())
        .contains("(announcement to status page) 100 sent\n")
        .containsOnlyOnce("  - 80 sendings are left out here\n");
  }
}
