package dev.sallyport.examples.analytics;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/**
 * The one node of the cluster: binds each pod to itself, pulls its image, runs its container in
 * this process, asks its readiness probe, serves its log, and says all of it to the API, as a
 * kubelet does. So a change of a Deployment really changes what answers.
 */
final class LocalNodes implements AutoCloseable {
  static final String NODE = "node-1";

  /** From when a pod is to go until it is stopped: what a preStop hook would wait. */
  private static final long GRACE_NANOS = 400_000_000L;

  private static final String PODS = "/api/v1/namespaces/" + KubernetesPart.NAMESPACE + "/pods";

  private final ClusterApi api;
  private final Path folder;
  private final Predicate<String> pulls;
  private final Program program;
  private final Kubelet kubelet;
  private final ExecutorService workers = Executors.newCachedThreadPool();
  private final Map<String, Pod> pods = new ConcurrentHashMap<>();
  private final Map<String, Long> going = new ConcurrentHashMap<>();
  private final Thread loop = new Thread(this::tend, "local-nodes");
  private String told = "";

  /** How a container is run. */
  @FunctionalInterface
  interface Program {
    Running start(Container container) throws Exception;
  }

  /**
   * A container to run.
   *
   * @param pod the pod's name
   * @param labels the pod's labels
   * @param image the image as the pod names it
   * @param env the variables of its spec
   * @param log the file that it writes its log to
   */
  record Container(
      String pod, Map<String, String> labels, String image, Map<String, String> env, Path log) {
    /** The image's tag. */
    String version() {
      return image.substring(image.lastIndexOf(':') + 1);
    }
  }

  /** A container that runs. */
  interface Running extends AutoCloseable {
    URI address();

    @Override
    void close();
  }

  /**
   * Starts the node.
   *
   * @param pulls whether there is an image of that name to pull
   */
  LocalNodes(KubernetesPart cluster, Predicate<String> pulls, Program program) throws Exception {
    this.api = cluster.api;
    this.folder = Files.createDirectories(cluster.folder.resolve("pods"));
    this.pulls = pulls;
    this.program = program;
    this.kubelet = new Kubelet(cluster.server, this::pod);
    api.create(
        "/api/v1/nodes",
        "{\"apiVersion\":\"v1\",\"kind\":\"Node\",\"metadata\":{\"name\":\"" + NODE + "\"}}");
    api.patch(
        "/api/v1/nodes/" + NODE + "/status",
        """
        {"status":{"addresses":[{"type":"InternalIP","address":"127.0.0.1"}],
          "daemonEndpoints":{"kubeletEndpoint":{"Port":%d}},
          "conditions":[{"type":"Ready","status":"True","reason":"KubeletReady"}]}}
        """
            .formatted(kubelet.port()));
    loop.setDaemon(true);
    loop.start();
  }

  /** Returns where a pod answers, by its uid; empty if it does not run. */
  Optional<URI> address(String uid) {
    return Optional.ofNullable(pods.get(uid)).flatMap(Pod::address);
  }

  /** Returns the names of the pods that run a version. */
  List<String> running(String version) {
    return pods.values().stream()
        .filter(pod -> pod.address().isPresent() && pod.container.version().equals(version))
        .map(pod -> pod.container.pod())
        .sorted()
        .toList();
  }

  /** Returns the file that a pod logs to. */
  Path log(String pod) {
    return folder.resolve(pod + ".log");
  }

  /** Returns a file of all that runs, as Prometheus takes targets from files. */
  Path targets() {
    return folder.resolve("targets.json");
  }

  private Optional<Pod> pod(String name) {
    return pods.values().stream().filter(pod -> pod.container.pod().equals(name)).findFirst();
  }

  private void tend() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        round();
        Thread.sleep(50);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What fails in one round is looked at again in the next one. */
  private void round() throws InterruptedException {
    try {
      Set<String> seen = new HashSet<>();
      for (JsonNode pod : api.get(PODS).path("items")) {
        seen.add(uid(pod));
        tend(pod);
      }
      for (String uid : pods.keySet()) {
        if (!seen.contains(uid)) {
          stop(uid);
        }
      }
      tellTargets();
    } catch (IOException e) {
      System.err.println("local node: " + e.getMessage());
    }
  }

  private void tend(JsonNode object) throws IOException, InterruptedException {
    String uid = uid(object);
    String path = PODS + "/" + object.at("/metadata/name").asText();
    if (object.at("/metadata").has("deletionTimestamp")) {
      end(uid, path);
    } else if (object.at("/spec/nodeName").isMissingNode()) {
      api.create(
          path + "/binding",
          """
          {"apiVersion":"v1","kind":"Binding","metadata":{"name":"%s"},
           "target":{"apiVersion":"v1","kind":"Node","name":"%s"}}
          """
              .formatted(object.at("/metadata/name").asText(), NODE));
    } else {
      Pod pod = pods.get(uid);
      if (pod == null) {
        pod = new Pod(container(object), object, pulls, program);
        pods.put(uid, pod);
        workers.execute(pod);
      }
      Optional<String> status = pod.news();
      if (status.isPresent()) {
        api.patch(path + "/status", status.get());
      }
    }
  }

  private void end(String uid, String path) throws IOException, InterruptedException {
    long since = going.computeIfAbsent(uid, id -> System.nanoTime());
    if (System.nanoTime() - since > GRACE_NANOS) {
      stop(uid);
      api.delete(
          path, "{\"gracePeriodSeconds\":0,\"preconditions\":{\"uid\":\"%s\"}}".formatted(uid));
    }
  }

  private void stop(String uid) {
    Pod pod = pods.remove(uid);
    if (pod != null) {
      pod.close();
    }
  }

  private Container container(JsonNode object) {
    JsonNode spec = object.at("/spec/containers/0");
    Map<String, String> env = new TreeMap<>();
    spec.path("env").forEach(e -> env.put(e.path("name").asText(), e.path("value").asText()));
    Map<String, String> labels = new TreeMap<>();
    object
        .at("/metadata/labels")
        .properties()
        .forEach(e -> labels.put(e.getKey(), e.getValue().asText()));
    String name = object.at("/metadata/name").asText();
    return new Container(
        name, labels, spec.path("image").asText(), env, folder.resolve(name + ".log"));
  }

  private void tellTargets() throws IOException {
    List<String> all = new ArrayList<>();
    for (Pod pod : pods.values()) {
      pod.address()
          .ifPresent(
              at ->
                  all.add(
                      "{\"targets\":[\"%s\"],\"labels\":{\"job\":\"form-backend\",\"pod\":\"%s\",\"version\":\"%s\"}}"
                          .formatted(
                              at.getAuthority(),
                              pod.container.pod(),
                              pod.container.labels().getOrDefault("version", ""))));
    }
    String now = "[" + String.join(",", all.stream().sorted().toList()) + "]";
    if (!now.equals(told)) {
      Path next = Files.writeString(folder.resolve("targets.next"), now);
      Files.move(next, targets(), StandardCopyOption.REPLACE_EXISTING);
      told = now;
    }
  }

  private static String uid(JsonNode object) {
    return object.at("/metadata/uid").asText();
  }

  @Override
  public void close() {
    loop.interrupt();
    try {
      loop.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    List.copyOf(pods.keySet()).forEach(this::stop);
    workers.shutdownNow();
    kubelet.close();
  }
}
