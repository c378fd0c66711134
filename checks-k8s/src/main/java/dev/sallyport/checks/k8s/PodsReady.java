package dev.sallyport.checks.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Objection;
import dev.sallyport.check.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks that so many pods are ready, and what keeps the others.
 *
 * <p>In place of {@code kubectl wait}: the pods are listed anew for each sample, those that are
 * going do not count although they may still be ready, no pod at all is no pass, and a pod that
 * cannot come up fails at once. Immutable and thread-safe.
 */
public final class PodsReady implements Check {
  private final Api api;
  private final Pods pods;
  private final long atLeast;
  private final PodRules rules;

  PodsReady(Api api, Pods pods, long atLeast, PodRules rules) {
    if (atLeast < 1) {
      throw new IllegalArgumentException(
          "With " + atLeast + " pods wanted there is nothing to check. Want one or more.");
    }
    this.api = api;
    this.pods = pods;
    this.atLeast = atLeast;
    this.rules = rules;
  }

  @Override
  public String name() {
    return "k8s pods-ready " + pods;
  }

  @Override
  public Verdict judge(CheckContext context) throws Exception {
    Evidence evidence = pods.evidence(api, context);
    try {
      List<JsonNode> all = pods.list(api, Call.of(context));
      return Verdict.of(
          findings(all, context.clock().instant()),
          count(all) + " " + pods + " are ready",
          evidence
              .observing(PodRows.of(all))
              .against("at least " + atLeast + " ready, none going counts"));
    } catch (ApiException e) {
      return e.verdict(evidence);
    }
  }

  private static long count(List<JsonNode> pods) {
    return pods.stream().filter(PodRules::ready).count();
  }

  private List<Objection> findings(List<JsonNode> all, Instant now) {
    List<Objection> findings = new ArrayList<>();
    if (count(all) < atLeast) {
      long going = all.stream().filter(Trees::terminating).count();
      findings.add(
          Objection.pending(
              all.isEmpty() ? "no-pods" : "pods-not-ready",
              pods.toString(),
              count(all)
                  + " of "
                  + all.size()
                  + " "
                  + pods
                  + " are ready, "
                  + atLeast
                  + " wanted"
                  + (going > 0 ? ", " + going + " are going" : ""),
              all.isEmpty()
                  ? "Look whether the labels match any pod template."
                  : "Look at those that are not, if this lasts."));
    }
    all.stream()
        .filter(pod -> !Trees.terminating(pod))
        .forEach(pod -> findings.addAll(rules.findings(pod, now)));
    return findings;
  }
}
