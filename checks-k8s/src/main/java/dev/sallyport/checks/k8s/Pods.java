package dev.sallyport.checks.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Pods by their labels.
 *
 * @param namespace where they are
 * @param labels what they must all carry; at least one
 */
public record Pods(String namespace, Map<String, String> labels) {

  /**
   * Copies the labels.
   *
   * @throws IllegalArgumentException if there is none: that would be every pod
   */
  public Pods {
    Objects.requireNonNull(namespace, "namespace");
    labels = Map.copyOf(labels);
    if (labels.isEmpty()) {
      throw new IllegalArgumentException(
          "Without a label every pod of " + namespace + " is meant. Name at least one.");
    }
  }

  /** Returns the pods with one label. */
  public static Pods labelled(String namespace, String label, String value) {
    return new Pods(namespace, Map.of(label, value));
  }

  String path() {
    return "/api/v1/namespaces/"
        + namespace
        + "/pods?labelSelector="
        + WorkloadState.encode(Trees.selector(labels));
  }

  /** Returns the evidence of a look at them, before anything was seen. */
  Evidence evidence(Api api, CheckContext context) {
    return Evidence.of(api.server() + ": GET " + path(), context.clock().instant());
  }

  List<JsonNode> list(Api api, Call call) throws Exception {
    return api.list(path(), call);
  }

  @Override
  public String toString() {
    return "pods " + namespace + "/" + Trees.selector(labels);
  }
}
