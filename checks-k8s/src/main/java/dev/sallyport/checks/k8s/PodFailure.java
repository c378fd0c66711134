package dev.sallyport.checks.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Objection;
import dev.sallyport.check.Quantities;
import dev.sallyport.check.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Checks that no pod is in a state that waiting cannot end: an image that cannot be had, a crash
 * loop, memory used up, no node for it.
 *
 * <p>All containers count, init and sidecar as well, and a crash loop is told by its restarts, not
 * by the state it happens to be in. For use beside a rollout, to fail at once. Immutable and
 * thread-safe.
 */
public final class PodFailure implements Check {
  private final Api api;
  private final Pods pods;
  private final PodRules rules;

  PodFailure(Api api, Pods pods, PodRules rules) {
    this.api = api;
    this.pods = pods;
    this.rules = rules;
  }

  /**
   * Returns this check failing on another restart of a container, 2 unless said. Restarts count
   * from the pod's beginning.
   *
   * @throws IllegalArgumentException if it is less than one
   */
  public PodFailure failingOnRestart(int restart) {
    if (restart < 1) {
      throw new IllegalArgumentException("A container cannot fail on restart " + restart);
    }
    return new PodFailure(api, pods, new PodRules(rules.grace(), restart));
  }

  /**
   * Returns this check with another time in which a pod may find no node; 1 minute unless said.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public PodFailure schedulingGrace(Duration grace) {
    return new PodFailure(
        api, pods, new PodRules(Quantities.positive(grace, "scheduling grace"), rules.restarts()));
  }

  @Override
  public String name() {
    return "k8s pod-failure " + pods;
  }

  @Override
  public Verdict judge(CheckContext context) throws Exception {
    Evidence evidence = pods.evidence(api, context);
    try {
      List<JsonNode> all = pods.list(api, Call.of(context));
      return Verdict.of(
          findings(all, context.clock().instant()),
          "None of " + all.size() + " " + pods + " has failed",
          evidence.observing(PodRows.of(all)).against("no failure that waiting cannot end"));
    } catch (ApiException e) {
      return e.verdict(evidence);
    }
  }

  private List<Objection> findings(List<JsonNode> all, Instant now) {
    if (all.isEmpty()) {
      return List.of(
          Objection.unknown(
              Verdict.Cause.NO_DATA,
              "no-pods",
              pods.toString(),
              "There are no " + pods,
              "Look whether the labels match any pod template."));
    }
    return all.stream().flatMap(pod -> rules.findings(pod, now).stream()).toList();
  }
}
