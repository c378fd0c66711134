package dev.sallyport.examples.docs;

import static dev.sallyport.check.Percent.percent;
import static dev.sallyport.plan.Dsl.gate;
import static dev.sallyport.testkit.SallyportAssertions.assertThat;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import dev.sallyport.check.Metric;
import dev.sallyport.check.Percent;
import dev.sallyport.plan.Gate;
import dev.sallyport.testkit.Scripted;
import org.junit.jupiter.api.Test;

/** The README's test of a gate, run: what it says there is so. */
class ReadmeGateTest {

  @Test
  void opensAfterFiveCalmMinutes() {
    Metric<Percent> errors = Scripted.metric("error rate", percent(3), percent(0.4));
    Gate calm =
        gate("errors", errors.below(percent(1)))
            .every(ofSeconds(10))
            .sustainedFor(ofMinutes(5))
            .within(ofMinutes(15));
    assertThat(calm).opensAfter(ofSeconds(310));
  }
}
