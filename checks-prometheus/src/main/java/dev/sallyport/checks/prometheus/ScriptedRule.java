package dev.sallyport.checks.prometheus;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;

/**
 * An alerting rule of a script.
 *
 * @param state that of its alert: {@code inactive}, {@code pending} or {@code firing}
 * @param error what its evaluation says; empty if it is healthy
 * @param expression what it says; empty if nobody asks
 */
record ScriptedRule(
    String name, String state, Map<String, String> labels, String error, String expression) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  static ScriptedRule quiet(String name) {
    return saying(name, "");
  }

  static ScriptedRule saying(String name, String expression) {
    return new ScriptedRule(name, "inactive", Map.of(), "", expression);
  }

  static ScriptedRule broken(String name, String error) {
    return new ScriptedRule(name, "inactive", Map.of(), error, "");
  }

  ScriptedRule alerting(String how, Map<String, String> with) {
    return new ScriptedRule(name, how, Map.copyOf(with), "", expression);
  }

  /** Returns it as a Prometheus tells it that evaluated it just now. */
  ObjectNode told(Instant now) {
    ObjectNode rule = MAPPER.createObjectNode().put("name", name).put("state", state);
    rule.put("health", error.isEmpty() ? "ok" : "err").put("lastError", error);
    rule.put("lastEvaluation", now.toString()).put("type", "alerting");
    rule.put("query", expression).put("duration", 0);
    if (!state.equals("inactive")) {
      ObjectNode alert = rule.putArray("alerts").addObject().put("state", state);
      labels.forEach(alert.putObject("labels").put("alertname", name)::put);
    }
    return rule;
  }
}
