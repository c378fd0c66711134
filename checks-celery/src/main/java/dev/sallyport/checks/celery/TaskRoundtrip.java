package dev.sallyport.checks.celery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Metric;
import dev.sallyport.check.Objection;
import dev.sallyport.check.Observation;
import dev.sallyport.check.Quantities;
import dev.sallyport.check.Reading;
import dev.sallyport.check.Threshold;
import dev.sallyport.check.UnansweredException;
import dev.sallyport.check.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * How long a task takes from being put into a queue to its result, and whether the result is right.
 *
 * <p>The task must be harmless: it is run by whichever worker takes it, so several are sent and the
 * slowest counts. It needs a result backend in the broker's database. What was not done when the
 * sample ends is revoked, and expires by itself. Immutable and thread-safe.
 */
public final class TaskRoundtrip implements Metric<Duration> {
  private static final Duration POLL = Duration.ofMillis(15);
  private static final Duration RESERVE = Duration.ofMillis(300);

  private final Broker broker;
  private final String task;
  private final String queue;
  private final List<Object> arguments;
  private final Optional<Object> expected;
  private final int times;

  TaskRoundtrip(
      Broker broker,
      String task,
      String queue,
      List<Object> arguments,
      Optional<Object> expected,
      int times) {
    this.broker = broker;
    this.task = task;
    this.queue = queue;
    this.arguments = arguments;
    this.expected = expected;
    this.times = times;
  }

  /** Returns this metric through another queue, {@code celery} unless said. */
  public TaskRoundtrip queue(String name) {
    return new TaskRoundtrip(broker, task, name, arguments, expected, times);
  }

  /** Returns this metric with arguments: texts, numbers, booleans. */
  public TaskRoundtrip with(Object... values) {
    return new TaskRoundtrip(broker, task, queue, List.of(values), expected, times);
  }

  /** Returns this metric, expecting a result; any is taken unless said. */
  public TaskRoundtrip returning(Object result) {
    return new TaskRoundtrip(broker, task, queue, arguments, Optional.of(result), times);
  }

  /**
   * Returns this metric, sending the task so many times; 3 unless said.
   *
   * @throws IllegalArgumentException if it is less than one or more than a hundred
   */
  public TaskRoundtrip times(int count) {
    if (count < 1 || count > 100) {
      throw new IllegalArgumentException("Send it 1 to 100 times, not " + count + ".");
    }
    return new TaskRoundtrip(broker, task, queue, arguments, expected, count);
  }

  @Override
  public String name() {
    return "celery task-roundtrip " + task;
  }

  @Override
  public Reading<Duration> read(CheckContext context) throws Exception {
    Evidence evidence = Evidence.of(asked(), context.clock().instant());
    try {
      Trip trip = trip(context.remaining().minus(RESERVE), context);
      List<Objection> wrong = trip.wrong(expected);
      Evidence seen = evidence.observing(trip.rows());
      if (!wrong.isEmpty() || !trip.left().isEmpty()) {
        return Reading.error(wrong.isEmpty() ? trip.late() : wrong.get(0).text(), seen);
      }
      return Reading.value(trip.slowest(), seen);
    } catch (UnansweredException e) {
      return e.reading(evidence);
    }
  }

  @Override
  public Check compared(Threshold<Duration> threshold) {
    return Check.of(name() + " " + threshold, context -> judge(threshold, context));
  }

  private Verdict judge(Threshold<Duration> threshold, CheckContext context) throws Exception {
    Evidence evidence = Evidence.of(asked(), context.clock().instant());
    try {
      Duration patience = context.remaining(threshold.limit().plus(RESERVE)).minus(RESERVE);
      Trip trip = trip(patience, context);
      Evidence seen = evidence.observing(trip.rows()).against(threshold.toString());
      List<Objection> wrong = trip.wrong(expected);
      if (!wrong.isEmpty()) {
        return Verdict.of(wrong, "", seen);
      }
      if (trip.left().isEmpty()) {
        String all = "All " + times + " came back within " + Quantities.show(trip.slowest());
        return threshold.holds(trip.slowest())
            ? Verdict.pass(all + ", as asked " + threshold, seen)
            : threshold.breach("roundtrip-slow", all + ", not " + threshold + ".", seen);
      }
      if (trip.waited().compareTo(threshold.limit()) < 0) {
        return Verdict.inconclusive(
            Verdict.Cause.ERROR,
            trip.late() + "; the sample ends before the limit. Give it a longer deadline.",
            seen);
      }
      return threshold.breach(
          "roundtrip-missing",
          trip.late()
              + ". No worker takes from "
              + queue
              + ", all are busy, or there is no result backend in this database.",
          seen);
    } catch (UnansweredException e) {
      return e.verdict(evidence);
    }
  }

