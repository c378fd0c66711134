package dev.sallyport.testkit.explore;

import static dev.sallyport.plan.Dsl.announcement;
import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.plan;
import static dev.sallyport.plan.Dsl.soak;
import static dev.sallyport.plan.Dsl.step;
import static dev.sallyport.plan.UndoPolicy.undo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.journal.Event;
import dev.sallyport.journal.Outcome;
import dev.sallyport.plan.Plan;
import dev.sallyport.plan.Probed;
import dev.sallyport.plan.Step;
import dev.sallyport.testkit.ScriptedChannel;
import dev.sallyport.testkit.simulation.SimulatedRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Plans with announcements: what the explorer tries on them, and what it holds them to. */
class AnnouncedPlansTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private static Step<Void> effect(String name) {
    return step(name)
        .run(context -> {})
        .probe(context -> Probed.notDone())
        .onRollback((context, made) -> {}, undo().timeout(MINUTE).repeatable())
        .timeout(MINUTE);
  }

  private static Plan announced() {
    return plan("p", 1)
        .phases(
            phase("A").step(effect("a")).soak(soak("bake", Duration.ofHours(2))),
            phase("B").step(effect("b")))
        .announcements(
            announcement("team", ScriptedChannel.named("team")).atStart().atRollback().atEnd(),
            announcement("status", ScriptedChannel.named("status"))
                .every(Duration.ofMinutes(10))
                .atEnd())
        .build();
  }

  private static SimulatedRun replay(String seed) {
    return Explorer.of(announced()).replay(seed);
  }

  @Test
  void every_rule_holds_and_few_of_their_records_are_troubled() {
    Exploration found = Explorer.of(announced()).pairs(1_000).explore();
    assertThat(found.isClean()).as(found.text()).isTrue();
    Exploration silent =
        Explorer.of(
                plan("p", 1)
                    .phases(
                        phase("A").step(effect("a")).soak(soak("bake", Duration.ofHours(2))),
                        phase("B").step(effect("b")))
                    .build())
            .pairs(0)
            .explore();
    // two channels, each down and silent; the deaths around the first and last of each; the close
    assertThat(found.singles() - silent.singles()).isBetween(4 + 8, 4 + 16 + 6);
  }

  @Test
  void a_channel_that_is_down_or_silent_changes_nothing() {
    for (String trouble : List.of("CHANNEL_DOWN", "CHANNEL_SILENT")) {
      SimulatedRun run = replay("ANNOUNCE @announce/team 1 " + trouble);
      assertThat(run.outcome()).isEqualTo(Outcome.SUCCEEDED);
      assertThat(run.events(Event.AnnouncementFailed.class)).hasSize(2);
      SimulatedRun back = replay("ANNOUNCE @announce/team 1 " + trouble + "; RUN B/b 1 FAILS");
      assertThat(back.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }
    assertThat(new Fault("ANNOUNCE @announce/team 1", Trouble.CHANNEL_DOWN, ""))
        .hasToString("'@announce/team' is refused by its channel from here on");
  }

  @Test
  void what_is_announced_twice_or_changes_the_outcome_is_told() {
    SimulatedRun run = replay("ANNOUNCE @announce/team 1 CHANNEL_DOWN");
    Event first = run.events(Event.AnnouncementStarted.class).get(0);
    List<Event> events = new ArrayList<>(run.events());
    events.add(first);
    List<Fault> faults = List.of(new Fault("ANNOUNCE @announce/team 1", Trouble.CHANNEL_DOWN, ""));
    List<Breach> breaches = new ArrayList<>();
    Announcing.judge(
        new SimulatedRun(run.plan(), events, Outcome.PARTIAL, List.of(), 0), faults, breaches);
    assertThat(breaches)
        .extracting(Breach::rule)
        .containsExactly(Rule.ANNOUNCED_ONCE, Rule.CHANNELS_CHANGE_NOTHING);
  }
}
