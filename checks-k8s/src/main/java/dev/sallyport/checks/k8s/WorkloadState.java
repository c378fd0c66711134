package dev.sallyport.checks.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A workload with what it owns, at one time.
 *
 * @param object the workload itself
 * @param owned its ReplicaSets, for a Deployment; else empty
 * @param pods the pods of the workload, by owner, not by label alone
 */
record WorkloadState(JsonNode object, List<JsonNode> owned, List<JsonNode> pods, Instant at) {
  static final String REVISION = "deployment.kubernetes.io/revision";

  /** Looks at a workload; empty if there is none of that name. */
  static Optional<WorkloadState> look(Api api, Workload workload, Call call, Instant at)
      throws Exception {
    Optional<JsonNode> found = api.get(workload.path(), call);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    JsonNode object = found.get();
    String selector = Trees.selector(Trees.map(object.at("/spec/selector/matchLabels")));
    List<JsonNode> labelled =
        api.list(
            "/api/v1/namespaces/"
                + workload.namespace()
                + "/pods?labelSelector="
                + encode(selector),
            call);
    String uid = Trees.uid(object);
    if (workload.kind() != Workload.Kind.DEPLOYMENT) {
      List<JsonNode> pods = labelled.stream().filter(pod -> Trees.ownedBy(pod, uid)).toList();
      return Optional.of(new WorkloadState(object, List.of(), pods, at));
    }
    List<JsonNode> sets =
        api
            .list(
                "/apis/apps/v1/namespaces/"
                    + workload.namespace()
                    + "/replicasets?labelSelector="
                    + encode(selector),
                call)
            .stream()
            .filter(set -> Trees.ownedBy(set, uid))
            .toList();
    List<JsonNode> pods =
        labelled.stream()
            .filter(pod -> sets.stream().anyMatch(set -> Trees.ownedBy(pod, Trees.uid(set))))
            .toList();
    return Optional.of(new WorkloadState(object, sets, pods, at));
  }

  static String encode(String selector) {
    return java.net.URLEncoder.encode(selector, java.nio.charset.StandardCharsets.UTF_8);
  }

  long desired() {
    return object
        .at("/spec/replicas")
        .asLong(Trees.number(object, "/status/desiredNumberScheduled"));
  }

  /** Returns the ReplicaSet of the template as it is now: that of the highest revision. */
  Optional<JsonNode> newest() {
    return owned.stream().max(Comparator.comparingLong(WorkloadState::revision));
  }

  private static long revision(JsonNode set) {
    String text = set.at("/metadata/annotations").path(REVISION).asText("0");
    return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
  }

  /** Returns the hash that pods of the template as it is now carry; empty if that is not known. */
  String hash() {
    return newest()
        .map(set -> set.at("/metadata/labels/pod-template-hash").asText())
        .orElse(object.at("/status/updateRevision").asText());
  }

  /** Returns the pods of the template as it is now, those that are going left out. */
  List<JsonNode> newPods() {
    return pods.stream()
        .filter(pod -> !Trees.terminating(pod))
        .filter(pod -> hash().isEmpty() || hash(pod).equals(hash()))
        .toList();
  }

  /** Returns the pods of any other template. */
  List<JsonNode> oldPods() {
    return pods.stream().filter(pod -> !hash().isEmpty() && !hash(pod).equals(hash())).toList();
  }

  static String hash(JsonNode pod) {
    JsonNode labels = pod.at("/metadata/labels");
    return labels
        .path("pod-template-hash")
        .asText(labels.path("controller-revision-hash").asText());
  }

  /** Returns the images of the template by container. */
  Map<String, String> images() {
    Map<String, String> images = new LinkedHashMap<>();
    Trees.stream(object.at("/spec/template/spec/containers"))
        .forEach(one -> images.put(one.path("name").asText(), one.path("image").asText()));
    return images;
  }

  /** Returns the value that the template gives a variable of a container; empty if it does not. */
  Optional<String> variable(String container, String name) {
    return Trees.stream(object.at("/spec/template/spec/containers"))
        .filter(one -> one.path("name").asText().equals(container))
        .flatMap(one -> Trees.stream(one.path("env")))
        .filter(entry -> entry.path("name").asText().equals(name))
        .map(entry -> entry.path("value").asText())
        .findFirst();
  }
}
