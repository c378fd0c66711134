package dev.sallyport.checks.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Objection;
import dev.sallyport.check.Observation;
import dev.sallyport.check.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Checks one object by its own fields.
 *
 * @param what its name in texts, such as {@code job shop/migrate}
 * @param rules what keeps it from passing
 * @param shown which parts of it evidence shows, as pointers
 */
record ObjectCheck(
    Api api,
    String name,
    String what,
    String path,
    String pass,
    Function<JsonNode, List<Objection>> rules,
    List<String> shown)
    implements Check {

  @Override
  public Verdict judge(CheckContext context) throws Exception {
    Evidence evidence = Evidence.of(api.server() + ": GET " + path, context.clock().instant());
    try {
      Call call = Call.of(context);
      Optional<JsonNode> found = api.get(path, call);
      if (found.isEmpty()) {
        return Verdict.of(
            List.of(
                Objection.fail(
                    "no-such-object",
                    what,
                    "There is no " + what,
                    "Look at the name and the namespace, and whether it was applied.")),
            "",
            evidence);
      }
      List<Observation> rows = new ArrayList<>();
      rows.add(Observation.of(what, "uid", Trees.uid(found.get())));
      for (String pointer : shown) {
        JsonNode part = found.get().at(pointer);
        if (!part.isMissingNode()) {
          rows.add(Observation.of(what, pointer, part.isValueNode() ? part.asText() : part));
        }
      }
      return Verdict.of(rules.apply(found.get()), pass, evidence.observing(rows));
    } catch (ApiException e) {
      return e.verdict(evidence);
    }
  }

  /** When a Job is done: its condition says so, not that it has begun. */
  static List<Objection> job(String what, JsonNode job) {
    if (Trees.holds(job, "Complete")) {
      return List.of();
    }
    Optional<JsonNode> failed =
        Trees.condition(job, "Failed").filter(c -> c.path("status").asText().equals("True"));
    if (failed.isPresent()) {
      return List.of(
          Objection.fail(
              "job-failed",
              what,
              what
                  + " failed: "
                  + failed.get().path("reason").asText()
                  + " ("
                  + failed.get().path("message").asText()
                  + ")",
              "Look at the logs of its pods: kubectl logs job/" + Trees.name(job) + "."));
    }
    if (job.at("/spec/suspend").asBoolean()) {
      return List.of(
          Objection.unknown(
              Verdict.Cause.AMBIGUOUS,
              "job-suspended",
              what,
              what + " is suspended, so it does nothing",
              "Resume it, if nobody suspended it for a reason."));
    }
    return List.of(
        Objection.pending(
            "job-running",
            what,
            what
                + " is not complete: "
                + Trees.number(job, "/status/active")
                + " active, "
                + Trees.number(job, "/status/succeeded")
                + " succeeded, "
                + Trees.number(job, "/status/failed")
                + " failed",
            "Let it work; look at its pods if it stands still."));
  }

  /** When a claim has its volume. */
  static List<Objection> claim(String what, JsonNode claim) {
    String phase = claim.at("/status/phase").asText("Pending");
    return switch (phase) {
      case "Bound" -> List.of();
      case "Lost" ->
          List.of(
              Objection.fail(
                  "claim-lost",
                  what,
                  what + " has lost its volume",
                  "The data may be gone: stop."));
      default ->
          List.of(
              Objection.pending(
                  "claim-pending",
                  what,
                  what + " is " + phase,
                  "With WaitForFirstConsumer it waits for a pod that uses it; else look at its"
                      + " events."));
    };
  }
}
