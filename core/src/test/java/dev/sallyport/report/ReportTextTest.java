package dev.sallyport.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Evidence;
import dev.sallyport.check.Verdict;
import dev.sallyport.journal.Choice;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Leftover;
import dev.sallyport.journal.Outcome;
import dev.sallyport.journal.Question;
import dev.sallyport.journal.Trigger;
import dev.sallyport.journal.Work;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTextTest {

  @Test
  void a_run_that_was_rolled_back() {
    assertThat(Tale.rolledBack().report().status())
        .isEqualTo(
            """
            shop-release 3: rolled back
              run          r1
              plan         shop-release 3, %s
              started      2026-11-22 22:15:30 UTC by ann
              ended        2026-11-22 22:15:45 UTC (+15.0 s)
              took         15 s
              turned back  2026-11-22 22:15:40 UTC (+10.0 s) by the plan: a gate's time or budget ran out
                           (Canary/healthy): not open within 5 min

            Cause: gate Canary/healthy
              failed because  not open within 5 min
              check           http error-rate < 1 %%
              policy          every=5 s within=5 min sustained=10 s sample-timeout=30 s
              last seen       pending: http error-rate is 4.2 %%, not < 1 %%
              asked           GET http://shop/stats
              threshold       < 1 %%
              window          10 s
              measurements    500 in the last sample; 1 of 3 samples passed
              seen at         2026-11-22 22:15:36 UTC (+6.0 s)
              of    fact        value
              shop  error_rate  4.2 %%
              shop  requests    500

            Steps and gates
              what                     kind      state        took  last seen
              Infra                    phase     undone
              Infra/cluster            step      undone       1 s
              Infra/cache              step      done         1 s
              Canary                   phase     failed             0 of 1 done
              Canary/healthy           gate      failed       4 s   pending: http error-rate is 4.2 %%, not < 1
                                                                    %%; 3 samples
              Canary/@rollback         rollback  undone       1 s
              Live                     phase     not reached
              Live/go                  approval  not reached
              Live/point-of-no-return  point     not reached

            What next
              Correct what kept 'Canary/healthy' closed, or give it more time; then start a new run.
            """
                .formatted(Tale.plan().fingerprint()));
  }

  @Test
  void the_full_text_has_the_order_of_the_undo_the_people_the_inputs_and_the_timeline() {
    assertThat(Tale.rolledBack().report().text())
        .contains(
            """

            Undone, in this order
              1. Canary/@rollback, took 1 s
              2. Infra/cluster, took 1 s
            """,
            """

            Who did what
              who  when                              what
              ann  2026-11-22 22:15:30 UTC (+0.0 s)  run r1 of shop-release 3 started by ann

            Inputs
              name     value
              version  "2.4"

            Timeline (UTC; samples only where the verdict changed)
              at                   after    what
              2026-11-22 22:15:30  +0.0 s   run r1 of shop-release 3 started by ann
              2026-11-22 22:15:31  +1.0 s   Infra/cluster: started
            """,
            """
              2026-11-22 22:15:36  +6.0 s   Canary/healthy: pass: http error-rate is 0.2 %, as asked < 1 %
              2026-11-22 22:15:37  +7.0 s   Canary/healthy: pending: http error-rate is 4.2 %, not < 1 %
              2026-11-22 22:15:39  +9.0 s   Canary/healthy: failed, a gate's time or budget ran out: not open
                                            within 5 min
            """);
  }

  @Test
  void nothing_recorded() {
    assertThat(Report.of(List.of()).status())
        .isEqualTo(
            """
            A run of which nothing was recorded

            What next
              Nothing was recorded, so nothing was done. Start a new run.
            """);
    assertThat(Report.of(List.of()).markdown()).startsWith("# A run of which nothing was recorded");
  }

  @Test
  void a_killed_run_says_how_to_resume_it() {
    Report report = Tale.begun().start("Infra/cluster").report().resumedBy("shop resume r1");

    assertThat(report.text())
        .startsWith("shop-release 3: unfinished\n")
        .contains("last event  2026-11-22 22:15:31 UTC (+1.0 s)")
        .endsWith(
            """

            What next
              The run is unfinished: it is under way, or its engine is gone. Resume with: shop resume r1
            """);
    assertThat(Tale.begun().report().text()).endsWith("gone. Resume it with the same plan.\n");
  }

  @Test
  void a_partial_rollback_names_what_is_left_over_and_why() {
    Report report =
        Tale.failed()
            .then(at -> new Event.AttemptStarted(at, "Infra/cluster", Work.UNDO, 1))
            .fail("Infra/cluster", Work.UNDO, "access denied", null)
            .end(
                Outcome.PARTIAL,
                "not open within 5 min; 1 thing is left over",
                new Leftover("Infra/cluster", "its undo failed: access denied"))
            .report();

    assertThat(report.text())
        .startsWith("shop-release 3: partly rolled back\n")
        .contains("reason       not open within 5 min; 1 thing is left over")
        .contains(
            """

            Left over
              what           why
              Infra/cluster  its undo failed: access denied

            Undone, in this order
              Nothing: there was nothing to undo, or nothing could be undone.
            """)
        .contains("Take back by hand what is left over. Correct what kept 'Canary/healthy' closed");
  }

  @Test
  void a_stopped_run_says_who_stopped_it() {
    Report report =
        Tale.installed()
            .then(at -> new Event.StopRequested(at, Trigger.OPERATOR, "", "lunch", "bob"))
            .end(Outcome.STOPPED, "lunch")
            .report();

    assertThat(report.text())
        .startsWith("shop-release 3: stopped\n")
        .contains(
            "stopped  2026-11-22 22:15:35 UTC (+5.0 s) by bob: a person said so: lunch",
            "bob  2026-11-22 22:15:35 UTC (+5.0 s)  stopping, by bob: a person said so: lunch",
            "A stopped run cannot");
  }

  @Test
  void what_waits_for_a_person_is_said_with_the_choices_and_the_deadline() {
    Question question =
        new Question(
            Question.Kind.FAILED, "It failed: cold.", List.of(Choice.RETRY, Choice.ROLL_BACK));
    Report report =
        Tale.installed()
            .then(at -> new Event.Asked(at, "Infra/cache", question))
            .reached("Live/go")
            .vote("bob", "ops")
            .report();

    assertThat(report.status())
        .contains(
            """

            Waits for a person
              Infra/cache  It failed: cold. Choices: RETRY, ROLL_BACK.
              Live/go      needs votes: 1 of lead, 1 of ops; until 2026-11-22 23:15:36 UTC
            """)
        .contains("votes: 1 of ops; needed: 1 of lead, 2 of");
  }

  @Test
  void points_passed_and_missing_data_taken_as_a_pass_are_named() {
    Verdict noData =
        Verdict.pass("no data, taken as a pass: no traffic", Evidence.of("x", Tale.START));
    Report report =
        Tale.installed()
            .reached("Canary/healthy")
            .sample(noData)
            .sample(noData)
            .then(at -> new Event.PointPassed(at, "Live/point-of-no-return", "customers see it"))
            .report();

    assertThat(report.text())
        .contains(
            """

            Points of no return passed
              - Live/point-of-no-return, 2026-11-22 22:15:38 UTC (+8.0 s): customers see it

            Taken as a pass
              - Canary/healthy: no data, taken as a pass: no traffic
            """);
  }

  @Test
  void a_step_that_failed_shows_its_attempts() {
    Report report =
        Tale.begun()
            .start("Infra/cluster")
            .fail("Infra/cluster", Work.RUN, "disk full", null)
            .rollback(Trigger.STEP_FAILED, "Infra/cluster", "disk full", "the plan")
            .end(Outcome.ROLLED_BACK, "disk full")
            .report();

    assertThat(report.status())
        .contains(
            """

            Cause: step Infra/cluster
              attempt  started  took  result
              run 1    +1.0 s   1 s   failed: java.io.IOException: disk full
            """)
        .contains("Correct what made 'Infra/cluster' fail, then start a new run.");
  }

  @Test
  void each_trigger_has_its_own_way_out() {
    for (Trigger trigger : Trigger.values()) {
      String text =
          Tale.installed()
              .rollback(trigger, "Canary/healthy", "why", "the plan")
              .end(Outcome.ROLLED_BACK, "why")
              .report()
              .status();
      assertThat(text).contains("tart a new run");
    }
  }

  @Test
  void while_a_gate_waits_its_reading_and_what_is_left_are_shown() {
    Tale tale = Tale.installed().reached("Canary/healthy").sample(Tale.pass());

    assertThat(tale.report().at(Tale.START.plusSeconds(9)).width(200).status())
        .contains(
            "pass: http error-rate is 0.2 %, as asked < 1 %; 1 sample; held 3 s of 10 s;"
                + " 4 min 56 s left");
  }

  @Test
  void times_are_shown_in_the_zone_asked_for() {
    assertThat(Tale.begun().report().in(ZoneId.of("Europe/Berlin")).status())
        .contains("started     2026-11-22 23:15:30 Europe/Berlin by ann");
  }

  @Test
  void what_a_system_says_cannot_move_the_cursor() {
    Tale tale =
        Tale.begun()
            .start("Infra/cluster")
            .fail("Infra/cluster", Work.RUN, "\u001b[2Jgone\r\nnext\u202e", null);

    assertThat(tale.report().text()).contains("?[2Jgone  next?").doesNotContain("\u001b", "\r");
    assertThat(Report.line(tale.events().get(2), Tale.START, ZoneId.of("UTC")))
        .isEqualTo(
            "2026-11-22 22:15:32  +2.0 s  Infra/cluster: failed: java.io.IOException: ?[2Jgone"
                + "  next?");
  }
}
