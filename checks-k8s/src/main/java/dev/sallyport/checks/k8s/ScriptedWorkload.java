package dev.sallyport.checks.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.checks.k8s.ScriptedKubernetes.Fate;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/**
 * A scripted workload: what its controller makes of its template. A template whose pods get ready
 * is rolled out at once; any other stops at its first pod. Guarded by its cluster.
 */
final class ScriptedWorkload {
  private final Workload workload;
  private final Function<String, Fate> fates;
  // in the order in which they came; a template that comes back becomes the newest again
  private final Map<String, Integer> revisions = new LinkedHashMap<>();
  private int last;
  private JsonNode settled;
  private int nodes;
  private boolean late;
  private List<String> logs = List.of();

  ScriptedWorkload(Workload workload, int nodes, JsonNode template, Function<String, Fate> fates) {
    this.workload = workload;
    this.nodes = nodes;
    this.settled = template;
    this.fates = fates;
  }

  Workload workload() {
    return workload;
  }

  void late(boolean deadlineExceeded) {
    late = deadlineExceeded;
  }

  void logs(List<String> lines) {
    logs = List.copyOf(lines);
  }

  List<String> logs() {
    return logs;
  }

  private static JsonNode template(JsonNode object) {
    return object.at("/spec/template");
  }

  private long wanted(JsonNode object) {
    return workload.kind() == Workload.Kind.DAEMON_SET
        ? nodes
        : Trees.number(object, "/spec/replicas");
  }

  private Fate fate(JsonNode template) {
    return Trees.stream(template.at("/spec/containers"))
        .map(container -> fates.apply(container.path("image").asText()))
        .max(java.util.Comparator.naturalOrder())
        .orElse(Fate.READY);
  }

  private static String hash(JsonNode template) {
    return String.format("%08x", Trees.write(template).hashCode());
  }

  /** Lets the controller work: looks at the template as it is now. */
  private void settle(JsonNode object) {
    JsonNode template = template(object);
    if (revisions.getOrDefault(hash(template), 0) < last || last == 0) {
      revisions.put(hash(template), ++last);
    }
    if (fate(template) == Fate.READY) {
      settled = template;
    }
  }

  /** Returns the pods that are there now. */
  List<ObjectNode> pods(JsonNode object) {
    settle(object);
    JsonNode template = template(object);
    List<ObjectNode> pods = new ArrayList<>();
    long wanted = wanted(object);
    if (settled.equals(template)) {
      for (int i = 0; i < wanted; i++) {
        pods.add(pod(object, template, i));
      }
    } else if (wanted > 0) {
      // a Deployment adds the new pod to the old ones, all others put it in the place of one
      long old = workload.kind() == Workload.Kind.DEPLOYMENT ? wanted : wanted - 1;
      for (int i = 0; i < old; i++) {
        pods.add(pod(object, settled, i));
      }
      pods.add(pod(object, template, 0));
    }
    return pods;
  }

  private ObjectNode pod(JsonNode object, JsonNode template, int number) {
    String hash = hash(template);
    String name = workload.name() + "-" + hash + "-" + number;
    boolean deployment = workload.kind() == Workload.Kind.DEPLOYMENT;
    ObjectNode pod = Trees.MAPPER.createObjectNode();
    ObjectNode metadata = pod.putObject("metadata");
    metadata.put("name", name).put("namespace", workload.namespace()).put("uid", uid(name));
    metadata.set("labels", template.at("/metadata/labels").deepCopy());
    metadata
        .withObject("/labels")
        .put(deployment ? "pod-template-hash" : "controller-revision-hash", hash);
    metadata
        .putArray("ownerReferences")
        .addObject()
        .put("controller", true)
        .put("uid", deployment ? uid(setName(hash)) : Trees.uid(object));
    pod.set("spec", template.path("spec").deepCopy());
    pod.set("status", fate(template).status(template));
    return pod;
  }

  private String setName(String hash) {
    return workload.name() + "-" + hash;
  }

  private String uid(String name) {
    String whole = workload + "/" + name;
    return UUID.nameUUIDFromBytes(whole.getBytes(StandardCharsets.UTF_8)).toString();
  }

  /** Returns the ReplicaSets of a Deployment: one for each template there was. */
  List<ObjectNode> sets(JsonNode object) {
    settle(object);
    List<ObjectNode> sets = new ArrayList<>();
    if (workload.kind() == Workload.Kind.DEPLOYMENT) {
      revisions.forEach((hash, revision) -> sets.add(set(object, hash, revision)));
    }
    return sets;
  }

  private ObjectNode set(JsonNode object, String hash, int revision) {
    ObjectNode set = Trees.MAPPER.createObjectNode();
    ObjectNode metadata = set.putObject("metadata");
    metadata.put("name", setName(hash)).put("uid", uid(setName(hash)));
    metadata.set("labels", object.at("/spec/selector/matchLabels").deepCopy());
    metadata.withObject("/labels").put("pod-template-hash", hash);
    metadata.putObject("annotations").put(WorkloadState.REVISION, String.valueOf(revision));
    metadata
        .putArray("ownerReferences")
        .addObject()
        .put("controller", true)
        .put("uid", Trees.uid(object));
    return set;
  }

  /** Returns what the controller says of it. */
  ObjectNode status(JsonNode object) {
    List<ObjectNode> pods = pods(object);
    String newest = hash(template(object));
    long updated = pods.stream().filter(p -> WorkloadState.hash(p).equals(newest)).count();
    long ready = pods.stream().filter(PodRules::ready).count();
    ObjectNode status = Trees.MAPPER.createObjectNode();
    status.put("observedGeneration", Trees.number(object, "/metadata/generation"));
    if (workload.kind() == Workload.Kind.DAEMON_SET) {
      status
          .put("desiredNumberScheduled", wanted(object))
          .put("currentNumberScheduled", pods.size());
      status.put("updatedNumberScheduled", updated);
      status.put("numberReady", ready).put("numberAvailable", ready);
    } else {
      status.put("replicas", pods.size()).put("updatedReplicas", updated);
      status.put("readyReplicas", ready).put("availableReplicas", ready);
    }
    if (workload.kind() == Workload.Kind.STATEFUL_SET) {
      status.put("updateRevision", newest);
    }
    status.putArray("conditions").add(progressing(settled.equals(template(object))));
    return status;
  }

  private ObjectNode progressing(boolean done) {
    boolean stuck = late && !done;
    ObjectNode condition = Trees.MAPPER.createObjectNode();
    condition.put("type", "Progressing").put("status", stuck ? "False" : "True");
    condition.put(
        "reason",
        stuck ? "ProgressDeadlineExceeded" : done ? "NewReplicaSetAvailable" : "ReplicaSetUpdated");
    return condition.put("message", stuck ? "no progress for 10 minutes" : "");
  }
}
