package dev.sallyport.checks.celery;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Objection;
import dev.sallyport.check.Observation;
import dev.sallyport.check.Quantities;
import dev.sallyport.check.UnansweredException;
import dev.sallyport.check.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Checks that workers send their heartbeats, and how far their clocks are off.
 *
 * <p>Listens for a while within the sample: what a worker sent before is not kept by the broker. A
 * worker started with {@code --without-heartbeat} sends none. Immutable and thread-safe.
 */
public final class WorkerHeartbeat implements Check {
  private static final long DRIFT_SECONDS = 16;

  private final Broker broker;
  private final Set<String> names;
  private final Duration window;

  WorkerHeartbeat(Broker broker, Set<String> names, Duration window) {
    this.broker = broker;
    this.names = Set.copyOf(names);
    this.window = window;
  }

  /** Returns this check, expecting these workers by their names, such as {@code w1@host}. */
  public WorkerHeartbeat expecting(String... workers) {
    return new WorkerHeartbeat(broker, Set.of(workers), window);
  }

  /**
   * Returns this check, listening for another time; 4 s unless said, twice the usual interval.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public WorkerHeartbeat over(Duration span) {
    return new WorkerHeartbeat(broker, names, Quantities.positive(span, "window"));
  }

  @Override
  public String name() {
    return "celery worker-heartbeat";
  }

  @Override
  public Verdict judge(CheckContext context) throws Exception {
    Evidence evidence =
        Evidence.of(
            broker.asked() + ": events of all workers for " + Quantities.show(window),
            context.clock().instant());
    try {
      Map<String, JsonNode> last = new TreeMap<>();
      for (JsonNode event : broker.events(window, context)) {
        if (event.path("type").asText().equals("worker-heartbeat")) {
          last.put(event.path("hostname").asText(), event);
        }
      }
      List<Observation> rows = new ArrayList<>();
      last.forEach(
          (worker, event) -> {
            for (String field : List.of("freq", "active", "processed", "loadavg", "clock")) {
              rows.add(Observation.of(worker, field, event.path(field)));
            }
          });
      return Verdict.of(
          findings(last, context.clock().instant()),
          last.size() + " workers sent heartbeats",
          evidence
              .observing(rows)
              .against("a heartbeat of each of " + new TreeSet<>(names))
              .over(window, last.size()));
    } catch (UnansweredException e) {
      return e.verdict(evidence);
    }
  }

  private List<Objection> findings(Map<String, JsonNode> last, Instant now) {
    List<Objection> findings = new ArrayList<>();
    if (last.isEmpty()) {
      return List.of(
          Objection.pending(
              "no-heartbeat",
              "",
              "No worker sent a heartbeat within " + Quantities.show(window),
              "No worker runs, its loop is blocked, or it was started without heartbeats."));
    }
    Set<String> missing = new TreeSet<>(names);
    missing.removeAll(last.keySet());
    if (!missing.isEmpty()) {
      findings.add(
          Objection.pending(
              "heartbeat-missing",
              String.join(", ", missing),
              "No heartbeat of "
                  + String.join(", ", missing)
                  + " within "
                  + Quantities.show(window),
              "Its loop is blocked, or it is gone."));
    }
    last.forEach(
        (worker, event) -> {
          double off = Math.abs(now.toEpochMilli() / 1e3 - event.path("timestamp").asDouble());
          if (off > DRIFT_SECONDS + window.toSeconds()) {
            findings.add(
                Objection.pending(
                    "clock-drift",
                    worker,
                    "The clock of " + worker + " is off by " + Math.round(off) + " s",
                    "Set its clock: times of tasks are told by it."));
          }
        });
    return findings;
  }
}
