package dev.sallyport.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.journal.Choice;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Leftover;
import dev.sallyport.journal.Outcome;
import dev.sallyport.journal.Trigger;
import dev.sallyport.journal.Work;
import dev.sallyport.plan.PlanDescription.Entry;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The plan as a checklist, ticked. */
class RecordTest {

  @Test
  void a_run_that_walked_back() {
    String record = Tale.rolledBack().report().record();

    assertThat(record)
        .startsWith(
            """
            # Record: shop-release 3

            |  |  |
            | --- | --- |
            | outcome | Rollback: \u2610 Success  \u2611 Rollback  \u2610 Partial  \u2610 Stopped |
            | run | r1 |
            | plan | shop-release, version 3 |
            | fingerprint | %s |
            | fingerprint of its policies | %s |
            | started | 2026-11-22 22:15:30 UTC by ann |
            | ended | 2026-11-22 22:15:45 UTC (+15.0 s) |
            | took | 15 s |
            | reason | not open within 5 min |
            | input version | "2.4" |
            """
                .formatted(Tale.plan().fingerprint(), Tale.plan().policyFingerprint()))
        .contains(
            """

            ## Infra

            - [ ] **cluster** (step) undone 2026-11-22 22:15:44, run by ann, took 1 s, was done 2026-11-22 22:15:32, 1 attempt
            - [x] **cache** (step) done 2026-11-22 22:15:34, run by ann, took 1 s, 1 attempt

            ## Canary

            - [ ] **healthy** (gate) failed 2026-11-22 22:15:39, run by ann, took 4 s
              - a gate's time or budget ran out: not open within 5 min
              - asked: GET http://shop/stats
              - seen: pending: http error-rate is 4.2 %, not \\< 1 %
              - values: shop error_rate = 4.2 %; shop requests = 500
              - threshold: \\< 1 %
              - samples: 3, of which 1 passed; the last had 500 measurements over 10 s

            ## Live

            - [ ] **go** (approval) not reached
            - [ ] **point of no return: customers see it** not reached

            ## Rollback

            Began 2026-11-22 22:15:40 UTC (+10.0 s) by the plan: a gate's time or budget ran out (Canary/healthy): not open within 5 min.

            - [x] **Canary/@rollback** taken back 2026-11-22 22:15:42, took 1 s, 1 attempt
            - [x] **Infra/cluster** taken back 2026-11-22 22:15:44, took 1 s, 1 attempt
            - [ ] **Infra/cache** stays, as the plan declares: a warm cache is harmless
            """)
        .contains(
            """

            ### Live/go

            - [ ] **lead** no vote
            - [ ] **ops** no vote
            - [ ] **ops** no vote

            - **Deployment date:** 2026-11-22 22:15:30 UTC
            - **Deployment lead:** ann
            - **Deployment status:** Rollback
            - **Signed by, on:** ____________________
            - **Notes:** ____________________
            """);
  }

  @Test
  void a_run_that_succeeded_has_who_approved() {
    String record =
        Tale.installed()
            .reached("Canary/healthy")
            .sample(Tale.pass())
            .opened("Canary/healthy", "held for 10 s")
            .reached("Live/go")
            .vote("ann", "lead")
            .then(at -> new Event.Voted(at, "Live/go", "bob", "ops", true, "seen it"))
            .vote("cid", "ops")
            .opened("Live/go", "all votes are in")
            .then(at -> new Event.PointPassed(at, "Live/@point-1", "customers see it"))
            .end(Outcome.SUCCEEDED, "")
            .report()
            .in(ZoneId.of("Asia/Tokyo"))
            .record();

    assertThat(record)
        .contains("| Success: \u2611 Success  \u2610 Rollback  \u2610 Partial  \u2610 Stopped |")
        .contains("Times are in Asia/Tokyo.")
        .contains("- [x] **healthy** (gate) passed 2026-11-23 07:15:37, run by ann, took 2 s\n")
        .contains("  - opened because: held for 10 s\n")
        .contains(
            "- [x] **go** (approval) approved 2026-11-23 07:15:42"
                + " by ann (lead), bob (ops), cid (ops), took 4 s\n")
        .contains("  - 2026-11-23 07:15:40 bob (ops) approved: seen it\n")
        .contains("- [x] **ops** approved by bob 2026-11-23 07:15:40: seen it\n")
        .doesNotContain("no vote", "## Rollback");
  }

