package dev.sallyport.checks.celery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.UnansweredException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Answers as a broker and its workers do, from a script. Thread-safe. */
final class ScriptedBroker implements Broker {
  private static final Duration SOON = Duration.ofMillis(5);

  private final ScriptedCelery script;
  private final ScriptedQueues queues;
  private volatile boolean closed;

  ScriptedBroker(ScriptedCelery script, ScriptedQueues queues) {
    this.script = script;
    this.queues = queues;
  }

  private void reach() throws UnansweredException {
    if (closed) {
      throw new IllegalStateException("These CeleryChecks are closed. Keep them open for the run.");
    }
    if (!script.answers()) {
      throw new UnansweredException(
          "The broker at " + asked() + " gave no answer, as its script says",
          "Look at the address, the credentials, TLS, and whether the broker runs.",
          null);
    }
  }

  @Override
  public String asked() {
    return "a scripted broker";
  }

  @Override
  public Replies ask(String method, ObjectNode arguments, Duration patience, CheckContext context)
      throws Exception {
    reach();
    if (method.equals("revoke")) {
      Set<String> ids = new HashSet<>();
      arguments.path("task_id").forEach(id -> ids.add(id.asText()));
      queues.revoke(ids);
    }
    Map<String, JsonNode> answers = new LinkedHashMap<>();
    Map<String, Duration> took = new LinkedHashMap<>();
    List<ScriptedCelery.Worker> told = script.workers();
    for (ScriptedCelery.Worker worker : told) {
      if (!worker.silent()) {
        answers.put(worker.name(), answer(method, worker));
        took.put(worker.name(), SOON);
      }
    }
    return new Replies(told.size(), answers, took, context.clock().instant());
  }

  private JsonNode answer(String method, ScriptedCelery.Worker worker) {
    ArrayNode list = Wire.MAPPER.createArrayNode();
    switch (method) {
      case "active_queues" -> worker.takesFrom().forEach(q -> list.addObject().put("name", q));
      case "registered" ->
          script.tasks().keySet().stream()
              .filter(task -> !worker.lacks().contains(task))
              .forEach(list::add);
      default -> {
        return Wire.MAPPER.createObjectNode().put("ok", "pong");
      }
    }
    return list;
  }

  @Override
  public void send(String queue, String message, CheckContext context) throws Exception {
    reach();
    queues.send(queue, Wire.read(message));
  }

  @Override
  public Optional<String> text(String key, CheckContext context) throws Exception {
    reach();
    return queues.result(key);
  }

  @Override
  public List<String> items(String key, int most, CheckContext context) throws Exception {
    reach();
    return script
        .beat(key)
        .map(beat -> times(beat, most, context.clock().instant()))
        .orElse(List.of());
  }

  /** Returns when a canary ran, the last time first; beats share no rhythm. */
  private static List<String> times(ScriptedCelery.Beat beat, int most, Instant now) {
    List<String> times = new ArrayList<>();
    double period = beat.period().toNanos() / 1e9;
    double last = now.toEpochMilli() / 1e3 - beat.stopped().toNanos() / 1e9;
    for (int run = 0; times.size() < most; run++) {
      for (int i = 0; i < beat.beats() && times.size() < most; i++) {
        times.add(String.valueOf(last - run * period - i * period / (4.0 * beat.beats())));
      }
    }
    return times;
  }

  @Override
  public void remove(List<String> keys, CheckContext context) throws Exception {
    reach();
    queues.remove(keys);
  }

  @Override
  public Depth depth(List<String> names, CheckContext context) throws Exception {
    reach();
    Map<String, Long> waiting = new LinkedHashMap<>();
    names.forEach(name -> waiting.put(name, script.waiting(name) + queues.waiting(name)));
    return new Depth(
        waiting,
        script.reserved(),
        script.reserved() > 0
            ? OptionalDouble.of(script.oldest().toMillis() / 1e3)
            : OptionalDouble.empty());
  }

  @Override
  public List<JsonNode> events(Duration span, CheckContext context) throws Exception {
    reach();
    List<JsonNode> events = new ArrayList<>();
    for (ScriptedCelery.Worker worker : script.workers()) {
      if (!worker.silent()) {
        ObjectNode event = Wire.MAPPER.createObjectNode().put("type", "worker-heartbeat");
        event.put("hostname", worker.name()).put("freq", 2.0).put("active", 0);
        event.put("processed", 0).put("clock", 1).putArray("loadavg").add(0.1);
        event.put("timestamp", context.clock().instant().toEpochMilli() / 1e3);
        events.add(event);
      }
    }
    return events;
  }

  @Override
  public void close() {
    closed = true;
  }
}
