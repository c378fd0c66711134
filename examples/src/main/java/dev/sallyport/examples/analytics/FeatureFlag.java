package dev.sallyport.examples.analytics;

import static dev.sallyport.check.Percent.percent;
import static dev.sallyport.plan.Dsl.approval;
import static dev.sallyport.plan.Dsl.gate;
import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.soak;
import static dev.sallyport.plan.Dsl.step;
import static java.time.Duration.ofMillis;

import dev.sallyport.check.Check;
import dev.sallyport.checks.k8s.Changed;
import dev.sallyport.plan.Gate;
import dev.sallyport.plan.OnFailure;
import dev.sallyport.plan.Phase;
import dev.sallyport.plan.Retry;
import dev.sallyport.plan.Step;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/**
 * The checklist's phase "Feature Flag Rollout": the analytics for 10 %, 50 % and all of the users.
 *
 * <p>Where it does otherwise than the commands of the checklist:
 *
 * <ul>
 *   <li>{@code kubectl set env deployment/form-backend-plan3} names a Deployment that there is not
 *       beside {@code -green} and {@code -blue}; the flag is set on {@code
 *       form-backend-plan3-green}, which serves.
 *   <li>{@code set env} returns before a single pod has the flag. Each step here is followed by a
 *       gate that the rollout has ended and every pod runs with the value; both variables are set
 *       at once, so the pods restart once.
 *   <li>{@code watch 'curl -s https://api/v2/analytics/health | jq'} asks a host named {@code api},
 *       and a person has to look. Here the hour at 50 % is a soak over which the watches judge.
 * </ul>
 *
 * <p>The undo of each step puts back the variables that were there. It does not wait for the pods:
 * on the way back, traffic is not to wait for three restarts of pods that it leaves.
 */
final class FeatureFlag {
  static final String ENABLED = "ENABLE_ANALYTICS";
  static final String PERCENT = "ANALYTICS_ROLLOUT_PERCENT";

  private static final String[] SERIES = {
    "http_requests_total",
    "http_request_seconds_bucket",
    "cache_requests_total",
    "db_query_seconds_count",
    "webhook_deliveries_total"
  };
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final int USERS = 1200;

  private final AnalyticsSystems on;
  private final Measured measured;

  /** How the new version does while nobody has the analytics. */
  final Step<Baseline> baseline;

  FeatureFlag(AnalyticsSystems on) {
    this.on = on;
    this.measured = new Measured(on);
    this.baseline =
        step("before-the-flag", Baseline.class)
            .run(context -> Baseline.measure(on, context))
            .readOnly()
            .timeout(LIMIT)
            .retry(Retry.every(on.pace.every().multipliedBy(2)).attempts(10));
  }

  Phase tenPercent() {
    Step<Changed> flag = flag(10, "P3-065", "Feature flag deployed");
    return phase("Enable Analytics (10% Traffic)")
        .step(baseline, flag)
        .gate(atEveryPod(10))
        .gate(
            on.slow("share-of-users-10", users(0.10, 0.04), Duration.ofSeconds(10))
                .covers("P3-066")
                .label("10% of users seeing analytics features"))
        .gate(
            gate("errors-as-before", baseline, was -> was.errorsNotRisen(measured.errors(200)))
                .every(on.pace.every())
                .within(on.pace.within())
                .warmUp(on.pace.every().multipliedBy(2), flag)
                .covers("P3-067")
                .label("No increase in error rate"))
        .gate(
            on.soon("metrics-collected", measured.collected(SERIES))
                .covers("P3-068")
                .label("Analytics metrics collecting correctly"));
  }

  Phase half() {
    Step<Changed> flag = flag(50, "P3-069", "50% rollout successful");
    return phase("Scale to 50% Traffic")
        .step(flag)
        .gate(atEveryPod(50))
        .gate(on.slow("share-of-users-50", users(0.50, 0.06), Duration.ofSeconds(10)))
        .soak(soak("an-hour-at-half", on.pace.half()))
        .gate(
            on.soon("cache-hits-at-half", measured.cacheHits().above(percent(80)))
                .covers("P3-070")
                .label("Cache hit rate >80%"))
        .gate(
            on.slow("p95-at-half", measured.fast(ofMillis(100)), on.pace.load())
                .covers("P3-071")
                .label("Response times still <100ms"))
        .gate(
            gate("queries-as-before", baseline, was -> was.queriesNotSlower(measured.queryTime()))
                .every(on.pace.halfWindow())
                .within(on.pace.within())
                .failsOn(3)
                .covers("P3-072")
                .label("No database performance degradation"));
  }

  Phase all() {
    Step<Changed> flag = flag(100, "P3-073", "100% rollout complete");
    return phase("Full Rollout (100%)")
        .step(flag)
        .gate(atEveryPod(100))
        .gate(on.slow("share-of-users-100", users(1, 0.01), Duration.ofSeconds(10)))
        .gate(
            gate("all-metrics", baseline, this::targets)
                .every(on.pace.halfWindow())
                .sampleTimeout(on.pace.sample(Measured.errorsTake()))
                .failsOn(3)
                .within(
                    on.pace.sample(Measured.errorsTake()).multipliedBy(4).plus(on.pace.within()))
                .covers("P3-074")
                .label("All metrics within targets"))
        .gate(
            gate("tickets-as-before", baseline, was -> new Tickets(on).notMoreThan(was.tickets()))
                .every(on.pace.every())
                .within(on.pace.within())
                .covers("P3-076")
                .label("Support tickets not increased"))
        .gate(
            approval("feedback", "product manager")
                .attests("product manager", "User feedback positive", "P3-075")
                .within(on.pace.votes())
                .onFailure(OnFailure.ASK));
  }

  private Check targets(Baseline was) {
    return measured
        .fastWithoutErrors()
        .and(was.errorsNotRisen(measured.errors(200)))
        .and(measured.cacheHits().above(percent(80)))
        .and(was.queriesNotSlower(measured.queryTime()))
        .and(measured.collected(SERIES));
  }

  private Step<Changed> flag(int percent, String id, String label) {
    return on.kubernetes
        .actions()
        .setVariables(
            "flag-" + percent,
            BlueGreen.green(on),
            BlueGreen.CONTAINER,
            Map.of(ENABLED, "true", PERCENT, String.valueOf(percent)))
        .covers(id)
        .label(label);
  }

  private Gate atEveryPod(int percent) {
    return on.soon(
        "flag-at-every-pod-" + percent,
        on.kubernetes
            .rollout(BlueGreen.green(on))
            .image(BlueGreen.CONTAINER, on.at.release().reference())
            .variable(BlueGreen.CONTAINER, ENABLED, "true")
            .variable(BlueGreen.CONTAINER, PERCENT, String.valueOf(percent))
            .replicas(BlueGreen.REPLICAS)
            .and(
                on.http
                    .health(on.production("/health"))
                    .expectVersionHeader("X-Version", on.at.release().tag())
                    .expectJson("/rollout_percent", percent)
                    .consecutive(8)));
  }

  private Check users(double share, double tolerance) {
    return new ShareOfUsers(
        on.production("/api/v2/analytics/forms/" + ReportProbes.FORM + "/metrics"),
        on.at.release().tag(),
        share,
        tolerance,
        USERS,
        () -> UUID.randomUUID().toString());
  }
}