  private String asked() {
    return broker.asked() + ": task " + task + " " + arguments + " into " + queue;
  }

  private Trip trip(Duration patience, CheckContext context) throws Exception {
    ArrayNode values = Wire.MAPPER.valueToTree(arguments);
    Instant expires = context.clock().instant().plus(patience).plusSeconds(1);
    Map<String, JsonNode> results = new LinkedHashMap<>();
    Map<String, Duration> took = new LinkedHashMap<>();
    List<String> left = new ArrayList<>();
    long begun = System.nanoTime();
    try {
      for (int i = 0; i < times; i++) {
        String id = UUID.randomUUID().toString();
        left.add(id);
        broker.send(queue, Wire.task(queue, task, id, values, Optional.of(expires)), context);
      }
      Duration passed = Duration.ZERO;
      while (!left.isEmpty() && passed.compareTo(patience) < 0) {
        for (String id : List.copyOf(left)) {
          Optional<String> result = broker.text("celery-task-meta-" + id, context);
          passed = Duration.ofNanos(System.nanoTime() - begun);
          if (result.isPresent()
              && !Wire.read(result.get()).path("status").asText().equals("STARTED")) {
            results.put(id, Wire.read(result.get()));
            took.put(id, passed);
            left.remove(id);
          }
        }
        if (!left.isEmpty()) {
          context.pause(POLL);
        }
      }
      return new Trip(results, took, List.copyOf(left), passed);
    } finally {
      cleanUp(results, left, context);
    }
  }

  private void cleanUp(Map<String, JsonNode> results, List<String> left, CheckContext context)
      throws Exception {
    if (!left.isEmpty()) {
      var ids = Wire.MAPPER.createObjectNode();
      ids.set("task_id", Wire.MAPPER.valueToTree(left));
      ids.put("terminate", false);
      broker.ask("revoke", ids, Duration.ZERO, context);
    }
    if (!results.isEmpty()) {
      broker.remove(
          results.keySet().stream().map(id -> "celery-task-meta-" + id).toList(), context);
    }
  }

  /** What came of the tasks that were sent. */
  private record Trip(
      Map<String, JsonNode> results,
      Map<String, Duration> took,
      List<String> left,
      Duration waited) {

    Duration slowest() {
      return took.values().stream().max(Duration::compareTo).orElse(Duration.ZERO);
    }

    String late() {
      return left.size()
          + " of "
          + (left.size() + results.size())
          + " tasks have no result after "
          + Quantities.show(waited);
    }

    List<Objection> wrong(Optional<Object> expected) {
      List<Objection> wrong = new ArrayList<>();
      for (Map.Entry<String, JsonNode> one : results.entrySet()) {
        JsonNode result = one.getValue();
        String status = result.path("status").asText("?");
        if (!status.equals("SUCCESS")) {
          wrong.add(
              Objection.fail(
                  "task-failed",
                  one.getKey(),
                  "A task ended as " + status + ": " + result.path("result"),
                  "Look at the worker's log."));
        } else if (expected.isPresent()
            && !result.path("result").equals(Wire.MAPPER.valueToTree(expected.get()))) {
          wrong.add(
              Objection.fail(
                  "other-result",
                  one.getKey(),
                  "A task returned " + result.path("result") + ", not " + expected.get(),
                  "It is another task of that name, or other code than expected."));
        }
      }
      return wrong;
    }

    List<Observation> rows() {
      List<Observation> rows = new ArrayList<>();
      took.forEach(
          (id, time) -> rows.add(Observation.of(id, "came back after", time.toMillis(), "ms")));
      left.forEach(id -> rows.add(Observation.of(id, "came back", "no")));
      return rows;
    }
  }
}
