package dev.sallyport.field;

import static dev.sallyport.check.Percent.percent;
import static dev.sallyport.field.Trial.error;
import static dev.sallyport.field.Trial.evidence;
import static dev.sallyport.field.Trial.fail;
import static dev.sallyport.field.Trial.noData;
import static dev.sallyport.field.Trial.pass;
import static dev.sallyport.field.Trial.pending;
import static dev.sallyport.field.Trial.script;
import static dev.sallyport.plan.Dsl.gate;
import static dev.sallyport.plan.Dsl.phase;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Metric;
import dev.sallyport.check.Percent;
import dev.sallyport.check.Reading;
import dev.sallyport.check.Verdict;
import dev.sallyport.plan.Gate;
import dev.sallyport.plan.InvalidPlanException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How gates of others judge wrongly, in virtual time. */
class GatePainsTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private static Gate every(Duration interval, Verdict... verdicts) {
    return gate("errors", script(verdicts)).every(interval).within(Duration.ofHours(2));
  }

  @Test
  @DisplayName("AR #4792: failures have no consecutive form; here only three in a row fail")
  void failuresInARow() throws Exception {
    Gate gate =
        every(MINUTE, fail(), fail(), pass(), fail(), fail(), pass(), fail(), fail(), fail())
            .sustainedFor(Duration.ofMinutes(30))
            .failsOnInARow(3);
    assertThat(Trial.of(gate))
        .isEqualTo(
            new Trial(false, Duration.ofMinutes(8), "failure 3 of 3 in a row: it is broken", 9));
  }

  @Test
  @DisplayName("AR #1850: a blip rolls back; here a failure may be alone in its window")
  void aBlipIsNotATrend() throws Exception {
    Gate alone =
        every(MINUTE, fail(), pass(), pass(), pass(), pass(), pass(), pass(), fail(), pass())
            .sustainedFor(Duration.ofMinutes(10))
            .failsOn(2, Duration.ofMinutes(5));
    assertThat(Trial.of(alone).opened()).isTrue();
    Gate pair =
        every(MINUTE, fail(), pass(), pass(), fail(), pass())
            .sustainedFor(Duration.ofMinutes(10))
            .failsOn(2, Duration.ofMinutes(5));
    assertThat(Trial.of(pair))
        .isEqualTo(
            new Trial(
                false, Duration.ofMinutes(3), "failure 2 of 2 within 5 min: it is broken", 4));
  }

  @Test
  @DisplayName(
      "AR analysis.go: 40 s of outage abort a rollout sampled every 5 min; here errors"
          + " have a budget of time")
  void errorsHaveTime() throws Exception {
    Duration five = Duration.ofMinutes(5);
    Gate short40 = every(five, error(), pass()).errorsFor(Duration.ofMinutes(15));
    assertThat(Trial.of(short40)).isEqualTo(new Trial(true, five, "fine", 2));
    Gate lasting = every(five, error()).errorsFor(Duration.ofMinutes(15));
    assertThat(Trial.of(lasting))
        .isEqualTo(
            new Trial(
                false,
                Duration.ofMinutes(15),
                "the check could not be made for 15 min; last seen (inconclusive): connection"
                    + " refused",
                3));
  }

  @Test
  @DisplayName("FL #1501: one counter for everything; here no data and errors spend no failures")
  void budgetsAreSeparate() throws Exception {
    Gate gate = every(MINUTE, noData(), error(), fail(), noData(), error(), pass()).failsOn(2);
    assertThat(Trial.of(gate)).isEqualTo(new Trial(true, Duration.ofMinutes(5), "fine", 6));
  }

  @Test
  @DisplayName("FL #1035: no traffic rolls back; here the gate waits for some")
  void noTrafficIsWaitedOut() throws Exception {
    AtomicInteger requests = new AtomicInteger();
    Metric<Percent> errors =
        Metric.of(
            "error-rate",
            context -> Reading.ratio(0, Math.max(0, requests.getAndIncrement() - 2), evidence()));
    Gate gate =
        gate("errors", errors.staysBelow(percent(1))).every(MINUTE).within(Duration.ofHours(2));
    assertThat(Trial.of(gate))
        .isEqualTo(new Trial(true, Duration.ofMinutes(3), "error-rate is 0 %, as asked < 1 %", 4));
  }

  @Test
  @DisplayName(
      "AR #3503: providers disagree about empty, and NaN passes a failure condition; here"
          + " all of it is no data, whichever way the question is put")
  void nothingIsNoData() throws Exception {
    CheckContext context = CheckContext.of(Clock.systemUTC(), MINUTE);
    List<Reading<Double>> nothings =
        List.of(
            Reading.value(Double.NaN, evidence()),
            Reading.value(Double.POSITIVE_INFINITY, evidence()),
            Reading.noData("an empty vector", evidence()));
    for (Reading<Double> nothing : nothings) {
      Metric<Double> load = Metric.of("load", sample -> nothing);
      for (Verdict verdict :
          List.of(
              load.below(1.0).judge(context),
              load.staysAbove(1.0).judge(context),
              load.staysAtMost(1.0).judge(context))) {
        assertThat(verdict)
            .isInstanceOfSatisfying(
                Verdict.Inconclusive.class,
                it -> assertThat(it.cause()).isEqualTo(Verdict.Cause.NO_DATA));
      }
    }
  }

  @Test
  @DisplayName("KY #633: a few points are a wrong pass; here a gate may ask for more of them")
  void aFewPointsAreNotEnough() throws Exception {
    assertThat(Trial.of(every(MINUTE, pass()).minSamples(4)))
        .isEqualTo(
            new Trial(true, Duration.ofMinutes(3), "held for 3 min over 4 samples; last: fine", 4));
  }

  @Test
  @DisplayName("kops #8088: so many successes in all; here they must follow one another")
  void successesAreInARow() throws Exception {
    Gate gate =
        every(MINUTE, pass(), pass(), pending(), pass(), noData(), pass(), pass(), pass())
            .minSamples(3);
    assertThat(Trial.of(gate).samples()).isEqualTo(8);
  }

  @Test
  @DisplayName(
      "AR #1411: a failure that lands with the end of the analysis is overlooked; here the"
          + " last sample decides")
  void theLastSampleDecides() throws Exception {
    Gate gate =
        every(MINUTE, pass(), pass(), pass(), pass(), fail()).sustainedFor(Duration.ofMinutes(4));
    assertThat(Trial.of(gate))
        .isEqualTo(new Trial(false, Duration.ofMinutes(4), "it is broken", 5));
  }

  @Test
  @DisplayName("FL #738: a closed gate has no deadline; here it is refused before anything runs")
  void aGateThatCouldWaitForEverIsRefused() {
    assertThatThrownBy(() -> World.of(phase("A").gate(gate("confirm", script(pending())))))
        .isInstanceOf(InvalidPlanException.class)
        .hasMessageContaining("the gate 'A/confirm' could wait for ever. Add within(...).");
  }

  @Test
  @DisplayName(
      "AR #872: a misconfigured gate fails open or hangs; here build() refuses it, and "
          + "says all of it")
  void aGateThatCannotOpenIsRefused() {
    Gate tooLong = every(MINUTE, pass()).sustainedFor(Duration.ofHours(3));
    Gate tooMany =
        gate("many", script(pass())).every(MINUTE).within(Duration.ofHours(2)).minSamples(500);
    assertThatThrownBy(() -> World.of(phase("A").gate(tooLong).gate(tooMany)))
        .isInstanceOf(InvalidPlanException.class)
        .hasMessageContaining("needs 3 h (warm-up and sustained span), but has only 2 h.")
        .hasMessageContaining("asks for 500 samples, one every 1 min");
  }
}
