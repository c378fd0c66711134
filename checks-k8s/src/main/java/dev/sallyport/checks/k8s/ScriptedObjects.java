package dev.sallyport.checks.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.checks.k8s.ScriptedKubernetes.Fate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** The objects of a scripted cluster, by path. Thread-safe. */
final class ScriptedObjects {
  private final Map<String, ObjectNode> objects = new LinkedHashMap<>();
  private final Map<String, ScriptedWorkload> workloads = new LinkedHashMap<>();
  private final Map<String, Fate> fates = new HashMap<>();
  private long version;
  private boolean answers = true;

  Api api() {
    return new ScriptedApi(this);
  }

  synchronized boolean answers() {
    return answers;
  }

  synchronized void answering(boolean does) {
    answers = does;
  }

  synchronized void fate(String image, Fate fate) {
    fates.put(image, fate);
  }

  synchronized void add(Workload workload, int pods, ObjectNode object) {
    if (objects.containsKey(workload.path())) {
      throw new IllegalArgumentException("There is a " + workload + " already.");
    }
    put(workload.path(), object, "kubectl");
    workloads.put(workload.path(), scripted(workload, pods, object));
  }

  private ScriptedWorkload scripted(Workload workload, int nodes, JsonNode object) {
    return new ScriptedWorkload(
        workload,
        nodes,
        object.at("/spec/template"),
        image -> fates.getOrDefault(image, Fate.READY));
  }

  synchronized void change(Workload workload, Consumer<ScriptedWorkload> change) {
    ScriptedWorkload scripted = workloads.get(workload.path());
    if (scripted == null) {
      throw new IllegalArgumentException("There is no " + workload + ". Add it first.");
    }
    change.accept(scripted);
  }

  synchronized void edit(String path, Consumer<ObjectNode> change) {
    ObjectNode object = objects.get(path);
    if (object == null) {
      throw new IllegalArgumentException("There is nothing at " + path + ". Add it first.");
    }
    ObjectNode changed = object.deepCopy();
    change.accept(changed);
    put(path, changed, "kubectl-edit");
  }

  /** Sets the status of an object, which is made if there is none. */
  synchronized void status(String path, String status) {
    ObjectNode object =
        Optional.ofNullable(objects.get(path)).orElseGet(Trees.MAPPER::createObjectNode).deepCopy();
    object.set("status", Trees.read(status));
    put(path, object, "controller");
  }

  /** Stores an object as a server does: with a uid, a version, a generation, its writer. */
  synchronized ObjectNode put(String path, ObjectNode object, String manager) {
    ObjectNode metadata = object.withObject("/metadata");
    ObjectNode before = objects.get(path);
    metadata.put("name", path.substring(path.lastIndexOf('/') + 1));
    metadata.put("resourceVersion", String.valueOf(++version));
    metadata.put("uid", before == null ? UUID.randomUUID().toString() : Trees.uid(before));
    long generation = before == null ? 0 : Trees.number(before, "/metadata/generation");
    boolean same = before != null && before.path("spec").equals(object.path("spec"));
    metadata.put("generation", same ? generation : generation + 1);
    ArrayNode writers = metadata.withArray("/managedFields");
    for (int i = writers.size() - 1; i >= 0; i--) {
      if (writers.get(i).path("manager").asText().equals(manager)) {
        writers.remove(i);
      }
    }
    writers
        .addObject()
        .put("manager", manager)
        .put("time", Instant.EPOCH.plusSeconds(version).toString());
    objects.put(path, object);
    return object;
  }

  synchronized void remove(String path) {
    objects.remove(path);
    workloads.remove(path);
  }

  /** Returns an object as it is now, with the status that its controller gives it. */
  synchronized Optional<ObjectNode> get(String path) {
    ObjectNode stored = objects.get(path);
    if (stored == null) {
      return Optional.empty();
    }
    ObjectNode object = stored.deepCopy();
    ScriptedWorkload scripted = workload(path, object);
    if (scripted != null) {
      object.set("status", scripted.status(object));
    }
    return Optional.of(object);
  }

  // what was applied as a manifest becomes a workload when it is first looked at
  private @org.jspecify.annotations.Nullable ScriptedWorkload workload(
      String path, JsonNode object) {
    ScriptedWorkload known = workloads.get(path);
    String[] parts = path.split("/");
    if (known != null || parts.length != 7) {
      return known;
    }
    for (Workload.Kind kind : Workload.Kind.values()) {
      Workload workload = new Workload(kind, parts[4], parts[6]);
      if (workload.path().equals(path)) {
        return workloads.computeIfAbsent(path, p -> scripted(workload, 1, object));
      }
    }
    return null;
  }

  /** Returns all pods of a namespace. */
  synchronized List<ObjectNode> pods(String namespace) {
    List<ObjectNode> pods = new ArrayList<>();
    inNamespace(namespace, (scripted, object) -> pods.addAll(scripted.pods(object)));
    return pods;
  }

  /** Returns all ReplicaSets of a namespace. */
  synchronized List<ObjectNode> sets(String namespace) {
    List<ObjectNode> sets = new ArrayList<>();
    inNamespace(namespace, (scripted, object) -> sets.addAll(scripted.sets(object)));
    return sets;
  }

  private void inNamespace(
      String namespace, java.util.function.BiConsumer<ScriptedWorkload, JsonNode> each) {
    objects.forEach(
        (path, object) -> {
          ScriptedWorkload scripted = workload(path, object);
          if (scripted != null && scripted.workload().namespace().equals(namespace)) {
            each.accept(scripted, object);
          }
        });
  }

  /** Returns the one slice of a Service; none if there is no such Service. */
  synchronized List<ObjectNode> slices(String namespace, String service) {
    ObjectNode object = objects.get(EndpointsMatch.servicePath(namespace, service));
    if (object == null) {
      return List.of();
    }
    Map<String, String> selector = Trees.map(object.at("/spec/selector"));
    ObjectNode slice = Trees.MAPPER.createObjectNode();
    slice.withObject("/metadata/labels").put("kubernetes.io/service-name", service);
    ArrayNode endpoints = slice.putArray("endpoints");
    for (ObjectNode pod : pods(namespace)) {
      if (!selector.isEmpty() && ScriptedApi.carries(pod, selector)) {
        ObjectNode endpoint = endpoints.addObject();
        endpoint.putObject("conditions").put("ready", PodRules.ready(pod));
        endpoint.putObject("targetRef").put("name", Trees.name(pod)).put("uid", Trees.uid(pod));
      }
    }
    slice.set("ports", object.at("/spec/ports").deepCopy());
    return List.of(slice);
  }

  /** Returns what the pod of that name logs; empty if there is no such pod. */
  synchronized Optional<String> logs(String namespace, String pod) {
    List<String> found = new ArrayList<>();
    inNamespace(
        namespace,
        (scripted, object) -> {
          if (scripted.pods(object).stream().anyMatch(one -> Trees.name(one).equals(pod))) {
            found.add(String.join("\n", scripted.logs()));
          }
        });
    return found.stream().findFirst();
  }
}
