package dev.sallyport.checks.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.check.Objection;
import dev.sallyport.check.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * When a workload runs what its template says, and the template says what was expected. Pure.
 *
 * @param images the images that containers must have, by container
 * @param variables the variables that containers must have, by {@code container/name}
 * @param replicas how many pods are wanted; empty for as many as the workload says, but not none
 * @param uid the workload that was there before, if it must still be the same one
 */
record RolloutRules(
    Map<String, String> images,
    Map<String, String> variables,
    Optional<Long> replicas,
    Optional<String> uid,
    PodRules pods) {

  List<Objection> findings(Workload workload, WorkloadState state) {
    List<Objection> findings = new ArrayList<>();
    JsonNode object = state.object();
    if (uid.isPresent() && !uid.get().equals(Trees.uid(object))) {
      return List.of(
          Objection.fail(
              "replaced",
              workload.toString(),
              workload + " was deleted and made anew since it was changed",
              "Find out who did; what was deployed is gone."));
    }
    findings.addAll(template(workload, state));
    counts(workload, state).ifPresent(findings::add);
    findings.addAll(conditions(workload, object));
    state.newPods().forEach(pod -> findings.addAll(pods.findings(pod, state.at())));
    return findings;
  }

  private List<Objection> template(Workload workload, WorkloadState state) {
    List<Objection> findings = new ArrayList<>();
    images.forEach(
        (container, image) -> {
          String has = state.images().getOrDefault(container, "no such container");
          if (!has.equals(image)) {
            findings.add(other(workload, state, container, "image", has, image));
          }
        });
    variables.forEach(
        (where, value) -> {
          String[] parts = where.split("/", 2);
          String has = state.variable(parts[0], parts[1]).orElse("not set");
          if (!has.equals(value)) {
            findings.add(other(workload, state, parts[0], parts[1], has, value));
          }
        });
    return findings;
  }

  private static Objection other(
      Workload workload,
      WorkloadState state,
      String container,
      String what,
      String has,
      String wanted) {
    return Objection.fail(
        "other-template",
        workload.toString(),
        workload
            + " has for "
            + what
            + " of container "
            + container
            + ": "
            + has
            + ", not "
            + wanted,
        "The change has not arrived or somebody changed it; its last writers: "
            + String.join(", ", Trees.managers(state.object()))
            + ".");
  }

  private Optional<Objection> counts(Workload workload, WorkloadState state) {
    JsonNode object = state.object();
    String name = workload.toString();
    if (object.at("/spec/paused").asBoolean()) {
      return Optional.of(
          Objection.unknown(
              Verdict.Cause.AMBIGUOUS,
              "paused",
              name,
              name + " is paused, so nothing is rolled out",
              "kubectl rollout resume, if nobody paused it for a reason."));
    }
    if (object.at("/spec/updateStrategy/type").asText().equals("OnDelete")) {
      return Optional.of(
          Objection.unknown(
              Verdict.Cause.AMBIGUOUS,
              "on-delete",
              name,
              name + " replaces a pod only when somebody deletes it",
              "Delete its pods one by one, or use the strategy RollingUpdate."));
    }
    long generation = Trees.number(object, "/metadata/generation");
    long observed = Trees.number(object, "/status/observedGeneration");
    if (observed < generation) {
      return Optional.of(
          Objection.pending(
              "not-observed",
              name,
              "The controller has seen generation "
                  + observed
                  + " of "
                  + name
                  + ", not "
                  + generation,
              "Look whether the controller manager runs, if this lasts."));
    }
    long desired = state.desired();
    if (replicas.isPresent() && desired != replicas.get()) {
      return Optional.of(
          Objection.pending(
              "other-size",
              name,
              name + " wants " + desired + " pods, not " + replicas.get(),
              "Scale it; or an autoscaler did."));
    }
    if (desired == 0 && replicas.isEmpty()) {
      return Optional.of(
          Objection.unknown(
              Verdict.Cause.NO_DATA,
              "no-pods-wanted",
              name,
              name + " wants no pod at all, so nothing can show that it works",
              "Scale it up; or say replicas(0) if that is what you want."));
    }
    return behind(workload, state, desired);
  }

  private static Optional<Objection> behind(Workload workload, WorkloadState state, long desired) {
    JsonNode status = state.object().path("status");
    boolean daemon = workload.kind() == Workload.Kind.DAEMON_SET;
    long updated = status.path(daemon ? "updatedNumberScheduled" : "updatedReplicas").asLong();
    long total = status.path(daemon ? "currentNumberScheduled" : "replicas").asLong();
    long available = status.path(daemon ? "numberAvailable" : "availableReplicas").asLong();
    long ready = status.path(daemon ? "numberReady" : "readyReplicas").asLong();
    long partition = Trees.number(state.object(), "/spec/updateStrategy/rollingUpdate/partition");
    if (updated == desired
        && total == desired
        && available == desired
        && state.oldPods().isEmpty()) {
      return Optional.empty();
    }
    String counts =
        updated
            + " of "
            + desired
            + " pods are of the new template, "
            + ready
            + " ready, "
            + available
            + " available, "
            + total
            + " in all, "
            + state.oldPods().size()
            + " old ones left";
    return Optional.of(
        Objection.pending(
            partition > 0 ? "partitioned" : "rolling-out",
            workload.toString(),
            workload + ": " + counts + (partition > 0 ? ", partition " + partition : ""),
            partition > 0
                ? "Its partition holds pods back on purpose: lower it."
                : "Look at the newest pods, if it stands still."));
  }

  private static List<Objection> conditions(Workload workload, JsonNode object) {
    List<Objection> findings = new ArrayList<>();
    Trees.condition(object, "Progressing")
        .filter(c -> c.path("reason").asText().equals("ProgressDeadlineExceeded"))
        .ifPresent(
            c ->
                findings.add(
                    Objection.fail(
                        "progress-deadline",
                        workload.toString(),
                        workload + " made no progress in time: " + c.path("message").asText(),
                        "Look at the newest pods; it goes on by itself if they get ready.")));
    Trees.condition(object, "ReplicaFailure")
        .filter(c -> c.path("status").asText().equals("True"))
        .ifPresent(
            c ->
                findings.add(
                    Objection.fail(
                        "pods-refused",
                        workload.toString(),
                        workload + " may not make pods: " + c.path("message").asText(),
                        "A quota or an admission webhook refuses them: there is no pod to look"
                            + " at.")));
    return findings;
  }
}
