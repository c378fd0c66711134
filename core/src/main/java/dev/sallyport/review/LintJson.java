package dev.sallyport.review;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.plan.Plan;
import java.util.List;

/** Writes findings for machines; the fields are those of the records. */
final class LintJson {
  private LintJson() {}

  static String write(Plan plan, List<Finding> open, List<Lint.Accepted> accepted) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("plan", plan.name()).put("version", plan.version());
    ArrayNode findings = root.putArray("findings");
    open.forEach(finding -> fill(findings.addObject(), finding));
    ArrayNode others = root.putArray("accepted");
    accepted.forEach(it -> fill(others.addObject(), it.finding()).put("reason", it.reason()));
    return root.toPrettyString() + "\n";
  }

  private static ObjectNode fill(ObjectNode into, Finding finding) {
    return into.put("code", finding.code())
        .put("path", finding.path())
        .put("source", finding.source())
        .put("why", finding.why())
        .put("wayOut", finding.wayOut());
  }
}
