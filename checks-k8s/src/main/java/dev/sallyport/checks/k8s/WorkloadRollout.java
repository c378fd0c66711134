package dev.sallyport.checks.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Objection;
import dev.sallyport.check.Observation;
import dev.sallyport.check.Quantities;
import dev.sallyport.check.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks that a workload has rolled out what was expected of it.
 *
 * <p>What {@code kubectl rollout status} looks at, and beside that: that the template carries the
 * expected image or variable (an unchanged workload is "rolled out" at once), that there are pods
 * at all, that no old pod is left, and why pods do not come up, so that a wrong image fails at once
 * instead of after ten minutes. Immutable and thread-safe.
 */
public final class WorkloadRollout implements Check {
  private final Api api;
  private final Workload workload;
  private final RolloutRules rules;

  WorkloadRollout(Api api, Workload workload, RolloutRules rules) {
    this.api = api;
    this.workload = workload;
    this.rules = rules;
  }

  static RolloutRules plain() {
    return new RolloutRules(
        Map.of(), Map.of(), Optional.empty(), Optional.empty(), PodRules.DEFAULT);
  }

  private WorkloadRollout with(
      Map<String, String> images,
      Map<String, String> variables,
      Optional<Long> replicas,
      PodRules pods) {
    return new WorkloadRollout(
        api, workload, new RolloutRules(images, variables, replicas, rules.uid(), pods));
  }

  /** Returns this check, expecting an image, to the letter, of a container. */
  public WorkloadRollout image(String container, String image) {
    return with(
        and(rules.images(), container, image), rules.variables(), rules.replicas(), rules.pods());
  }

  /** Returns this check, expecting a variable with a value in a container. */
  public WorkloadRollout variable(String container, String name, String value) {
    return with(
        rules.images(),
        and(rules.variables(), container + "/" + name, value),
        rules.replicas(),
        rules.pods());
  }

  /**
   * Returns this check, expecting so many pods; 0 is taken only if it is said here.
   *
   * @throws IllegalArgumentException if {@code count} is negative
   */
  public WorkloadRollout replicas(long count) {
    if (count < 0) {
      throw new IllegalArgumentException("There are no " + count + " pods.");
    }
    return with(rules.images(), rules.variables(), Optional.of(count), rules.pods());
  }

  /** Returns this check, refusing a workload that was deleted and made anew. */
  public WorkloadRollout sameAs(String uid) {
    return new WorkloadRollout(
        api,
        workload,
        new RolloutRules(
            rules.images(), rules.variables(), rules.replicas(), Optional.of(uid), rules.pods()));
  }

  /**
   * Returns this check with another time in which a pod may find no node; 1 minute unless said.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public WorkloadRollout schedulingGrace(Duration grace) {
    PodRules pods =
        new PodRules(Quantities.positive(grace, "scheduling grace"), rules.pods().restarts());
    return with(rules.images(), rules.variables(), rules.replicas(), pods);
  }

  private static Map<String, String> and(Map<String, String> map, String key, String value) {
    Map<String, String> more = new LinkedHashMap<>(map);
    more.put(key, value);
    return Map.copyOf(more);
  }

  @Override
  public String name() {
    return "k8s workload-rollout " + workload;
  }

  @Override
  public Verdict judge(CheckContext context) throws Exception {
    Evidence evidence =
        Evidence.of(
            api.server() + ": GET " + workload.path() + ", its ReplicaSets and pods",
            context.clock().instant());
    try {
      Call call = Call.of(context);
      Optional<WorkloadState> state =
          WorkloadState.look(api, workload, call, context.clock().instant());
      if (state.isEmpty()) {
        return Verdict.of(List.of(missing(workload)), "", evidence);
      }
      Evidence seen = evidence.observing(rows(state.get())).against(rule());
      return Verdict.of(
          rules.findings(workload, state.get()),
          "All "
              + state.get().desired()
              + " pods of "
              + workload
              + " run the new template "
              + state.get().hash(),
          seen);
    } catch (ApiException e) {
      return e.verdict(evidence);
    }
  }

  static Objection missing(Workload workload) {
    return Objection.fail(
        "no-such-workload",
        workload.toString(),
        "There is no " + workload,
        "Look at the name and the namespace, and whether it was applied.");
  }

  private String rule() {
    List<String> parts = new ArrayList<>();
    parts.add("generation observed, updated = available = total = desired, no old pods");
    rules.images().forEach((container, image) -> parts.add(container + " has image " + image));
    rules.variables().forEach((where, value) -> parts.add(where + "=" + value));
    rules.replicas().ifPresent(count -> parts.add(count + " pods"));
    return String.join("; ", parts);
  }

  private List<Observation> rows(WorkloadState state) {
    List<Observation> rows = new ArrayList<>();
    JsonNode object = state.object();
    String name = workload.toString();
    rows.add(Observation.of(name, "uid", Trees.uid(object)));
    rows.add(Observation.of(name, "generation", Trees.number(object, "/metadata/generation")));
    rows.add(Observation.of(name, "desired", state.desired()));
    Trees.map(object.path("status"))
        .forEach(
            (field, value) -> {
              if (!value.isEmpty()) {
                rows.add(Observation.of(name, field, value));
              }
            });
    state
        .images()
        .forEach(
            (container, image) -> rows.add(Observation.of(name, "image of " + container, image)));
    rows.add(Observation.of(name, "template hash", state.hash()));
    rows.addAll(PodRows.of(state.pods()));
    return rows;
  }
}
