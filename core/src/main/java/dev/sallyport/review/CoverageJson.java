package dev.sallyport.review;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes a coverage for machines; the fields are those of the records. */
final class CoverageJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private CoverageJson() {}

  static String write(RollbackCoverage coverage, @Nullable Deadlines deadlines) {
    ObjectNode root = NODES.objectNode();
    root.put("plan", coverage.plan()).put("version", coverage.version());
    root.put("grace", coverage.grace().toString());
    root.set("steps", all(coverage.steps(), CoverageJson::step));
    root.set("phases", all(coverage.phases(), p -> undo(p.undo()).put("name", p.name())));
    root.set(
        "points",
        all(coverage.points(), p -> NODES.objectNode().put("path", p.path()).put("why", p.why())));
    root.set("watches", all(coverage.watches(), CoverageJson::watch));
    root.set(
        "told",
        all(
            coverage.told(),
            told -> {
              ObjectNode node = NODES.objectNode().put("moment", told.moment());
              node.set("by", all(told.by(), NODES::textNode));
              return node;
            }));
    root.set("waysBack", all(coverage.waysBack(), CoverageJson::way));
    if (deadlines != null) {
      root.put("windowEnd", deadlines.windowEnd().toString());
      root.set("deadlines", all(deadlines.points(), CoverageJson::deadline));
    }
    return root.toPrettyString() + "\n";
  }

  private static ObjectNode step(StepCoverage step) {
    ObjectNode node = NODES.objectNode().put("path", step.path()).put("kind", step.kind().name());
    node.put("stays", step.stays()).put("whenUnknown", step.whenUnknown().name());
    node.set("undo", step.undo() == null ? null : undo(step.undo()));
    return node;
  }

  private static ObjectNode undo(UndoCoverage undo) {
    Duration timeout = undo.timeout();
    ObjectNode node = NODES.objectNode().put("attempts", undo.attempts());
    node.put("timeout", timeout == null ? null : timeout.toString());
    node.put("verifiedBy", undo.verifiedBy()).put("whenUnknown", undo.whenUnknown().name());
    node.set("worst", worst(undo.worst()));
    return node;
  }

  private static ObjectNode watch(WatchCoverage watch) {
    ObjectNode node = NODES.objectNode().put("path", watch.path());
    node.put("from", watch.from()).put("until", watch.until());
    node.put("trips", watch.trips()).put("onTrip", watch.onTrip().name());
    node.put("blind", watch.blind()).put("onBlind", watch.onBlind().name());
    node.set("lastSample", worst(watch.lastSample()));
    return node;
  }

  private static ObjectNode way(WayBack way) {
    ObjectNode node = NODES.objectNode().put("path", way.path()).put("kind", way.kind());
    node.set("forward", worst(way.forward()));
    node.set("undo", worst(way.undo()));
    node.set("stays", all(way.stays(), NODES::textNode));
    node.set("behind", all(way.behind(), NODES::textNode));
    return node;
  }

  private static ObjectNode deadline(Deadline deadline) {
    ObjectNode node = NODES.objectNode().put("path", deadline.path());
    node.set("undo", worst(deadline.undo()));
    node.put("decideBy", Objects.toString(deadline.decideBy(), null));
    return node.put("byPerson", deadline.byPerson());
  }

  private static ObjectNode worst(WorstCase worst) {
    ObjectNode node = NODES.objectNode().put("hasLimit", worst.hasLimit());
    node.put("limited", worst.limited().toString());
    node.set("unlimited", all(worst.unlimited(), NODES::textNode));
    return node;
  }

  private static <T> ArrayNode all(List<T> many, Function<T, ? extends JsonNode> each) {
    ArrayNode array = NODES.arrayNode();
    many.forEach(one -> array.add(each.apply(one)));
    return array;
  }
}
