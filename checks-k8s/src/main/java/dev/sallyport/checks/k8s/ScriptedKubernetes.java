package dev.sallyport.checks.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A Kubernetes cluster for the tests of a plan: its state is told in words, the checks of {@link
 * #checks} judge it by the same rules as a real one, and their actions change it. Nothing is
 * connected to.
 *
 * <pre>{@code
 * Workload web = Workload.deployment("shop", "web");
 * ScriptedKubernetes cluster =
 *     ScriptedKubernetes.empty()
 *         .workload(web, 3, "main", "registry/web:1")
 *         .service("shop", "web", Map.of("app", "web"));
 * KubernetesChecks k8s = cluster.checks();
 * cluster.image("registry/web:2", ScriptedKubernetes.Fate.CRASHING);
 * }</pre>
 *
 * <p>Controllers work at once: a template whose images are {@link Fate#READY}, as all are unless
 * said, is rolled out when it is next looked at; of any other, one pod comes and the rollout
 * stands. The state may be changed while the checks are in use. Server-side apply merges the fields
 * of objects and replaces lists, and meets no other manager's fields. Thread-safe.
 */
public final class ScriptedKubernetes {
  private final ScriptedObjects objects = new ScriptedObjects();

  private ScriptedKubernetes() {}

  /** What becomes of the pods that run an image, the worst last. */
  public enum Fate {
    /** They get ready. */
    READY("Running", "\"running\":{}", "", 0),
    /** They are starting, and are not ready yet. */
    STARTING("Pending", "\"waiting\":{\"reason\":\"ContainerCreating\"}", "", 0),
    /** Their image cannot be pulled, as the registry does not answer. */
    REGISTRY_DOWN(
        "Pending",
        "\"waiting\":{\"reason\":\"ErrImagePull\",\"message\":\"dial tcp: i/o timeout\"}",
        "",
        0),
    /** No node has room for them, for an hour by now. */
    NO_NODE("Pending", "", "", 0),
    /** The registry does not know their image. */
    NO_IMAGE(
        "Pending",
        "\"waiting\":{\"reason\":\"ImagePullBackOff\",\"message\":\"manifest unknown: not found\"}",
        "",
        0),
    /** Their container ends with an error each time it is started. */
    CRASHING(
        "Running",
        "\"waiting\":{\"reason\":\"CrashLoopBackOff\"}",
        "\"terminated\":{\"exitCode\":1,\"reason\":\"Error\"}",
        4),
    /** Their container was killed for the memory it took. */
    OUT_OF_MEMORY(
        "Running",
        "\"waiting\":{\"reason\":\"CrashLoopBackOff\"}",
        "\"terminated\":{\"exitCode\":137,\"reason\":\"OOMKilled\"}",
        1);

    private final String phase;
    private final String state;
    private final String lastState;
    private final int restarts;

    Fate(String phase, String state, String lastState, int restarts) {
      this.phase = phase;
      this.state = state;
      this.lastState = lastState;
      this.restarts = restarts;
    }

    /** Returns the status of a pod of that template. */
    JsonNode status(JsonNode template) {
      ObjectNode status = Trees.MAPPER.createObjectNode().put("phase", phase);
      condition(status, "PodScheduled", this != NO_NODE);
      condition(status, "Ready", this == READY);
      if (this == NO_NODE) {
        return status;
      }
      for (JsonNode container : template.at("/spec/containers")) {
        ObjectNode one = status.withArray("/containerStatuses").addObject();
        one.put("name", container.path("name").asText()).put("ready", this == READY);
        one.put("restartCount", restarts);
        one.set("state", Trees.read("{" + state + "}"));
        one.set("lastState", Trees.read("{" + lastState + "}"));
      }
      return status;
    }

    private static void condition(ObjectNode status, String type, boolean holds) {
      ObjectNode condition = status.withArray("/conditions").addObject();
      condition.put("type", type).put("status", holds ? "True" : "False");
      condition.put("lastTransitionTime", "2000-01-01T00:00:00Z");
    }
  }

  /** Returns a cluster with nothing in it. */
  public static ScriptedKubernetes empty() {
    return new ScriptedKubernetes();
  }

  /** Returns checks of this cluster, and by them actions. Closing them leaves it as it is. */
  public KubernetesChecks checks() {
    return new KubernetesChecks(objects.api());
  }

  /**
   * Adds a workload with one container. Its pods are labelled {@code app} with its name.
   *
   * @param pods how many it wants; for a DaemonSet, how many nodes there are
   * @throws IllegalArgumentException if {@code pods} is negative, or the workload is there
   */
  public ScriptedKubernetes workload(Workload workload, int pods, String container, String image) {
    if (pods < 0) {
      throw new IllegalArgumentException(workload + " cannot want " + pods + " pods.");
    }
    ObjectNode object = Trees.MAPPER.createObjectNode();
    ObjectNode spec = object.putObject("spec");
    if (workload.kind() != Workload.Kind.DAEMON_SET) {
      spec.put("replicas", pods);
    }
    spec.putObject("selector").putObject("matchLabels").put("app", workload.name());
    ObjectNode template = spec.putObject("template");
    template.putObject("metadata").putObject("labels").put("app", workload.name());
    template
        .putObject("spec")
        .putArray("containers")
        .addObject()
        .put("name", container)
        .put("image", image);
    objects.add(workload, pods, object);
    return this;
  }

  /** Gives the pods of a workload one more label. */
  public ScriptedKubernetes labelled(Workload workload, String label, String value) {
    return edited(
        workload, object -> object.withObject("/spec/template/metadata/labels").put(label, value));
  }

  /** Lets somebody else give all containers of a workload another image, by {@code kubectl}. */
  public ScriptedKubernetes edited(Workload workload, String image) {
    return edited(
        workload,
        object ->
            object
                .at("/spec/template/spec/containers")
                .forEach(container -> ((ObjectNode) container).put("image", image)));
  }

  /** Pauses the rollouts of a workload. */
  public ScriptedKubernetes paused(Workload workload) {
    return edited(workload, object -> object.withObject("/spec").put("paused", true));
  }

  private ScriptedKubernetes edited(Workload workload, Consumer<ObjectNode> change) {
    objects.edit(workload.path(), change);
    return this;
  }

  /** Decides what becomes of the pods with an image, those that are there included. */
  public ScriptedKubernetes image(String image, Fate fate) {
    objects.fate(image, fate);
    return this;
  }

  /** Lets a rollout of a workload that stands be past its progress deadline. */
  public ScriptedKubernetes deadlineExceeded(Workload workload) {
    objects.change(workload, scripted -> scripted.late(true));
    return this;
  }

  /** Decides what the logs of each pod of a workload hold. */
  public ScriptedKubernetes logging(Workload workload, String... lines) {
    objects.change(workload, scripted -> scripted.logs(List.of(lines)));
    return this;
  }

  /** Adds a Service, with the port 80. */
  public ScriptedKubernetes service(
      String namespace, String service, Map<String, String> selector) {
    ObjectNode object = Trees.MAPPER.createObjectNode();
    ObjectNode spec = object.putObject("spec");
    selector.forEach(spec.putObject("selector")::put);
    spec.putArray("ports").addObject().put("port", 80);
    objects.put(EndpointsMatch.servicePath(namespace, service), object, "kubectl");
    return this;
  }

  /** Adds a Job that has begun, or begins it anew. */
  public ScriptedKubernetes jobRunning(String namespace, String job) {
    return job(namespace, job, "{\"active\":1}");
  }

  /** Adds a Job that is complete, or completes it. */
  public ScriptedKubernetes jobComplete(String namespace, String job) {
    return job(
        namespace,
        job,
        "{\"succeeded\":1,\"conditions\":[{\"type\":\"Complete\",\"status\":\"True\"}]}");
  }

  /** Adds a Job that has failed for good, or fails it. */
  public ScriptedKubernetes jobFailed(String namespace, String job) {
    return job(
        namespace,
        job,
        "{\"failed\":1,\"conditions\":[{\"type\":\"Failed\",\"status\":\"True\","
            + "\"reason\":\"BackoffLimitExceeded\"}]}");
  }

  private ScriptedKubernetes job(String namespace, String job, String status) {
    objects.status("/apis/batch/v1/namespaces/" + namespace + "/jobs/" + job, status);
    return this;
  }

  /** Adds a claim with that phase, such as {@code Bound}, or changes its phase. */
  public ScriptedKubernetes claim(String namespace, String claim, String phase) {
    ObjectNode status = Trees.MAPPER.createObjectNode().put("phase", phase);
    objects.status(
        "/api/v1/namespaces/" + namespace + "/persistentvolumeclaims/" + claim,
        Trees.write(status));
    return this;
  }

  /** Lets the API server answer nothing from now on, or answer again. */
  public ScriptedKubernetes answering(boolean answers) {
    objects.answering(answers);
    return this;
  }
}
