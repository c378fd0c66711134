package dev.sallyport.checks.files;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What is kept of a result until its rule is known.
 *
 * @param extension the index of the tool's extension that holds its rule; -1 for the driver
 * @param index the index of its rule there; -1 for none
 * @param level as the result itself has it; empty for none
 */
record SarifResult(
    String ruleId,
    int extension,
    int index,
    String kind,
    String level,
    String baseline,
    boolean suppressed,
    String place,
    String message) {

  static SarifResult of(JsonNode result) {
    JsonNode rule = result.path("rule");
    return new SarifResult(
        result.path("ruleId").asText(rule.path("id").asText("?")),
        rule.path("toolComponent").path("index").asInt(-1),
        result.path("ruleIndex").asInt(rule.path("index").asInt(-1)),
        result.path("kind").asText("fail"),
        result.path("level").asText(""),
        result.path("baselineState").asText(""),
        suppressed(result.path("suppressions")),
        place(result.path("locations").path(0).path("physicalLocation")),
        JUnitXml.line(message(result.path("message"))));
  }

  /** A suppression that is asked for or was refused leaves the finding in force. */
  private static boolean suppressed(JsonNode suppressions) {
    for (JsonNode suppression : suppressions) {
      if (!suppression.path("status").asText("accepted").equals("accepted")) {
        return false;
      }
    }
    return !suppressions.isEmpty();
  }

  private static String message(JsonNode message) {
    return message.path("text").asText(message.path("id").asText(""));
  }

  private static String place(JsonNode location) {
    String file = location.path("artifactLocation").path("uri").asText("");
    int line = location.path("region").path("startLine").asInt(0);
    return line > 0 ? file + ":" + line : file;
  }
}
