package dev.sallyport.checks.k8s;

import dev.sallyport.check.Check;
import dev.sallyport.check.Objection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Checks of what a Kubernetes cluster runs, and {@link #actions} that change it and can take it
 * back.
 *
 * <pre>{@code
 * try (KubernetesChecks k8s = KubernetesChecks.of(KubernetesOptions.ofThisMachine())) {
 *   Workload green = Workload.deployment("shop", "web-green");
 *   Check rolledOut = k8s.rollout(green).image("web", "registry/web:2").replicas(3);
 *   Check served = k8s.endpoints("shop", "web").only("version", "green").atLeast(3);
 * }
 * }</pre>
 *
 * <p>Every sample reads anew; nothing is watched or cached. The client is made when it is first
 * needed and lives until {@link #close}. Thread-safe.
 */
public final class KubernetesChecks implements AutoCloseable {
  private final Api api;

  KubernetesChecks(Api api) {
    this.api = api;
  }

  /** Returns checks of a cluster. Nothing is connected to yet. */
  public static KubernetesChecks of(KubernetesOptions options) {
    return new KubernetesChecks(new ApiReader(options));
  }

  /** Returns steps that change the cluster, and take the change back. */
  public KubernetesActions actions() {
    return new KubernetesActions(api);
  }

  /** Returns the check that a workload has rolled out. */
  public WorkloadRollout rollout(Workload workload) {
    return new WorkloadRollout(api, Objects.requireNonNull(workload), WorkloadRollout.plain());
  }

  /**
   * Returns the check that at least so many pods are ready.
   *
   * @throws IllegalArgumentException if fewer than one is wanted
   */
  public PodsReady podsReady(Pods pods, long atLeast) {
    return new PodsReady(api, Objects.requireNonNull(pods), atLeast, PodRules.DEFAULT);
  }

  /** Returns the check that no pod is beyond help. */
  public PodFailure podFailure(Pods pods) {
    return new PodFailure(api, Objects.requireNonNull(pods), PodRules.DEFAULT);
  }

  /** Returns the check that a Service sends to ready pods, and only to those it should. */
  public EndpointsMatch endpoints(String namespace, String service) {
    return new EndpointsMatch(api, namespace, service, Map.of(), 1);
  }

  /** Returns the check that the selector of a Service is this one, and nothing beside it. */
  public Check selector(String namespace, String service, Map<String, String> selector) {
    Map<String, String> wanted = Map.copyOf(selector);
    String what = "service " + namespace + "/" + service;
    return new ObjectCheck(
        api,
        "k8s service-selector " + namespace + "/" + service,
        what,
        EndpointsMatch.servicePath(namespace, service),
        what + " selects " + Trees.selector(wanted),
        found -> {
          Map<String, String> has = Trees.map(found.at("/spec/selector"));
          return has.equals(wanted)
              ? List.of()
              : List.of(
                  Objection.pending(
                      "other-selector",
                      what,
                      what + " selects " + Trees.selector(has) + ", not " + Trees.selector(wanted),
                      "Its last writers: " + String.join(", ", Trees.managers(found)) + "."));
        },
        List.of("/spec/selector"));
  }

  /** Returns the check that a Job has completed; one that failed fails. */
  public Check jobComplete(String namespace, String job) {
    String what = "job " + namespace + "/" + job;
    return new ObjectCheck(
        api,
        "k8s job-complete " + namespace + "/" + job,
        what,
        "/apis/batch/v1/namespaces/" + namespace + "/jobs/" + job,
        what + " is complete",
        found -> ObjectCheck.job(what, found),
        List.of("/status/active", "/status/succeeded", "/status/failed", "/status/conditions"));
  }

  /** Returns the check that a PersistentVolumeClaim has its volume. */
  public Check claimBound(String namespace, String claim) {
    String what = "claim " + namespace + "/" + claim;
    return new ObjectCheck(
        api,
        "k8s pvc-bound " + namespace + "/" + claim,
        what,
        "/api/v1/namespaces/" + namespace + "/persistentvolumeclaims/" + claim,
        what + " is bound",
        found -> ObjectCheck.claim(what, found),
        List.of("/status/phase", "/spec/volumeName", "/spec/storageClassName"));
  }

  /** Returns the metric of how many of a workload's ready pods run with a variable at a value. */
  public RolloutProgress rolloutProgress(
      Workload workload, String container, String variable, String value) {
    return new RolloutProgress(api, workload, container, variable, value);
  }

  /** Returns the metric of the share of log lines that match a pattern. */
  public LogsClean logsClean(Pods pods, Pattern bad) {
    return new LogsClean(api, pods, bad, Duration.ofMinutes(5));
  }

  /** Closes the client. May be called again. */
  @Override
  public void close() {
    api.close();
  }
}
