package dev.sallyport.checks.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Objection;
import dev.sallyport.check.Observation;
import dev.sallyport.check.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Checks that a Service sends to the ready pods that it is meant to send to, and to no other: after
 * a switch of its selector, that no old pod gets traffic.
 *
 * <p>All EndpointSlices of the Service are merged. What the API says is not yet what every proxy
 * does, and connections that are kept alive stay where they are: ask the service itself which
 * version it is, too. Immutable and thread-safe.
 */
public final class EndpointsMatch implements Check {
  private final Api api;
  private final String namespace;
  private final String service;
  private final Map<String, String> labels;
  private final long atLeast;

  EndpointsMatch(
      Api api, String namespace, String service, Map<String, String> labels, long atLeast) {
    this.api = api;
    this.namespace = namespace;
    this.service = service;
    this.labels = labels;
    this.atLeast = atLeast;
  }

  /** Returns this check, expecting that every pod behind the Service has this label. */
  public EndpointsMatch only(String label, String value) {
    Map<String, String> more = new LinkedHashMap<>(labels);
    more.put(label, value);
    return new EndpointsMatch(api, namespace, service, Map.copyOf(more), atLeast);
  }

  /**
   * Returns this check, expecting at least so many ready pods; 1 unless said.
   *
   * @throws IllegalArgumentException if it is less than one
   */
  public EndpointsMatch atLeast(long pods) {
    if (pods < 1) {
      throw new IllegalArgumentException(
          "With " + pods + " pods wanted there is nothing to check. Want one or more.");
    }
    return new EndpointsMatch(api, namespace, service, labels, pods);
  }

  @Override
  public String name() {
    return "k8s endpoints-match " + namespace + "/" + service;
  }

  @Override
  public Verdict judge(CheckContext context) throws Exception {
    Evidence evidence =
        Evidence.of(
            api.server()
                + ": "
                + "GET service "
                + namespace
                + "/"
                + service
                + ", its EndpointSlices and pods",
            context.clock().instant());
    try {
      Call call = Call.of(context);
      Optional<JsonNode> found = api.get(servicePath(namespace, service), call);
      if (found.isEmpty()) {
        return Verdict.of(List.of(missing()), "", evidence);
      }
      Map<String, String> selector = Trees.map(found.get().at("/spec/selector"));
      List<JsonNode> slices =
          api.list(
              "/apis/discovery.k8s.io/v1/namespaces/"
                  + namespace
                  + "/endpointslices?labelSelector="
                  + WorkloadState.encode("kubernetes.io/service-name=" + service),
              call);
      Behind behind = Behind.of(slices);
      List<Observation> rows = new ArrayList<>();
      rows.add(Observation.of(service, "selector", Trees.selector(selector)));
      rows.add(Observation.of(service, "slices", slices.size()));
      behind.ready().forEach((uid, name) -> rows.add(Observation.of(name, "ready endpoint", uid)));
      behind.notReady().forEach(name -> rows.add(Observation.of(name, "endpoint", "not ready")));
      return Verdict.of(
          findings(selector, behind, strangers(behind, call)),
          "service "
              + namespace
              + "/"
              + service
              + " sends to "
              + behind.ready().size()
              + " ready pods, as meant",
          evidence.observing(rows).against(rule()));
    } catch (ApiException e) {
      return e.verdict(evidence);
    }
  }

  static String servicePath(String namespace, String service) {
    return "/api/v1/namespaces/" + namespace + "/services/" + service;
  }

  private String rule() {
    return "at least "
        + atLeast
        + " ready"
        + (labels.isEmpty() ? "" : ", all of them " + Trees.selector(labels));
  }

  private Objection missing() {
    return Objection.fail(
        "no-such-service",
        service,
        "There is no service " + namespace + "/" + service,
        "Look at the name and the namespace, and whether it was applied.");
  }

  private List<Objection> findings(
      Map<String, String> selector, Behind behind, List<String> strangers) {
    List<Objection> findings = new ArrayList<>();
    if (behind.ready().size() < atLeast) {
      findings.add(
          Objection.pending(
              behind.ready().isEmpty() ? "no-endpoints" : "too-few-endpoints",
              service,
              "service "
                  + namespace
                  + "/"
                  + service
                  + " sends to "
                  + behind.ready().size()
                  + " ready pods, "
                  + atLeast
                  + " wanted, by the selector "
                  + Trees.selector(selector),
              "Look whether any pod has these labels, is ready, and has the port by its name."));
    }
    if (!behind.ready().isEmpty() && !behind.port()) {
      findings.add(
          Objection.fail(
              "no-port",
              service,
              "No EndpointSlice of service " + namespace + "/" + service + " has a port",
              "The Service's targetPort names a port that no container has."));
    }
    if (!strangers.isEmpty()) {
      findings.add(
          Objection.pending(
              "old-endpoints",
              service,
              "service "
                  + namespace
                  + "/"
                  + service
                  + " still sends to pods that are not "
                  + Trees.selector(labels)
                  + ": "
                  + String.join(", ", strangers),
              "Its selector is "
                  + Trees.selector(selector)
                  + "; slices follow it within seconds."));
    }
    return findings;
  }

  /** Returns the ready endpoints that are none of the pods meant. */
  private List<String> strangers(Behind behind, Call call) throws Exception {
    if (labels.isEmpty()) {
      return List.of();
    }
    Set<String> meant =
        new Pods(namespace, labels)
            .list(api, call).stream().map(Trees::uid).collect(Collectors.toSet());
    return behind.ready().entrySet().stream()
        .filter(ready -> !meant.contains(ready.getKey()))
        .map(Map.Entry::getValue)
        .toList();
  }

  /** What the slices of a Service say together. */
  private record Behind(Map<String, String> ready, TreeSet<String> notReady, boolean port) {
    static Behind of(List<JsonNode> slices) {
      Map<String, String> ready = new LinkedHashMap<>();
      TreeSet<String> notReady = new TreeSet<>();
      for (JsonNode slice : slices) {
        for (JsonNode endpoint : slice.path("endpoints")) {
          String name =
              endpoint.at("/targetRef/name").asText(endpoint.path("addresses").toString());
          // a ready that is not said is true
          if (endpoint.at("/conditions/ready").asBoolean(true)) {
            ready.put(endpoint.at("/targetRef/uid").asText(name), name);
          } else {
            notReady.add(name);
          }
        }
      }
      boolean port =
          slices.stream()
              .flatMap(slice -> Trees.stream(slice.path("ports")))
              .map(each -> each.path("port"))
              .anyMatch(JsonNode::isNumber);
      return new Behind(ready, notReady, port);
    }
  }
}
