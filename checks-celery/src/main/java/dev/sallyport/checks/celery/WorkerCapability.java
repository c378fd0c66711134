package dev.sallyport.checks.celery;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Objection;
import dev.sallyport.check.Observation;
import dev.sallyport.check.UnansweredException;
import dev.sallyport.check.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Checks that each queue has enough workers, and that those know the tasks that go into it.
 *
 * <p>A ping says nothing of either: a worker of last week's code answers it as well. Immutable and
 * thread-safe.
 */
public final class WorkerCapability implements Check {
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Broker broker;
  private final Map<String, Integer> queues;
  private final Set<String> tasks;

  WorkerCapability(Broker broker, Map<String, Integer> queues, Set<String> tasks) {
    this.broker = broker;
    this.queues = queues;
    this.tasks = tasks;
  }

  /**
   * Returns this check, wanting at least so many workers that take from a queue.
   *
   * @throws IllegalArgumentException if it is less than one
   */
  public WorkerCapability queue(String queue, int workers) {
    if (workers < 1) {
      throw new IllegalArgumentException("A queue needs a worker; " + workers + " are wanted.");
    }
    Map<String, Integer> more = new LinkedHashMap<>(queues);
    more.put(queue, workers);
    return new WorkerCapability(broker, Map.copyOf(more), tasks);
  }

  /** Returns this check, wanting that every worker of the queues knows these tasks. */
  public WorkerCapability tasks(String... names) {
    Set<String> more = new TreeSet<>(tasks);
    more.addAll(List.of(names));
    return new WorkerCapability(broker, queues, Set.copyOf(more));
  }

  @Override
  public String name() {
    return "celery worker-capability";
  }

  @Override
  public Verdict judge(CheckContext context) throws Exception {
    Evidence evidence =
        Evidence.of(
            broker.asked() + ": active_queues and registered of all workers",
            context.clock().instant());
    try {
      Replies taking =
          broker.ask("active_queues", Wire.MAPPER.createObjectNode(), PATIENCE, context);
      Replies knowing = broker.ask("registered", Wire.MAPPER.createObjectNode(), PATIENCE, context);
      List<Observation> rows = new ArrayList<>();
      taking
          .answers()
          .forEach((worker, answer) -> rows.add(Observation.of(worker, "queues", queues(answer))));
      knowing
          .answers()
          .forEach((worker, answer) -> rows.add(Observation.of(worker, "tasks", answer)));
      return Verdict.of(
          findings(taking, knowing),
          "Every queue of " + queues + " has its workers",
          evidence.observing(rows).against(queues + ", tasks " + new TreeSet<>(tasks)));
    } catch (UnansweredException e) {
      return e.verdict(evidence);
    }
  }

  private static Set<String> queues(JsonNode answer) {
    Set<String> names = new TreeSet<>();
    answer.forEach(queue -> names.add(queue.path("name").asText()));
    return names;
  }

  private static Set<String> known(JsonNode answer) {
    Set<String> names = new TreeSet<>();
    // a task may be followed by its options: "app.add [rate_limit=1/s]"
    answer.forEach(task -> names.add(task.asText().split(" ", 2)[0]));
    return names;
  }

  private List<Objection> findings(Replies taking, Replies knowing) {
    if (taking.answers().isEmpty()) {
      return List.of(
          Objection.pending(
              "no-workers",
              "",
              "No worker answers at " + broker.asked(),
              "Start them, or wait until they are less busy."));
    }
    List<Objection> findings = new ArrayList<>();
    Set<String> concerned = new TreeSet<>();
    queues.forEach(
        (queue, wanted) -> {
          List<String> workers =
              taking.answers().entrySet().stream()
                  .filter(entry -> queues(entry.getValue()).contains(queue))
                  .map(Map.Entry::getKey)
                  .toList();
          concerned.addAll(workers);
          if (workers.size() < wanted) {
            findings.add(
                Objection.pending(
                    "queue-uncovered",
                    queue,
                    workers.size()
                        + " workers take from the queue "
                        + queue
                        + ", "
                        + wanted
                        + " wanted",
                    "Start one with -Q " + queue + ", or add the consumer."));
          }
        });
    for (String worker : queues.isEmpty() ? taking.answers().keySet() : concerned) {
      Set<String> lacking = new TreeSet<>(tasks);
      JsonNode answer = knowing.answers().get(worker);
      if (answer != null) {
        lacking.removeAll(known(answer));
      }
      if (!lacking.isEmpty()) {
        findings.add(
            Objection.fail(
                "task-unknown",
                worker,
                worker + " does not know " + String.join(", ", lacking),
                "It runs other code than expected: deploy it anew."));
      }
    }
    return findings;
  }
}
