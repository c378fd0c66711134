package dev.sallyport.testkit.simulation;

import static dev.sallyport.plan.Dsl.announcement;
import static dev.sallyport.plan.Dsl.approval;
import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.plan;
import static dev.sallyport.plan.Dsl.soak;
import static dev.sallyport.plan.Dsl.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.check.CheckContext;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Outcome;
import dev.sallyport.plan.Announcement;
import dev.sallyport.plan.Channel;
import dev.sallyport.plan.Phase;
import dev.sallyport.plan.Plan;
import dev.sallyport.report.Report;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulationOfAnnouncementsTest {
  private static final Channel CHAT =
      new Channel() {
        @Override
        public String name() {
          return "chat";
        }

        @Override
        public String send(Message message, CheckContext context) {
          throw new AssertionError("A simulation calls no channel.");
        }
      };

  private static final Phase LIVE =
      phase("Live")
          .step(step("switch").run(c -> {}).onRollback((c, made) -> {}))
          .soak(soak("bake", Duration.ofMinutes(65)));
  private static final Phase GO =
      phase("Go").gate(approval("go", "lead").within(Duration.ofHours(2)));

  private static Simulation of(Announcement... announcements) {
    Plan plan = plan("shop", 3).phases(LIVE, GO).announcements(announcements).build();
    return Simulation.of(plan).everythingElseSucceeds();
  }

  private static List<String> subjects(SimulatedRun run) {
    return run.events().stream()
        .filter(Event.AnnouncementStarted.class::isInstance)
        .map(event -> ((Event.AnnouncementStarted) event).subject())
        .toList();
  }

  private static List<String> texts(SimulatedRun run) {
    return run.events().stream()
        .filter(Event.AnnouncementStarted.class::isInstance)
        .map(event -> ((Event.AnnouncementStarted) event).text())
        .toList();
  }

  @Test
  void it_is_sent_at_its_moments_with_the_facts_of_the_run() {
    SimulatedRun run =
        of(announcement("all", CHAT)
                .atStart()
                .atStartOf()
                .atEndOf(LIVE)
                .whenPeopleAreWanted()
                .atEnd())
            .run();
    assertThat(run.outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(texts(run))
        .containsExactly(
            "Run simulated of shop 3, started by simulation at 2026-01-01T00:00:00Z: started.",
            "Run simulated of shop 3, started by simulation at 2026-01-01T00:00:00Z: phase"
                + " started. Phase: Live.",
            "Run simulated of shop 3, started by simulation at 2026-01-01T00:00:00Z: phase ended."
                + " Phase: Live.",
            "Run simulated of shop 3, started by simulation at 2026-01-01T00:00:00Z: phase"
                + " started. Phase: Go.",
            "Run simulated of shop 3, started by simulation at 2026-01-01T00:00:00Z: people are"
                + " wanted. Waits for 'Go/go' for lead until 2026-01-01T03:05:01Z.",
            "Run simulated of shop 3, started by simulation at 2026-01-01T00:00:00Z: ended."
                + " Outcome: succeeded, everything was done");
    assertThat(run.events().get(run.events().size() - 1)).isInstanceOf(Event.RunEnded.class);
  }

  @Test
  void it_is_sent_again_at_its_cadence_until_the_run_ends() {
    SimulatedRun run =
        of(announcement("tick", CHAT).every(Duration.ofMinutes(30)).subject("{elapsed}")).run();
    assertThat(subjects(run)).containsExactly("30 min", "1 h");
  }

  @Test
  void a_cadence_pauses_with_the_end_of_its_last_phase_and_goes_on_if_the_run_turns_back() {
    Phase first =
        phase("First")
            .step(
                step("slowly")
                    .run(c -> {})
                    .onRollback((c, made) -> {})
                    .timeout(Duration.ofHours(3)))
            .soak(soak("a-while", Duration.ofMinutes(70)));
    Plan plan =
        plan("shop", 3)
            .phases(first, LIVE, GO)
            .announcements(
                announcement("tick", CHAT).every(Duration.ofMinutes(30), first).subject("{now}"))
            .build();
    Simulation simulation = Simulation.of(plan).everythingElseSucceeds();

    assertThat(subjects(simulation.run()))
        .containsExactly("2026-01-01T00:30:00Z", "2026-01-01T01:00:00Z");
    assertThat(
            subjects(
                simulation
                    .undo("First/slowly")
                    .takes(Duration.ofMinutes(40))
                    .succeeds()
                    .approval("Go/go")
                    .rejectedBy("ann", "no")
                    .run()))
        .startsWith("2026-01-01T00:30:00Z", "2026-01-01T01:00:00Z", "2026-01-01T02:16:02Z")
        .hasSize(4);
  }

  @Test
  void a_rollback_is_announced_with_its_reason() {
    SimulatedRun run =
        of(announcement("back", CHAT).atRollback().atEnd().subject("{moment}: {reason} {outcome}"))
            .approval("Go/go")
            .rejectedBy("ann", "the error rate climbs")
            .run();
    assertThat(run.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(subjects(run))
        .containsExactly(
            "rollback started: rejected by ann (lead): the error rate climbs",
            "ended: rejected by ann (lead): the error rate climbs ROLLED_BACK");
  }

  @Test
  void a_channel_that_is_down_for_the_whole_run_changes_nothing_and_the_report_says_so() {
    Announcement all = announcement("all", CHAT).atStart().every(Duration.ofMinutes(30)).atEnd();
    SimulatedRun run = of(all).channelIsDown("chat", "connection refused").run();
    assertThat(run.outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(run.events())
        .filteredOn(Event.AnnouncementFailed.class::isInstance)
        .hasSize(4)
        .extracting(Report::line)
        .allMatch(line -> line.endsWith("@announce/all: not announced: connection refused"));
    SimulatedRun silent = of(all).channelHangs("chat").run();
    assertThat(silent.outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(silent.events())
        .filteredOn(Event.AnnouncementFailed.class::isInstance)
        .extracting(Report::line)
        .allMatch(
            line ->
                line.endsWith(
                    "@announce/all: unknown whether it was announced: the channel gave no answer"
                        + " within 2 min"));
  }

  @Test
  void a_channel_that_comes_late_does_not_ask_for_people_who_have_been() {
    Plan plan =
        plan("shop", 3)
            .phases(GO)
            .announcements(
                announcement("all", CHAT).atStart().whenPeopleAreWanted().text("{detail}"))
            .build();
    SimulatedRun run = Simulation.of(plan).everythingElseSucceeds().channelHangs("chat").run();

    assertThat(texts(run)).containsExactly("", "Nobody is waited for any more.");
  }

  @Test
  void what_the_engine_was_sending_when_it_died_is_not_sent_again() {
    SimulatedRun run =
        of(announcement("start", CHAT).atStart(), announcement("end", CHAT).atEnd())
            .engineDiesAfter(Moment.at(Duration.ZERO))
            .run();
    assertThat(run.outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(subjects(run)).containsExactly("shop 3: started", "shop 3: ended");
  }

  @Test
  void a_run_whose_engine_dies_at_the_end_still_ends_as_it_was() {
    SimulatedRun run =
        of(announcement("end", CHAT).atEnd())
            .engineDiesAfter(Moment.opened("Go/go"))
            .channelHangs("chat")
            .run();
    assertThat(run.outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(subjects(run)).containsExactly("shop 3: ended");
  }

  @Test
  void overdue_ones_are_sent_once_after_downtime() {
    SimulatedRun run =
        of(announcement("tick", CHAT).every(Duration.ofSeconds(20)).subject("{now}"))
            .engineDiesAfter(Moment.done("Live/switch"))
            .run();
    assertThat(subjects(run).get(0)).isEqualTo("2026-01-01T00:01:01Z");
    assertThat(subjects(run).get(1)).isEqualTo("2026-01-01T00:01:21Z");
  }

  @Test
  void no_fact_is_named_that_no_run_has_and_no_channel_that_the_plan_lacks() {
    assertThatThrownBy(() -> of(announcement("a", CHAT).atEnd().text("{secret:token}")))
        .hasMessageContaining(
            "the announcement 'a' names the fact '{secret:token}', which no run has.");
    assertThatThrownBy(() -> of(announcement("a", CHAT)))
        .hasMessageContaining("the announcement 'a' is sent at no moment.");
    Simulation typo = of(announcement("a", CHAT).atEnd()).channelIsDown("chta", "x");
    assertThatThrownBy(typo::run)
        .hasMessageContaining("The plan has no channel 'chta'. It has: chat.");
  }
}
