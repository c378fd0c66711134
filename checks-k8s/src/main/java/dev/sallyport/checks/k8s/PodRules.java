package dev.sallyport.checks.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.check.Objection;
import dev.sallyport.check.Quantities;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What ails a pod, and whether waiting can help. All containers are looked at: init, sidecar and
 * main. Pure.
 *
 * @param grace for how long a pod may find no node before that is a failure
 * @param restarts on which restart a container counts as crashing
 */
record PodRules(Duration grace, int restarts) {
  static final PodRules DEFAULT = new PodRules(Duration.ofMinutes(1), 2);

  /** Reasons that only a change of the pod's spec can end. */
  private static final Set<String> HOPELESS =
      Set.of("InvalidImageName", "ErrImageNeverPull", "CreateContainerConfigError");

  private static final Set<String> CRASHING =
      Set.of("CrashLoopBackOff", "RunContainerError", "CreateContainerError");

  private static final Set<String> PULLING = Set.of("ErrImagePull", "ImagePullBackOff");

  List<Objection> findings(JsonNode pod, Instant now) {
    List<Objection> findings = new ArrayList<>();
    String name = Trees.name(pod);
    containers(pod).forEach(status -> container(name, status).ifPresent(findings::add));
    unscheduled(pod, now).ifPresent(findings::add);
    if (pod.at("/status/phase").asText().equals("Failed")) {
      findings.add(
          Objection.fail(
              "pod-failed",
              name,
              "Pod "
                  + name
                  + " failed: "
                  + words(pod.at("/status/reason"), pod.at("/status/message")),
              "A failed pod never runs again; look at its events and logs."));
    }
    return findings;
  }

  static Stream<JsonNode> containers(JsonNode pod) {
    return Stream.of("initContainerStatuses", "containerStatuses", "ephemeralContainerStatuses")
        .flatMap(list -> Trees.stream(pod.path("status").path(list)));
  }

  private Optional<Objection> container(String pod, JsonNode status) {
    String where = pod + "/" + status.path("name").asText();
    JsonNode waiting = status.at("/state/waiting");
    String reason = waiting.path("reason").asText();
    String message = waiting.path("message").asText();
    if (HOPELESS.contains(reason)) {
      return Optional.of(
          Objection.fail(
              "container-" + kebab(reason),
              where,
              "Container " + where + " cannot start: " + words(reason, message),
              "Mend the pod template: waiting does not."));
    }
    if (PULLING.contains(reason)) {
      boolean refused =
          message.matches("(?si).*(not found|manifest unknown|unauthorized|denied|401|404).*");
      Objection pulling =
          Objection.pending(
              "image-pull",
              where,
              "The image of " + where + " cannot be pulled: " + words(reason, message),
              refused
                  ? "The name, the tag or the pull secret is wrong."
                  : "Look whether the registry is up, and at the image's name.");
      return Optional.of(pulling.failingIf(refused && reason.equals("ImagePullBackOff")));
    }
    JsonNode last = status.at("/lastState/terminated");
    long count = status.path("restartCount").asLong();
    boolean killed = last.path("reason").asText().equals("OOMKilled");
    if (CRASHING.contains(reason) || count >= restarts || killed) {
      return Optional.of(
          Objection.fail(
              killed ? "out-of-memory" : "container-crashes",
              where,
              "Container " + where + " has restarted " + count + " times" + ended(last, reason),
              killed
                  ? "Raise its memory limit, or mend what eats the memory."
                  : "Look at its last words: kubectl logs --previous."));
    }
    return Optional.empty();
  }

  private static String ended(JsonNode last, String waiting) {
    String state = waiting.isEmpty() ? "" : ", it waits in " + waiting;
    return last.isMissingNode()
        ? state
        : state
            + ", it last ended with exit code "
            + last.path("exitCode").asText("?")
            + " ("
            + last.path("reason").asText("no reason")
            + ")";
  }

  private Optional<Objection> unscheduled(JsonNode pod, Instant now) {
    return Trees.condition(pod, "PodScheduled")
        .filter(c -> c.path("status").asText().equals("False"))
        .map(
            c -> {
              Duration waited =
                  Trees.instant(c.path("lastTransitionTime").asText())
                      .map(since -> Duration.between(since, now))
                      .orElse(Duration.ZERO);
              return Objection.pending(
                      "unschedulable",
                      Trees.name(pod),
                      "Pod "
                          + Trees.name(pod)
                          + " has found no node for "
                          + Quantities.show(waited.isNegative() ? Duration.ZERO : waited)
                          + ": "
                          + words(c.path("reason"), c.path("message")),
                      "An autoscaler may be adding one; else lower its requests or add nodes.")
                  .failingIf(waited.compareTo(grace) > 0);
            });
  }

  static boolean ready(JsonNode pod) {
    return !Trees.terminating(pod) && Trees.holds(pod, "Ready");
  }

  static long restartsOf(JsonNode pod) {
    return containers(pod).mapToLong(status -> status.path("restartCount").asLong()).sum();
  }

  private static String words(JsonNode reason, JsonNode message) {
    return words(reason.asText("no reason"), message.asText());
  }

  private static String words(String reason, String message) {
    String one = message.replaceAll("\\s+", " ").strip();
    String cut = one.length() > 200 ? one.substring(0, 200) + "..." : one;
    return cut.isEmpty() ? reason : reason + " (" + cut + ")";
  }

  private static String kebab(String camel) {
    return camel.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(java.util.Locale.ROOT);
  }
}
