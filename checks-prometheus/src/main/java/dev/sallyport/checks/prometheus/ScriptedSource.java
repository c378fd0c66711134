package dev.sallyport.checks.prometheus;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.check.CheckContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Answers as a Prometheus does, from a script. Thread-safe. */
final class ScriptedSource implements Source {
  private final ScriptedPrometheus script;
  private volatile boolean closed;

  ScriptedSource(ScriptedPrometheus script) {
    this.script = script;
  }

  private void reach() throws PrometheusException {
    if (closed) {
      throw new IllegalStateException("These PrometheusChecks are closed. Keep them for the run.");
    }
    if (!script.answers()) {
      throw new PrometheusException(asked() + " gave no answer, as its script says");
    }
  }

  @Override
  public String asked() {
    return "a scripted Prometheus";
  }

  @Override
  public List<Series> query(String query, CheckContext context) throws Exception {
    reach();
    return script.series(query);
  }

  @Override
  public List<Series> range(
      String query, Instant from, Instant to, Duration step, CheckContext context)
      throws Exception {
    reach();
    return script.series(query);
  }

  @Override
  public List<JsonNode> alertingRules(CheckContext context) throws Exception {
    reach();
    Instant now = context.clock().instant();
    return script.rules().stream().map(rule -> (JsonNode) rule.told(now)).toList();
  }

  @Override
  public void close() {
    closed = true;
  }
}
