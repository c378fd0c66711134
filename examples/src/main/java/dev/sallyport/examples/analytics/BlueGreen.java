package dev.sallyport.examples.analytics;

import static dev.sallyport.check.Percent.percent;
import static dev.sallyport.plan.Dsl.phase;
import static java.time.Duration.ofMillis;

import dev.sallyport.check.Check;
import dev.sallyport.checks.http.LoadProbe;
import dev.sallyport.checks.k8s.Applied;
import dev.sallyport.checks.k8s.Changed;
import dev.sallyport.checks.k8s.Pods;
import dev.sallyport.checks.k8s.Workload;
import dev.sallyport.plan.Gate;
import dev.sallyport.plan.Phase;
import dev.sallyport.plan.Step;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The checklist's phase "Application Deployment (Blue-Green)", and step 1 of its rollback.
 *
 * <p>Where it does otherwise than the commands of the checklist:
 *
 * <ul>
 *   <li>{@code kubectl wait -l app=...} right after {@code apply} ends with "no matching resources"
 *       if no pod is there yet, and else waits for those that are there by then. Here the rollout
 *       of the Deployment is judged by its own status, with the image that was built.
 *   <li>{@code kubectl logs -f} ends never, shows the last ten lines, and refuses more than five
 *       pods; here all lines of all pods of the last minutes are read, and no line at all is no
 *       pass.
 *   <li>{@code kubectl patch service} merges: a key of the old selector would stay. Here the
 *       selector is replaced as a whole, and the way back restores what was there rather than a
 *       blue that somebody has typed.
 * </ul>
 */
final class BlueGreen {
  static final String GREEN = "plan3-green";
  static final String BLUE = "plan3-blue";
  static final String CONTAINER = "form-backend";

  /** How many pods each colour has, as its manifest says. */
  static final int REPLICAS = 2;

  static final Pattern BAD =
      Pattern.compile("\\b(ERROR|CRITICAL|SEVERE|FATAL)\\b|Exception in thread");
  private static final String MANIFEST = "plan3-green.yml";

  private final AnalyticsSystems on;
  private final String namespace;
  private final Measured measured;
  private final Step<Changed> change;

  BlueGreen(AnalyticsSystems on) {
    this.on = on;
    this.namespace = on.at.cluster().namespace();
    this.measured = new Measured(on);
    this.change =
        on.kubernetes
            .actions()
            .switchSelector(
                "switch-traffic",
                namespace,
                AnalyticsSettings.Cluster.BALANCER,
                Map.of("version", GREEN))
            .undoPolicy(undo -> undo.verifiedBy(normalService()))
            .covers("P3-061")
            .label("Traffic switched to green");
  }

  static Workload green(AnalyticsSystems on) {
    return Workload.deployment(on.at.cluster().namespace(), AnalyticsSettings.Cluster.GREEN);
  }

  static Pods greenPods(AnalyticsSystems on) {
    return Pods.labelled(on.at.cluster().namespace(), "app", AnalyticsSettings.Cluster.GREEN);
  }

  Phase deployGreen() {
    Step<Applied> apply =
        on.kubernetes
            .actions()
            .applyFile("apply-green", on.home.manifests().resolve(MANIFEST))
            .covers("P3-053")
            .label("Green environment pods running");
    return phase("Deploy to Green Environment")
        .step(apply)
        .gate(
            on.soon(
                "green-rolled-out",
                on.kubernetes
                    .rollout(green(on))
                    .image(CONTAINER, on.at.release().reference())
                    .replicas(REPLICAS)))
        .gate(
            on.soon(
                    "green-health",
                    on.kubernetes
                        .podsReady(greenPods(on), REPLICAS)
                        .and(healthy(on.green("/health"), on.at.release().tag())))
                .covers("P3-054")
                .label("Health checks passing"))
        .gate(
            on.soon("green-logs", logs(on.green("/health"), Duration.ofMinutes(5)))
                .covers("P3-055")
                .label("Application logs show no errors"));
  }

  private Check healthy(java.net.URI at, String version) {
    return on.http
        .health(at)
        .expectVersionHeader("X-Version", version)
        .expectJson("/status", "up")
        .expectJson("/database", "up");
  }

  /**
   * No line of the new version's pods tells of an error. A request that leaves a line goes before,
   * since a log in which nothing stands says nothing.
   */
  Check logs(java.net.URI at, Duration over) {
    return on.http
        .health(at)
        .expectVersionHeader("X-Version", on.at.release().tag())
        .header("X-Request-Id", "looking-at-the-logs")
        .and(on.kubernetes.logsClean(greenPods(on), BAD).over(over).staysAtMost(percent(0)));
  }

  Phase switchTraffic() {
    return phase("Switch Traffic to Green")
        .step(change)
        .gate(
            on.soon("traffic-at-green", served(GREEN, on.at.at().green(), on.at.release().tag())));
  }

  /**
   * From here on the triggers of the rollback judge: what they ask, the former version need not.
   */
  Phase serving() {
    return phase("Green Serves")
        .gate(
            on.slow("p95-after-switch", measured.fast(ofMillis(100)), on.pace.load())
                .covers("P3-062")
                .label("Response times within target (<100ms p95)"))
        .gate(
            on.slow("errors-after-switch", measured.withoutErrors(), Measured.errorsTake())
                .covers("P3-063")
                .label("Error rate <0.1%"))
        .gate(
            on.soon("cache-warm", measured.cacheHits().above(percent(70)))
                .warmUp(on.pace.every().multipliedBy(2), change)
                .covers("P3-064")
                .label("Cache hit rate >70% (warming up)"));
  }

  /** The Service sends to one colour only, and each of a dozen answers comes from its version. */
  private Check served(String colour, java.net.URI beside, String version) {
    return on.kubernetes
        .endpoints(namespace, AnalyticsSettings.Cluster.BALANCER)
        .only("version", colour)
        .atLeast(REPLICAS)
        .and(
            on.http
                .health(beside.resolve("/health"))
                .expectVersionHeader("X-Version", version)
                .via(on.production("/health"), 12));
  }

  /**
   * What the way back waits for before anything beneath it is undone: all traffic is at the former
   * version; and, for several samples on end, what users do works and is fast.
   */
  private Gate normalService() {
    LoadProbe users = measured.probe(75, Duration.ofSeconds(2));
    Check normal =
        served(BLUE, on.at.at().blue(), on.at.release().before())
            .and(users.errorRate().below(percent(2)))
            .and(users.p95().below(ofMillis(500)));
    return on.soon("service-as-before", normal)
        .sampleTimeout(on.pace.sample(Duration.ofSeconds(3)))
        .sustainedFor(on.pace.every().multipliedBy(2))
        .maxGap(on.pace.every().plus(on.pace.sample(Duration.ofSeconds(3))))
        .covers("P3-108", "P3-109", "P3-110")
        .label(
            "Traffic switched to previous version, Service stabilized,"
                + " Users experiencing normal service");
  }
}
