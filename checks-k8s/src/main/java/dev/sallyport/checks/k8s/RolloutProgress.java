package dev.sallyport.checks.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Metric;
import dev.sallyport.check.Observation;
import dev.sallyport.check.Percent;
import dev.sallyport.check.Reading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The share of a workload's ready pods that run with a variable at a value: how far a flag that is
 * set by the environment has got.
 *
 * <p>Read from the running pods, not from the template. A change of a ConfigMap restarts no pod, so
 * it does not show here; ask the application, too. Immutable and thread-safe.
 */
public final class RolloutProgress implements Metric<Percent> {
  private final Api api;
  private final Workload workload;
  private final String container;
  private final String variable;
  private final String value;

  RolloutProgress(Api api, Workload workload, String container, String variable, String value) {
    this.api = api;
    this.workload = workload;
    this.container = container;
    this.variable = variable;
    this.value = value;
  }

  @Override
  public String name() {
    return "k8s rollout-progress " + workload + " " + variable + "=" + value;
  }

  @Override
  public Reading<Percent> read(CheckContext context) throws Exception {
    Instant now = context.clock().instant();
    Evidence evidence =
        Evidence.of(api.server() + ": GET " + workload.path() + " and its pods", now);
    try {
      Optional<WorkloadState> state = WorkloadState.look(api, workload, Call.of(context), now);
      if (state.isEmpty()) {
        return Reading.error(WorkloadRollout.missing(workload).text(), evidence);
      }
      List<JsonNode> ready = state.get().pods().stream().filter(PodRules::ready).toList();
      long there = ready.stream().filter(this::carries).count();
      List<Observation> rows = new ArrayList<>();
      ready.forEach(pod -> rows.add(Observation.of(Trees.name(pod), variable, carries(pod))));
      return Reading.ratio(
          (double) there,
          (double) ready.size(),
          evidence.observing(rows).over(java.time.Duration.ZERO, ready.size()));
    } catch (ApiException e) {
      return e.reading(evidence);
    }
  }

  private boolean carries(JsonNode pod) {
    return Trees.stream(pod.at("/spec/containers"))
        .filter(one -> one.path("name").asText().equals(container))
        .flatMap(one -> Trees.stream(one.path("env")))
        .anyMatch(
            entry ->
                entry.path("name").asText().equals(variable)
                    && entry.path("value").asText().equals(value));
  }
}
