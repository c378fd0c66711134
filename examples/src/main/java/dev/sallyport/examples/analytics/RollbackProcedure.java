package dev.sallyport.examples.analytics;

import static dev.sallyport.check.Percent.percent;
import static dev.sallyport.plan.Dsl.watch;
import static java.time.Duration.ofMillis;

import dev.sallyport.check.Check;
import dev.sallyport.check.Verdict;
import dev.sallyport.plan.Phase;
import dev.sallyport.plan.Watch;
import java.time.Duration;
import java.util.List;

/**
 * The checklist's "Trigger Rollback If": five watches from when green serves, of which each rolls
 * back at once. Any of them can be tripped by hand as well, which is how a person says that
 * something is broken which no metric shows.
 *
 * <p>What is rolled back stands with the steps: the flag in {@link FeatureFlag}, the traffic in
 * {@link BlueGreen}, the migrations beneath. The order is the checklist's, since it is the way
 * forward reversed.
 */
final class RollbackProcedure {
  /** The category of the alerts that roll back. */
  static final String SECURITY = "security";

  private static final String DATA = "forms.responses";

  private final AnalyticsSystems on;
  private final Measured measured;
  private final Platform platform;

  RollbackProcedure(AnalyticsSystems on) {
    this.on = on;
    this.measured = new Measured(on);
    this.platform = new Platform(on.at.at().production());
  }

  /** Returns the watches from a phase until another one. */
  List<Watch> watches(Phase from, Phase until) {
    return List.of(
        trigger("error-rate", measured.errors(50).staysAtMost(percent(5)), from, until)
            .tripsOnInARow(2)
            .label("Error rate >5%"),
        trigger("response-time", slow(), from, until)
            .every(on.pace.every().multipliedBy(4))
            .sampleTimeout(on.pace.sample(Duration.ofSeconds(3)))
            .tripsAfter(on.pace.slow())
            .label("Response time (p95) >500ms for >5 minutes"),
        trigger("critical-functionality", works(), from, until)
            .every(on.pace.every().multipliedBy(4))
            .sampleTimeout(on.pace.sample(Duration.ofSeconds(5)))
            .tripsOnInARow(3)
            .label("Critical functionality completely broken"),
        trigger("data-corruption", sound(), from, until)
            .every(on.pace.every().multipliedBy(4))
            .sampleTimeout(on.pace.sample(Duration.ofSeconds(5)))
            .label("Data corruption detected"),
        trigger("security", on.prometheus.alertsFiring().only("category", SECURITY), from, until)
            .label("Security vulnerability exploited"));
  }

  /** As users see it, through the balancer; a request that fails is slower than any limit. */
  private Check slow() {
    return measured.probe(75, Duration.ofSeconds(2)).p95().staysBelow(ofMillis(500));
  }

  /**
   * A response is taken and seen in the metrics, by the version that is deployed. An answer that is
   * of no use, or none, is what a customer would get: that is broken, not unknown.
   */
  private Check works() {
    return on.http
        .health(on.production("/health"))
        .expectVersionHeader("X-Version", on.at.release().tag())
        .expectJson("/status", "up")
        .strict()
        .and(strictly(new AnalyticsProbes(platform).realTime()));
  }

  private static Check strictly(Check check) {
    return Check.of(
        check.name(),
        context -> {
          Verdict verdict = check.judge(context);
          return verdict instanceof Verdict.Inconclusive unknown
                  && unknown.cause() == Verdict.Cause.ERROR
              ? Verdict.fail("unusable", verdict.reason(), verdict.evidence())
              : verdict;
        });
  }

  /** What was written is told as it was written, and the collection itself is sound. */
  private Check sound() {
    return new AnalyticsProbes(platform).timeSeries().and(on.mongo.collectionValidate(DATA));
  }

  private Watch trigger(String name, Check check, Phase from, Phase until) {
    return watch(name, check).over(from, until).every(on.pace.every()).blindFor(on.pace.blind());
  }
}
