package dev.sallyport.checks.files;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;

/** Gathers the parts of a run, in whatever order they come. */
final class SarifRunReader {
  private final List<SarifResult> results = new ArrayList<>();
  private final List<String> troubles = new ArrayList<>();
  private JsonNode tool = MissingNode.getInstance();
  private JsonNode invocations = MissingNode.getInstance();
  private boolean looked;

  void tool(JsonNode node) {
    tool = node;
  }

  void looked() {
    looked = true;
  }

  void result(JsonNode node) {
    results.add(SarifResult.of(node));
  }

  void elsewhere(JsonNode references) {
    if (!references.path("results").isMissingNode()) {
      troubles.add("keeps results in another file");
    }
  }

  void invocations(JsonNode node) {
    invocations = node;
    for (JsonNode invocation : node) {
      if (!invocation.path("executionSuccessful").asBoolean(true)) {
        troubles.add("says that it did not succeed");
      }
      errors(invocation.path("toolExecutionNotifications"), "met an error");
      errors(invocation.path("toolConfigurationNotifications"), "was set up with an error");
    }
  }

  private void errors(JsonNode notifications, String what) {
    for (JsonNode notification : notifications) {
      if (notification.path("level").asText().equals("error")) {
        String text = notification.path("message").path("text").asText();
        troubles.add(what + ": " + JUnitXml.line(text));
      }
    }
  }

  SarifRun end() {
    if (!looked) {
      troubles.add("has no list of results: it did not look");
    }
    SarifRuleBook rules = new SarifRuleBook(tool, invocations);
    JsonNode driver = tool.path("driver");
    return new SarifRun(
        driver.path("name").asText("?"),
        driver.path("semanticVersion").asText(driver.path("version").asText("?")),
        results.stream().map(rules::finding).toList(),
        troubles);
  }
}
