package dev.sallyport.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.journal.Choice;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Leftover;
import dev.sallyport.journal.Outcome;
import dev.sallyport.journal.Trigger;
import dev.sallyport.journal.Work;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is known of a run that did not succeed, and blanks for what only people know. */
class IncidentTest {

  @Test
  void a_gate_that_failed() {
    String incident = Tale.rolledBack().report().wayBackAtWorst(Duration.ofMinutes(2)).incident();

    assertThat(incident)
        .startsWith(
            """
            # Incident: shop-release 3, rolled back

            ## Summary

            Run r1 of shop-release 3 was started by ann 2026-11-22 22:15:30 UTC. It turned back 2026-11-22 22:15:40 UTC \
            (+10.0 s) by the plan, because a gate's time or budget ran out (Canary/healthy): not open within 5 min. It \
            ended 2026-11-22 22:15:45 UTC (+15.0 s): rolled back, 2 taken back, 0 left over.
            """)
        .contains(
            """

            | what | how long |
            | --- | --- |
            | from the start to the decision | 10 s |
            | from the first sign to the decision | 3 s |
            | walking back | 5 s |
            | walking back, at worst | 2 min by the plan's limits, kept |
            | the whole run | 15 s |
            """)
        .contains(
            """

            ## Trigger: gate Canary/healthy

            |  |  |
            | --- | --- |
            | failed because | not open within 5 min |
            """)
        .contains("| threshold | \\< 1 % |\n")
        .contains(
            """

            | at | after | verdict | measurements |
            | --- | --- | --- | --- |
            | 2026-11-22 22:15:36 | +6.0 s | pass: http error-rate is 0.2 %, as asked \\< 1 % | 500 |
            | 2026-11-22 22:15:37 | +7.0 s | pending: http error-rate is 4.2 %, not \\< 1 % | 500 |
            | 2026-11-22 22:15:38 | +8.0 s | pending: http error-rate is 4.2 %, not \\< 1 % | 500 |
            """)
        .contains(
            """

            | what | undone at | took | attempts | verified |
            | --- | --- | --- | --- | --- |
            | Canary/@rollback | 2026-11-22 22:15:42 | 1 s | 1 | the plan does not verify it |
            | Infra/cluster | 2026-11-22 22:15:44 | 1 s | 1 | the plan does not verify it |
            """)
        .contains(
            """
            - [ ] **Infra/cache** stays, as the plan declares: a warm cache is harmless
              - to do: Make sure that this is still true.
            """)
        .contains(
            """

            ## Open questions

            - **What did users notice, how many of them, from 2026-11-22 22:15:37 to 2026-11-22 22:15:45?** ____________________
            """)
        .contains("- **Why did no test, and nothing before Canary/healthy, find it?** ____")
        .contains("\n## Next actions\n\n| action | who | until | done |\n");
  }

  @Test
  void the_timeline_leaves_out_what_tells_nothing() {
    String incident = Tale.rolledBack().report().incident();
    String timeline = incident.split("## Timeline", 2)[1].split("\n## ", 2)[0];

    assertThat(timeline.lines().filter(line -> line.startsWith("| 2026")))
        .hasSize(10)
        .noneMatch(line -> line.contains("started |") || line.contains("reached"));
    assertThat(timeline).containsOnlyOnce("pending: http error-rate");
  }

  @Test
  void a_verdict_that_flaps_is_thinned() {
    Tale tale = Tale.installed().reached("Canary/healthy");
    for (int i = 0; i < 100; i++) {
      tale.sample(Tale.pass()).sample(Tale.pending());
    }
    String incident = tale.report().incident();

    assertThat(incident.lines().filter(line -> line.contains("| Canary/healthy: p"))).hasSize(10);
    assertThat(incident)
        .containsOnlyOnce("Canary/healthy: 190 changes of the verdict are left out here");
  }

  @Test
  void what_is_left_over_has_what_to_do() {
    String incident =
        Tale.failed()
            .then(at -> new Event.AttemptStarted(at, "Infra/cluster", Work.UNDO, 1))
            .fail("Infra/cluster", Work.UNDO, "refused", null)
            .then(at -> new Event.Answered(at, "Infra/cluster", Choice.LEAVE, "bob", "by hand"))
            .end(Outcome.PARTIAL, "a failed undo", new Leftover("Infra/cluster", "its undo failed"))
            .report()
            .incident();

    assertThat(incident)
        .startsWith("# Incident: shop-release 3, partly rolled back\n")
        .contains("0 taken back, 1 left over.")
        .contains(
            """
            - [ ] **Infra/cluster** its undo failed
              - to do: Take it back by hand; its undo was tried 1 time, the last time: java.io.IOException: refused
            """)
        .contains(
            "| bob | 2026-11-22 22:15:43 UTC (+13.0 s) | Infra/cluster: bob answered LEAVE: by hand |");
  }

  @Test
  void a_stop_names_what_stands() {
    String incident =
        Tale.installed()
            .then(at -> new Event.StopRequested(at, Trigger.OPERATOR, "", "a call", "cid"))
            .end(Outcome.STOPPED, "a call")
            .report()
            .incident();

    assertThat(incident)
        .contains(
            "It was stopped 2026-11-22 22:15:35 UTC (+5.0 s) by cid, because a person said so: a call.")
        .contains(
            """
            - [ ] **Infra/cluster** done, and left as it is because the run was stopped
              - to do: Decide whether it may stay; if not, take it back by hand.
            """)
        .contains("- **Why did no check of the plan see it, so that a person had to?** ____")
        .contains("- **Should the plan have turned back rather than stop?** ____")
        .doesNotContain("## Trigger", "walking back");
  }

  @Test
  void a_walk_back_that_took_longer_than_it_could_says_so() {
    Report report = Tale.rolledBack().report();

    assertThat(report.wayBackAtWorst(Duration.ofSeconds(4)).incident())
        .contains(
            "| walking back, at worst | 4 s by the plan's limits, exceeded: see who was waited for |");
    assertThat(report.incident()).contains("| walking back, at worst | not estimated |");
    assertThatThrownBy(() -> report.wayBackAtWorst(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("No walk back takes PT-1S at worst.");
  }

  @Test
  void a_run_that_has_not_ended_says_so() {
    assertThat(Tale.failed().report().incident())
        .contains("It has not ended.")
        .contains("| walking back so far | 0 s |")
        .contains("Not known yet: the run has not ended.");
  }

  @Test
  void a_success_is_no_incident_of_its_own() {
    assertThat(Tale.installed().end(Outcome.SUCCEEDED, "").report().incident())
        .contains("The run succeeded; what follows is for an incident that it did not notice.");
  }

  @Test
  void very_many_attempts_are_thinned() {
    Tale tale = Tale.begun();
    for (int i = 1; i <= 100; i++) {
      tale.start("Infra/cluster").fail("Infra/cluster", Work.RUN, "no", Duration.ofSeconds(1));
    }
    String text =
        tale.rollback(Trigger.STEP_FAILED, "Infra/cluster", "no", "the plan").report().incident();

    assertThat(text).contains("| ... |  |  | 80 attempts are left out here |");
    assertThat(Pattern.compile("\\| run \\d+ \\|").matcher(text).results()).hasSize(20);
  }

  @Test
  void nothing_recorded() {
    assertThat(Report.of(List.of()).incident())
        .startsWith("# Incident: a run of which nothing was recorded\n");
  }
}