  @Test
  void every_box_that_is_ticked_is_done_and_stands() {
    for (NodeState state : NodeState.values()) {
      NodeStory node =
          new NodeStory(
              new Entry("step", "A/b", "", ""),
              state,
              List.of(),
              null,
              null,
              BallotStory.EMPTY,
              List.of(),
              null);
      Document.Task line =
          new ItemLine(node, Hands.of(List.of()), new Times(Tale.START, Tale.START, ZoneId.of("Z")))
              .task();
      assertThat(line.ticked()).as("%s", state).isEqualTo(state == NodeState.DONE);
      assertThat(line.text()).contains(state.words());
    }
  }

  @Test
  void what_is_left_over_and_passed_over_is_said_in_words() {
    String record =
        Tale.failed()
            .then(at -> new Event.Warned(at, "Canary/healthy", "4.2 %"))
            .then(at -> new Event.AttemptStarted(at, "Infra/cluster", Work.UNDO, 1))
            .fail("Infra/cluster", Work.UNDO, "refused", null)
            .then(at -> new Event.Answered(at, "Infra/cluster", Choice.LEAVE, "bob", "by hand"))
            .end(Outcome.PARTIAL, "a failed undo", new Leftover("Infra/cluster", "refused"))
            .report()
            .record();

    assertThat(record)
        .contains("\u2611 Partial")
        .contains("- [ ] **healthy** (gate) failed, passed over 2026-11-22 22:15:39")
        .contains("  - 2026-11-22 22:15:41 failed and passed over: 4.2 %\n")
        .contains("- [ ] **cluster** (step) left over 2026-11-22 22:15:43")
        .contains("  - undo 1: java.io.IOException: refused\n")
        .contains("  - 2026-11-22 22:15:44 bob answered LEAVE: by hand\n")
        .contains("- [ ] **Infra/cluster** left over: refused\n");
  }

  @Test
  void a_run_that_has_not_ended_has_no_box_ticked_at_its_head() {
    Tale tale = Tale.begun().start("Infra/cluster");

    assertThat(tale.report().resumedBy("shop resume").record())
        .contains("| not ended: \u2610 Success  \u2610 Rollback  \u2610 Partial  \u2610 Stopped |")
        .contains("- [ ] **cluster** (step) running, 1 attempt\n")
        .contains("- **Deployment status:** ____________________\n")
        .contains("Resume with: shop resume");
  }

  @Test
  void a_later_owner_is_named() {
    String record =
        Tale.begun()
            .start("Infra/cluster")
            .then(at -> new Event.RunResumed(at, 2, "bob", null, 0))
            .done("Infra/cluster")
            .report()
            .record();

    assertThat(record).contains("run by bob").contains("| resumed | 1 time |");
  }

  @Test
  void nothing_recorded() {
    assertThat(Report.of(List.of()).record())
        .isEqualTo(
            """
            # The record of a run of which nothing was recorded

            Nothing was recorded, so nothing was done. Start a new run.
            """);
  }

  @Test
  void a_stop_by_a_person() {
    String record =
        Tale.installed()
            .then(at -> new Event.StopRequested(at, Trigger.OPERATOR, "", "a call", "cid"))
            .end(Outcome.STOPPED, "a call")
            .report()
            .record();

    assertThat(record)
        .contains("\u2611 Stopped")
        .contains(
            "| cid | 2026-11-22 22:15:35 UTC (+5.0 s) | stopping, by cid: a person said so: a call |");
  }
}
