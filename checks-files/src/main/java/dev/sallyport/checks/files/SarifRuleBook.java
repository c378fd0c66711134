package dev.sallyport.checks.files;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** The rules of a run, which say how grave a finding is that does not say so itself. */
final class SarifRuleBook {
  private final JsonNode tool;
  private final Map<String, JsonNode> byId = new HashMap<>();
  private final Map<String, String> overrides = new HashMap<>();

  SarifRuleBook(JsonNode tool, JsonNode invocations) {
    this.tool = tool;
    tool.path("driver").path("rules").forEach(rule -> byId.put(id(rule), rule));
    for (JsonNode extension : tool.path("extensions")) {
      extension.path("rules").forEach(rule -> byId.putIfAbsent(id(rule), rule));
    }
    for (JsonNode invocation : invocations) {
      invocation.path("ruleConfigurationOverrides").forEach(this::override);
    }
  }

  private void override(JsonNode override) {
    JsonNode descriptor = override.path("descriptor");
    JsonNode rule = rule(-1, descriptor.path("index").asInt(-1), descriptor.path("id").asText(""));
    String level = override.path("configuration").path("level").asText("");
    if (!level.isEmpty()) {
      overrides.put(id(rule), level);
    }
  }

  Finding finding(SarifResult result) {
    JsonNode rule = rule(result.extension(), result.index(), result.ruleId());
    return new Finding(
        result.ruleId().equals("?") ? id(rule) : result.ruleId(),
        level(result, rule),
        severity(rule),
        result.baseline(),
        result.suppressed(),
        result.place(),
        result.message());
  }

  private JsonNode rule(int extension, int index, String ruleId) {
    JsonNode component =
        extension >= 0 ? tool.path("extensions").path(extension) : tool.path("driver");
    JsonNode byIndex = component.path("rules").path(index);
    if (!byIndex.isMissingNode()) {
      return byIndex;
    }
    JsonNode exact = byId.get(ruleId);
    int slash = ruleId.lastIndexOf('/'); // CA1000/1 is a case of the rule CA1000
    JsonNode parent = slash < 0 ? null : byId.get(ruleId.substring(0, slash));
    JsonNode found = exact == null ? parent : exact;
    return found == null ? MissingNode.getInstance() : found;
  }

  private Findings.Level level(SarifResult result, JsonNode rule) {
    if (!result.kind().equals("fail")) {
      return Findings.Level.NONE;
    }
    String byRule = rule.path("defaultConfiguration").path("level").asText("warning");
    String level =
        result.level().isEmpty() ? overrides.getOrDefault(id(rule), byRule) : result.level();
    return switch (level.toLowerCase(Locale.ROOT)) {
      case "none" -> Findings.Level.NONE;
      case "note" -> Findings.Level.NOTE;
      case "warning" -> Findings.Level.WARNING;
      default -> Findings.Level.ERROR; // a word we do not know is not taken lightly
    };
  }

  private static OptionalDouble severity(JsonNode rule) {
    String text = rule.path("properties").path("security-severity").asText("");
    try {
      return text.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  private static String id(JsonNode rule) {
    return rule.path("id").asText("?");
  }
}
