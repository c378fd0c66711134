package dev.sallyport.examples.analytics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.check.Check;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Objection;
import dev.sallyport.check.Verdict;
import dev.sallyport.command.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The schedule of Celery's beat, as the code has it that the workers run: each of them tells its
 * configuration by {@code celery inspect conf}.
 */
final class Schedule {
  private final AnalyticsSystems on;

  Schedule(AnalyticsSystems on) {
    this.on = on;
  }

  /** Returns the check that every worker's code schedules a task, under a name. */
  Check has(String name, String task) {
    return Command.of(on.at.programs().celery(), "-A", "app.celery", "inspect", "conf", "--json")
        .in(on.home.app())
        .env(
            "BROKER_ADDRESS",
            on.at.data().broker().getHostString() + ":" + on.at.data().broker().getPort())
        .env("REDIS_PASSWORD", Secrets.REDIS)
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .timeout(Duration.ofSeconds(20))
        .check("beat-schedule")
        .pendingOn(69) // no worker has answered
        .output(Schedule::read)
        .judged((workers, evidence) -> judge(workers, name, task, evidence));
  }

  private static JsonNode read(String said) throws JsonProcessingException {
    JsonNode workers = JsonApi.JSON.readTree(said);
    if (!workers.isObject()) {
      throw new IllegalArgumentException("expected an object with the workers");
    }
    return workers;
  }

  private static Verdict judge(JsonNode workers, String name, String task, Evidence evidence) {
    List<Objection> found = new ArrayList<>();
    Evidence seen = evidence.against(name + " runs " + task);
    for (Map.Entry<String, JsonNode> worker : workers.properties()) {
      JsonNode entry = worker.getValue().path("beat_schedule").path(name);
      seen = seen.and(worker.getKey(), name, entry.isMissingNode() ? "none" : entry.toString());
      if (!entry.path("task").asText().equals(task) || !entry.has("schedule")) {
        found.add(
            Objection.fail(
                "not-scheduled",
                worker.getKey(),
                "The code of " + worker.getKey() + " does not schedule " + task,
                "Look at app.conf.beat_schedule, and restart the worker with this release."));
      }
    }
    if (workers.isEmpty()) {
      return Verdict.inconclusive(Verdict.Cause.NO_DATA, "No worker told its schedule", seen);
    }
    return Verdict.of(found, "All " + workers.size() + " workers' code schedules " + task, seen);
  }
}
