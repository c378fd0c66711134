package dev.sallyport.checks.k8s;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers as an API server does, from a script. Thread-safe. */
final class ScriptedApi implements Api {
  /** The kinds that can be applied, by group and version: kind, plural; a cluster's own with !. */
  private static final Map<String, String> KINDS =
      Map.of(
          "/api/v1",
          "!Namespace namespaces,ConfigMap configmaps,Secret secrets,Service services,"
              + "ServiceAccount serviceaccounts,PersistentVolumeClaim persistentvolumeclaims",
          "/apis/apps/v1",
          "Deployment deployments,StatefulSet statefulsets,DaemonSet daemonsets",
          "/apis/batch/v1",
          "Job jobs,CronJob cronjobs",
          "/apis/networking.k8s.io/v1",
          "Ingress ingresses,NetworkPolicy networkpolicies",
          "/apis/policy/v1",
          "PodDisruptionBudget poddisruptionbudgets",
          "/apis/autoscaling/v2",
          "HorizontalPodAutoscaler horizontalpodautoscalers",
          "/apis/rbac.authorization.k8s.io/v1",
          "Role roles,RoleBinding rolebindings,!ClusterRole clusterroles");

  private final ScriptedObjects objects;
  private volatile boolean closed;

  ScriptedApi(ScriptedObjects objects) {
    this.objects = objects;
  }

  @Override
  public String server() {
    return "a scripted cluster";
  }

  private void asked() throws ApiException {
    if (closed) {
      throw new IllegalStateException("These KubernetesChecks are closed. Keep them for the run.");
    }
    if (!objects.answers()) {
      throw new ApiException(0, server() + " gave no answer, as its script says");
    }
  }

  @Override
  public Optional<JsonNode> get(String path, Call call) throws Exception {
    asked();
    String kinds = KINDS.get(path);
    if (kinds != null) {
      return Optional.of(directory(kinds));
    }
    return objects.get(path).map(JsonNode.class::cast);
  }

  private static JsonNode directory(String kinds) {
    ObjectNode directory = Trees.MAPPER.createObjectNode();
    for (String each : kinds.split(",")) {
      String[] words = each.replace("!", "").split(" ");
      directory
          .withArray("/resources")
          .addObject()
          .put("kind", words[0])
          .put("name", words[1])
          .put("namespaced", !each.startsWith("!"));
    }
    return directory;
  }

  @Override
  public List<JsonNode> list(String path, Call call) throws Exception {
    asked();
    URI uri = URI.create(path);
    String[] parts = uri.getPath().split("/");
    Map<String, String> labels = labels(uri.getRawQuery());
    String namespace = parts[parts.length - 2];
    List<ObjectNode> all =
        switch (parts[parts.length - 1]) {
          case "pods" -> objects.pods(namespace);
          case "replicasets" -> objects.sets(namespace);
          case "endpointslices" ->
              objects.slices(
                  namespace, labels.getOrDefault("kubernetes.io/service-name", "none is named"));
          default -> throw new ApiException(404, server() + " has no list at " + path);
        };
    return all.stream().filter(o -> carries(o, labels)).map(JsonNode.class::cast).toList();
  }

  private static Map<String, String> labels(String query) {
    Map<String, String> labels = new LinkedHashMap<>();
    String selector = URLDecoder.decode(query.replace("labelSelector=", ""), UTF_8);
    for (String each : selector.split(",")) {
      String[] pair = each.split("=", 2);
      labels.put(pair[0], pair[1]);
    }
    return labels;
  }

  static boolean carries(JsonNode object, Map<String, String> labels) {
    return Trees.map(object.at("/metadata/labels")).entrySet().containsAll(labels.entrySet());
  }

  @Override
  public String text(String path, Call call) throws Exception {
    asked();
    if (path.contains("previous=true")) {
      return "";
    }
    String[] parts = URI.create(path).getPath().split("/");
    return objects
        .logs(parts[4], parts[6])
        .orElseThrow(() -> new ApiException(404, server() + " has no pod for " + path));
  }

  @Override
  public JsonNode send(String method, String path, String contentType, String body, Call call)
      throws Exception {
    asked();
    String bare = URI.create(path).getPath();
    JsonNode sent = Trees.read(body);
    synchronized (objects) {
      if (contentType.endsWith("apply-patch+yaml")) {
        ObjectNode base = objects.get(bare).orElseGet(Trees.MAPPER::createObjectNode);
        return objects.put(bare, merged(base, sent), "sallyport");
      }
      ObjectNode now =
          objects.get(bare).orElseThrow(() -> new ApiException(404, "There is nothing at " + bare));
      return switch (method) {
        case "PATCH" -> objects.put(bare, JsonPatch.apply(sent, now), "sallyport");
        case "PUT" -> {
          String seen = sent.at("/metadata/resourceVersion").asText();
          if (!seen.equals(now.at("/metadata/resourceVersion").asText())) {
            throw new ApiException(409, bare + " has been modified since it was read");
          }
          yield objects.put(bare, sent.deepCopy(), "sallyport");
        }
        case "DELETE" -> {
          objects.remove(bare);
          yield now;
        }
        default -> throw new ApiException(405, server() + " cannot " + method + " " + bare);
      };
    }
  }

  private static ObjectNode merged(ObjectNode base, JsonNode more) {
    ObjectNode merged = base.deepCopy();
    more.properties()
        .forEach(
            field -> {
              JsonNode here = merged.get(field.getKey());
              merged.set(
                  field.getKey(),
                  here instanceof ObjectNode object && field.getValue().isObject()
                      ? merged(object, field.getValue())
                      : field.getValue().deepCopy());
            });
    return merged;
  }

  @Override
  public void close() {
    closed = true;
  }
}
