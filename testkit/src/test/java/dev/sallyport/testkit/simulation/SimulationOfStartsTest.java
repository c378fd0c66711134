package dev.sallyport.testkit.simulation;

import static dev.sallyport.plan.Dsl.announcement;
import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.plan;
import static dev.sallyport.plan.Dsl.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.check.CheckContext;
import dev.sallyport.engine.EngineException;
import dev.sallyport.engine.RunCore;
import dev.sallyport.engine.Waiting;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Outcome;
import dev.sallyport.plan.Channel;
import dev.sallyport.plan.Freeze;
import dev.sallyport.plan.MaintenanceWindow;
import dev.sallyport.plan.Plan;
import dev.sallyport.plan.PlanBuilder;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class SimulationOfStartsTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final MaintenanceWindow NIGHTS =
      MaintenanceWindow.weekly(
          BERLIN, LocalTime.of(22, 0), LocalTime.of(2, 0), DayOfWeek.TUESDAY, DayOfWeek.THURSDAY);
  private static final Freeze HOLIDAYS =
      new Freeze(
          "Christmas",
          Instant.parse("2025-12-20T00:00:00Z"),
          Instant.parse("2026-01-07T00:00:00Z"));

  private static PlanBuilder shop() {
    return plan("shop", 1).phases(phase("A").step(step("a").run(c -> {}).readOnly()));
  }

  private static RunCore start(Plan plan, String at) {
    Instant now = Instant.parse(at);
    return RunCore.start(plan, "r", "ann", now, Clock.systemUTC(), () -> 0);
  }

  @Test
  void a_start_outside_of_the_window_is_refused_with_the_next_one() {
    Plan plan = shop().startsIn(NIGHTS).build();
    assertThatThrownBy(() -> start(plan, "2026-11-27T11:00:00Z"))
        .isInstanceOf(EngineException.class)
        .hasMessage(
            "The plan 'shop' was not started. It is Fri 2026-11-27 12:00 Europe/Berlin, outside of"
                + " the maintenance windows (Tue, Thu 22:00-02:00 Europe/Berlin). It may start at"
                + " 2026-12-01T21:00:00Z at the earliest.");
    start(plan, "2026-11-27T00:59:59Z"); // Thursday's night
  }

  @Test
  void a_start_in_a_freeze_is_refused() {
    Plan plan = shop().startsIn(NIGHTS).neverIn(HOLIDAYS).build();
    assertThatThrownBy(() -> start(plan, "2026-01-06T22:00:00Z"))
        .hasMessage(
            "The plan 'shop' was not started. The freeze 'Christmas' lasts from"
                + " 2025-12-20T00:00:00Z until 2026-01-07T00:00:00Z. It may start at"
                + " 2026-01-07T00:00:00Z at the earliest.");
  }

  @Test
  void a_run_waits_until_its_notice_has_run_out_and_for_its_window() {
    Plan plan =
        shop()
            .startsIn(NIGHTS)
            .neverIn(HOLIDAYS)
            .notice(Duration.ofHours(24))
            .announcements(announcement("notice", chat()).atNotice().atStart())
            .build();
    SimulatedRun run = Simulation.of(plan).everythingElseSucceeds().run();
    assertThat(run.outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(run.events())
        .filteredOn(Event.AttemptStarted.class::isInstance)
        .extracting(Event::at)
        .containsExactly(Instant.parse("2026-01-07T00:00:00Z"));
    assertThat(run.events())
        .filteredOn(Event.AnnouncementStarted.class::isInstance)
        .extracting(e -> e.at() + " " + ((Event.AnnouncementStarted) e).text())
        .containsExactly(
            "2026-01-01T00:00:00Z Run simulated of shop 1, started by simulation at"
                + " 2026-01-01T00:00:00Z: announced. It goes forward at 2026-01-07T00:00:00Z at the"
                + " earliest.",
            "2026-01-07T00:00:00Z Run simulated of shop 1, started by simulation at"
                + " 2026-01-01T00:00:00Z: started.");
  }

  @Test
  void a_run_says_that_its_notice_has_not_run_out() {
    RunCore core = start(shop().notice(Duration.ofHours(24)).build(), "2026-03-01T10:00:00Z");
    core.decide();
    assertThat(core.waiting())
        .containsExactly(
            new Waiting.ForStart(
                Instant.parse("2026-03-02T10:00:00Z"),
                "The notice of 24 h was given at 2026-03-01T10:00:00Z and runs out at"
                    + " 2026-03-02T10:00:00Z."));
  }

  @Test
  void a_restart_during_the_notice_changes_nothing_of_it() {
    SimulatedRun run =
        Simulation.of(shop().notice(Duration.ofHours(24)).build())
            .engineDiesAfter(Moment.at(Duration.ZERO))
            .everythingElseSucceeds()
            .run();
    assertThat(run.events())
        .filteredOn(Event.AttemptStarted.class::isInstance)
        .extracting(Event::at)
        .containsExactly(Instant.parse("2026-01-02T00:00:00Z"));
  }

  @Test
  void rules_that_leave_no_time_end_the_run_instead_of_waiting_for_ever() {
    Freeze ever =
        new Freeze(
            "for ever",
            Instant.parse("2020-01-01T00:00:00Z"),
            Instant.parse("2099-01-01T00:00:00Z"));
    SimulatedRun run =
        Simulation.of(shop().neverIn(ever).notice(Duration.ofHours(1)).build())
            .everythingElseSucceeds()
            .run();
    assertThat(run.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThatThrownBy(() -> start(shop().neverIn(ever).build(), "2026-03-01T10:00:00Z"))
        .hasMessageEndingWith("It may not start at all within 400 days: mend the plan's rules.");
  }

  @Test
  void a_window_knows_when_clocks_change() {
    MaintenanceWindow early =
        MaintenanceWindow.weekly(BERLIN, LocalTime.of(2, 30), LocalTime.of(4, 0));
    Instant spring = Instant.parse("2026-03-29T00:45:00Z"); // 02:00 becomes 03:00 at 01:00Z
    assertThat(early.next(spring)).isEqualTo(Instant.parse("2026-03-29T01:30:00Z"));
    assertThat(early.contains(Instant.parse("2026-03-29T01:59:59Z"))).isTrue();
    assertThat(early.contains(Instant.parse("2026-03-29T02:00:00Z"))).isFalse();
    assertThat(early.toString()).isEqualTo("every day 02:30-04:00 Europe/Berlin");
  }

  private static Channel chat() {
    return new Channel() {
      @Override
      public String name() {
        return "chat";
      }

      @Override
      public String send(Message message, CheckContext context) {
        return "";
      }
    };
  }
}
