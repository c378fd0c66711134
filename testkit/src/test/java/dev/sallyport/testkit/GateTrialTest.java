package dev.sallyport.testkit;

import static dev.sallyport.check.Percent.percent;
import static dev.sallyport.plan.Dsl.gate;
import static dev.sallyport.testkit.SallyportAssertions.assertThat;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.check.Check;
import dev.sallyport.check.Metric;
import dev.sallyport.check.Percent;
import dev.sallyport.check.Verdict;
import dev.sallyport.plan.Gate;
import org.junit.jupiter.api.Test;

/**
 * Gates in virtual time: the timing policy of contracts 14 to 17, through the engine's own logic.
 */
class GateTrialTest {

  private static Gate calm(Percent... readings) {
    Metric<Percent> errors = Scripted.metric("error rate", readings);
    return gate("calm", errors.below(percent(1)))
        .every(ofSeconds(10))
        .sustainedFor(ofMinutes(1))
        .within(ofMinutes(5));
  }

  @Test
  void opensAfterASustainedMinute() {
    assertThat(calm(percent(3), percent(0.4))).opensAfter(ofSeconds(70));
  }

  @Test
  void oneBadSampleBeginsTheMinuteAnew() {
    assertThat(calm(percent(0.4), percent(0.4), percent(2), percent(0.4)))
        .opensAfter(ofSeconds(90))
        .because("held for 1 min over 7 samples");
  }

  @Test
  void noDataNeverOpensAndTheLastReadingIsTold() {
    assertThat(calm((Percent) null))
        .failsAfter(ofMinutes(5))
        .because("not open within 5 min; last seen (inconclusive): error rate has no data");
  }

  @Test
  void anInconclusiveSampleBreaksASustainedSpan() {
    assertThat(calm(percent(0.4), percent(0.4), null, percent(0.4))).opensAfter(ofSeconds(90));
  }

  @Test
  void failsOnTheNthFailure() {
    Metric<Percent> errors = Scripted.metric("error rate", percent(7));
    Gate gate = gate("g", errors.staysBelow(percent(5))).every(ofSeconds(10)).within(ofHours(1));
    assertThat(gate).failsAfter(ofSeconds(0));
    Metric<Percent> again = Scripted.metric("error rate", percent(7));
    assertThat(
            gate("g", again.staysBelow(percent(5)))
                .every(ofSeconds(10))
                .within(ofHours(1))
                .failsOnInARow(3))
        .failsAfter(ofSeconds(20))
        .because("failure 3 of 3 in a row: error rate is 7 %, not < 5 %");
  }

  @Test
  void failuresInARowAreForgottenAfterAPass() {
    Check check =
        Scripted.check(
            "c",
            Scripted.fails("a"),
            Scripted.fails("b"),
            Scripted.waits("c"),
            Scripted.fails("d"),
            Scripted.passes("e"));
    assertThat(gate("g", check).every(ofSeconds(1)).within(ofMinutes(1)).failsOnInARow(3))
        .opensAfter(ofSeconds(4));
  }

  @Test
  void failuresCountWithinTheirWindowOnly() {
    Check often =
        Scripted.check("c", Scripted.fails("a"), Scripted.waits("b"), Scripted.fails("c"));
    assertThat(gate("g", often).every(ofSeconds(10)).within(ofMinutes(5)).failsOn(2, ofSeconds(30)))
        .failsAfter(ofSeconds(20))
        .because("failure 2 of 2 within 30 s: c");
    Check rarely =
        Scripted.check(
            "c",
            Scripted.fails("a"),
            Scripted.waits("b"),
            Scripted.waits("b"),
            Scripted.waits("b"),
            Scripted.fails("c"),
            Scripted.passes("d"));
    assertThat(
            gate("g", rarely).every(ofSeconds(10)).within(ofMinutes(5)).failsOn(2, ofSeconds(30)))
        .opensAfter(ofSeconds(50));
  }

  @Test
  void errorsAndInconclusiveSamplesHaveBudgetsOfTheirOwn() {
    assertThat(
            gate("g", Scripted.check("c", Scripted.cannotRead("refused")))
                .every(ofSeconds(10))
                .within(ofHours(1))
                .errorsFor(ofMinutes(2)))
        .failsAfter(ofMinutes(2))
        .because("the check could not be made for 2 min; last seen (inconclusive): refused");
    assertThat(
            gate("g", Scripted.check("c", Scripted.noData("empty")))
                .every(ofSeconds(10))
                .within(ofHours(1))
                .errorsFor(ofMinutes(2))
                .inconclusiveFor(ofMinutes(3)))
        .failsAfter(ofMinutes(3));
  }

  @Test
  void warmUpSamplesDoNotCount() {
    Check check = Scripted.check("c", Scripted.passes("ok"));
    assertThat(gate("g", check).warmUp(ofMinutes(2)).within(ofMinutes(5))).opensAfter(ofMinutes(2));
  }

  @Test
  void abortsWhenTheDangerComesTrue() {
    Check danger = Scripted.check("d", Scripted.waits("calm"), Scripted.passes("on fire"));
    assertThat(
            gate("g", Scripted.check("c", Scripted.waits("not yet")))
                .every(ofSeconds(10))
                .within(ofMinutes(5))
                .abortOn(danger))
        .failsAfter(ofSeconds(10))
        .because("on fire");
  }

  @Test
  void asksForAsManyPassesAsItSays() {
    assertThat(
            gate("g", Scripted.check("c", Scripted.passes("ok")))
                .every(ofSeconds(10))
                .minSamples(4)
                .within(ofMinutes(5)))
        .opensAfter(ofSeconds(30));
  }

  @Test
  void aFailedAssertionTellsTheStory() {
    Verdict wait = Scripted.waits("3 of 4 ready");
    Gate gate =
        gate("ready", Scripted.check("c", wait, Scripted.passes("4 of 4 ready")))
            .every(ofSeconds(10))
            .within(ofMinutes(1));
    assertThatThrownBy(() -> assertThat(gate).opensAfter(ofSeconds(20)))
        .hasMessage(
            """
            Expected the gate to open after 20 s, but it did after 10 s.
            gate 'ready'
              +0 s pending: 3 of 4 ready
              +10 s pass: 4 of 4 ready
              +10 s opened: 4 of 4 ready"""
                .replace("\n", System.lineSeparator())
                .replace(System.lineSeparator() + "  ", "\n  "));
  }
}
