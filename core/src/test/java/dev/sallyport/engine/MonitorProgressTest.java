package dev.sallyport.engine;

import static dev.sallyport.plan.Dsl.monitor;
import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.plan;
import static dev.sallyport.plan.Dsl.soak;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Check;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Verdict;
import dev.sallyport.plan.Gate;
import dev.sallyport.plan.Monitor;
import dev.sallyport.plan.Node;
import dev.sallyport.plan.Phase;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MonitorProgressTest {
  private static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");
  private static final Evidence SEEN = Evidence.of("errors", T0);
  private static final Verdict PASS = Verdict.pass("errors 0.1 %", SEEN);
  private static final Verdict FAIL = Verdict.fail("errors 7 %", "look at the log", SEEN);
  private static final Verdict BLIND = Verdict.inconclusive(Verdict.Cause.NO_DATA, "no data", SEEN);
  private static final Check ERRORS = Check.of("errors", context -> PASS);

  private static Monitor watch() {
    return monitor("48 hours", ERRORS)
        .window(Duration.ofHours(1), Duration.ofMinutes(5))
        .window(Duration.ofHours(5), Duration.ofMinutes(15))
        .window(Duration.ofHours(42), Duration.ofHours(1));
  }

  private static Gate gate(Phase phase) {
    Node node = plan("shop", 1).phases(phase).build().graph().node(0);
    return ((Node.GateNode) node).gate();
  }

  private static Gate gate(Monitor monitor) {
    return gate(phase("After").monitor(monitor));
  }

  private static Instant at(long minutes) {
    return T0.plus(Duration.ofMinutes(minutes));
  }

  /** Samples when the gate wants, with that verdict, until it no longer holds. */
  private static Trial follow(Gate gate, GateProgress begun, Instant from, Verdict verdict) {
    GateProgress progress = begun;
    Instant now = from;
    int samples = 0;
    while (true) {
      GateProgress.Judgement judgement = progress.judge(gate, now);
      if (!(judgement instanceof GateProgress.Judgement.Hold hold)) {
        return new Trial(judgement, now, samples);
      }
      if (hold.nextSample().isAfter(now)) {
        now = hold.nextSample().isBefore(hold.wake()) ? hold.nextSample() : hold.wake();
        continue;
      }
      progress = progress.sample(gate, now, verdict);
      samples++;
    }
  }

  private record Trial(GateProgress.Judgement end, Instant at, int samples) {}

  @Test
  void it_samples_by_the_cadence_of_each_window_and_opens_at_their_end() {
    Trial trial = follow(gate(watch()), GateProgress.begin(T0, T0), T0, PASS);
    assertThat(trial.at()).isEqualTo(at(48 * 60));
    assertThat(trial.samples()).isEqualTo(12 + 20 + 42 + 1);
    assertThat(trial.end())
        .isEqualTo(
            new GateProgress.Judgement.Open(
                "watched for 48 h over 75 samples, 0 of them failed; last: errors 0.1 %"));
  }

  @Test
  void the_first_failed_sample_ends_it_and_more_may_be_allowed() {
    GateProgress seen =
        GateProgress.begin(T0, T0)
            .sample(gate(watch()), at(0), PASS)
            .sample(gate(watch()), at(5), FAIL);
    assertThat(seen.judge(gate(watch()), at(5))).isInstanceOf(GateProgress.Judgement.Failed.class);
    Gate lenient = gate(watch().failsOnInARow(2));
    GateProgress once =
        GateProgress.begin(T0, T0).sample(lenient, at(0), PASS).sample(lenient, at(5), FAIL);
    assertThat(once.judge(lenient, at(5)))
        .isEqualTo(new GateProgress.Judgement.Hold(at(10), at(48 * 60 + 240)));
  }

  @Test
  void a_failed_sample_at_the_very_end_still_ends_it() {
    Gate gate = gate(watch());
    GateProgress progress = GateProgress.begin(T0, T0).sample(gate, at(48 * 60), FAIL);
    assertThat(progress.judge(gate, at(48 * 60))).isInstanceOf(GateProgress.Judgement.Failed.class);
  }

  @Test
  void it_does_not_open_blind_at_its_end_and_fails_when_blind_for_three_intervals() {
    Trial trial = follow(gate(watch()), GateProgress.begin(T0, T0), T0, BLIND);
    assertThat(trial.at()).isEqualTo(at(180));
    assertThat(trial.end())
        .isInstanceOfSatisfying(
            GateProgress.Judgement.Failed.class,
            failed ->
                assertThat(failed.reason())
                    .isEqualTo(
                        "nothing could be concluded for 3 h; last seen (inconclusive): no data"));
  }

  @Test
  void time_without_an_engine_is_watched_later() {
    Gate gate = gate(watch());
    GateProgress progress =
        GateProgress.begin(T0, T0)
            .sample(gate, at(0), PASS)
            .afterDowntime(Duration.ofMinutes(600))
            .sample(gate, at(605), PASS);
    Trial trial = follow(gate, progress, at(605), PASS);
    assertThat(trial.at()).isEqualTo(at(48 * 60 + 600));
  }

  @Test
  void a_soak_asks_nothing_and_counts_only_time_with_an_engine() {
    Gate gate = gate(phase("After").soak(soak("bake", Duration.ofMinutes(30))));
    GateProgress progress = GateProgress.begin(T0, T0);
    assertThat(progress.judge(gate, at(29)))
        .isEqualTo(new GateProgress.Judgement.Hold(at(30), at(30)));
    assertThat(progress.judge(gate, at(30)))
        .isEqualTo(new GateProgress.Judgement.Open("left alone for 30 min"));
    assertThat(progress.afterDowntime(Duration.ofMinutes(7)).judge(gate, at(36)))
        .isEqualTo(new GateProgress.Judgement.Hold(at(37), at(37)));
  }
}
