package dev.sallyport.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.check.Verdict;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Output;
import dev.sallyport.plan.PlanDescription;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes records as JSON objects whose fields are the records' components. Times and durations are
 * ISO-8601 text; a verdict has its {@code kind}, an event its {@code event}.
 */
final class Json {
  static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  static String line(JsonNode node) {
    return node.toString();
  }

  static String pretty(JsonNode node) {
    return node.toPrettyString() + "\n";
  }

  static ObjectNode event(Event event) {
    ObjectNode node = NODES.objectNode().put("event", event.getClass().getSimpleName());
    if (event instanceof Event.RunStarted started) {
      node.put("at", started.at().toString()).put("runId", started.runId());
      node.set("plan", of(started.plan()));
      node.set("inputs", inputs(started.inputs()));
      return node.put("by", started.by());
    }
    return components(event, node);
  }

  /** Returns inputs as what they are; the journal has them as JSON text. */
  static ObjectNode inputs(Map<String, String> inputs) {
    ObjectNode node = NODES.objectNode();
    inputs.forEach((name, json) -> node.set(name, parsed(json)));
    return node;
  }

  /** Returns what any value of the journal or of a story looks like in JSON. */
  static JsonNode of(@Nullable Object value) {
    if (value == null) {
      return NullNode.getInstance();
    } else if (value instanceof String text) {
      return NODES.textNode(text);
    } else if (value instanceof Boolean flag) {
      return NODES.booleanNode(flag);
    } else if (value instanceof Integer || value instanceof Long) {
      return NODES.numberNode(((Number) value).longValue());
    } else if (value instanceof Collection<?> many) {
      ArrayNode array = NODES.arrayNode();
      many.forEach(one -> array.add(of(one)));
      return array;
    } else if (value instanceof Map<?, ?> map) {
      ObjectNode object = NODES.objectNode();
      map.forEach((key, one) -> object.set(String.valueOf(key), of(one)));
      return object;
    } else if (value instanceof Output output) {
      return parsed(output.json());
    } else if (value instanceof PlanDescription plan) {
      ObjectNode object =
          NODES.objectNode().put("name", plan.name()).put("version", plan.version());
      object.put("fingerprint", plan.fingerprint());
      return object.put("policyFingerprint", plan.policyFingerprint());
    } else if (value instanceof Verdict verdict) {
      return components(value, NODES.objectNode().put("kind", verdict.word()));
    }
    return value instanceof Record ? components(value, NODES.objectNode()) : text(value);
  }

  private static JsonNode text(Object value) {
    return NODES.textNode(value.toString());
  }

  private static ObjectNode components(Object value, ObjectNode into) {
    try {
      for (RecordComponent component : value.getClass().getRecordComponents()) {
        into.set(component.getName(), of(component.getAccessor().invoke(value)));
      }
      return into;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("A " + value.getClass().getName() + " cannot be read.", e);
    }
  }

  private static JsonNode parsed(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      // A codec of the plan's own may write what is no JSON; a report shows it all the same.
      return NODES.textNode(json);
    }
  }
}
