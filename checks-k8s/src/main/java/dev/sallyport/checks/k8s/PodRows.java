package dev.sallyport.checks.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.check.Observation;
import java.util.ArrayList;
import java.util.List;

/** What evidence shows of a pod. Pure. */
final class PodRows {
  private PodRows() {}

  static List<Observation> of(List<JsonNode> pods) {
    return pods.stream().flatMap(pod -> of(pod).stream()).toList();
  }

  private static List<Observation> of(JsonNode pod) {
    String name = Trees.name(pod);
    List<Observation> rows = new ArrayList<>();
    rows.add(
        Observation.of(
            name,
            "pod",
            pod.at("/status/phase").asText("?")
                + (PodRules.ready(pod) ? " ready" : " not ready")
                + (Trees.terminating(pod) ? " terminating" : "")
                + ", template "
                + WorkloadState.hash(pod)
                + ", "
                + PodRules.restartsOf(pod)
                + " restarts"));
    PodRules.containers(pod)
        .filter(status -> status.at("/state/waiting/reason").isTextual())
        .forEach(
            status ->
                rows.add(
                    Observation.of(
                        name + "/" + status.path("name").asText(),
                        "waits",
                        status.at("/state/waiting/reason").asText())));
    return rows;
  }
}
