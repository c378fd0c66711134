package dev.sallyport.checks.celery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The tasks that were sent to a scripted broker, and their results. Thread-safe. */
final class ScriptedQueues {
  private final ScriptedCelery script;
  private final Map<String, Sent> sent = new LinkedHashMap<>();
  private final Map<String, Result> results = new HashMap<>();

  ScriptedQueues(ScriptedCelery script) {
    this.script = script;
  }

  private record Sent(String queue, String task, List<Object> arguments, long at) {}

  /** What a task came to, and from when on it can be seen. */
  private record Result(String text, long from) {}

  synchronized void send(String queue, JsonNode envelope) {
    JsonNode headers = envelope.path("headers");
    List<Object> arguments = new ArrayList<>();
    Wire.body(envelope)
        .path(0)
        .forEach(one -> arguments.add(Wire.MAPPER.convertValue(one, Object.class)));
    sent.put(
        headers.path("id").asText(),
        new Sent(queue, headers.path("task").asText(), arguments, System.nanoTime()));
  }

  synchronized void revoke(Set<String> ids) {
    work();
    sent.keySet().removeAll(ids);
  }

  /** Returns the result at a key; empty if there is none yet. */
  synchronized Optional<String> result(String key) {
    work();
    return Optional.ofNullable(results.get(key))
        .filter(result -> System.nanoTime() - result.from() >= 0)
        .map(Result::text);
  }

  synchronized void remove(List<String> keys) {
    results.keySet().removeAll(keys);
  }

  synchronized long waiting(String queue) {
    work();
    return sent.values().stream().filter(one -> one.queue().equals(queue)).count();
  }

  /** Lets the workers that are free take what waits; one that does not know a task fails it. */
  private void work() {
    List<ScriptedCelery.Worker> free =
        script.workers().stream().filter(worker -> !worker.silent()).toList();
    Iterator<Map.Entry<String, Sent>> each = sent.entrySet().iterator();
    while (each.hasNext()) {
      Map.Entry<String, Sent> one = each.next();
      Sent task = one.getValue();
      Optional<ScriptedCelery.Worker> taker =
          free.stream().filter(worker -> worker.takesFrom().contains(task.queue())).findFirst();
      if (taker.isPresent()) {
        each.remove();
        run(one.getKey(), task, taker.get());
      }
    }
  }

  private void run(String id, Sent task, ScriptedCelery.Worker worker) {
    ObjectNode meta = Wire.MAPPER.createObjectNode().put("task_id", id);
    Function<List<Object>, Object> body = script.tasks().get(task.task());
    if (body == null || worker.lacks().contains(task.task())) {
      failed(meta, "NotRegistered", task.task());
    } else {
      try {
        Object result = body.apply(task.arguments());
        meta.put("status", "SUCCESS").set("result", Wire.MAPPER.valueToTree(result));
      } catch (RuntimeException e) {
        failed(meta, e.getClass().getSimpleName(), String.valueOf(e.getMessage()));
      }
    }
    long from = task.at() + script.taking().toNanos();
    results.put("celery-task-meta-" + id, new Result(meta.toString(), from));
  }

  private static void failed(ObjectNode meta, String type, String message) {
    meta.put("status", "FAILURE")
        .putObject("result")
        .put("exc_type", type)
        .put("exc_message", message);
  }
}
