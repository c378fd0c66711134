package dev.sallyport.checks.k8s;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reads what the API server's objects say. Pure. */
final class Trees {
  static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private Trees() {}

  static String write(JsonNode node) {
    try {
      return MAPPER.writeValueAsString(MAPPER.treeToValue(node, Object.class));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("An object could not be written as JSON", e);
    }
  }

  static JsonNode read(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("This is no JSON: " + e.getOriginalMessage(), e);
    }
  }

  static String name(JsonNode object) {
    return object.at("/metadata/name").asText();
  }

  static String uid(JsonNode object) {
    return object.at("/metadata/uid").asText();
  }

  static long number(JsonNode object, String pointer) {
    return object.at(pointer).asLong(0);
  }

  static boolean terminating(JsonNode object) {
    return !object.at("/metadata/deletionTimestamp").isMissingNode();
  }

  /** Returns whether an object is owned by the one with that uid, as its controller. */
  static boolean ownedBy(JsonNode object, String uid) {
    return stream(object.at("/metadata/ownerReferences"))
        .anyMatch(owner -> owner.path("uid").asText().equals(uid));
  }

  static Optional<JsonNode> condition(JsonNode object, String type) {
    return stream(object.at("/status/conditions"))
        .filter(condition -> condition.path("type").asText().equals(type))
        .findFirst();
  }

  /** Returns whether a condition is there and {@code True}. */
  static boolean holds(JsonNode object, String type) {
    return condition(object, type).map(c -> c.path("status").asText().equals("True")).orElse(false);
  }

  /** Returns the instant that a timestamp of the API stands for; empty if it is none. */
  static Optional<Instant> instant(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  static Map<String, String> map(JsonNode object) {
    Map<String, String> map = new LinkedHashMap<>();
    object.properties().forEach(field -> map.put(field.getKey(), field.getValue().asText()));
    return map;
  }

  /** Returns a label selector in the words of a query: {@code app=shop,version=green}. */
  static String selector(Map<String, String> labels) {
    return labels.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining(","));
  }

  /** Returns who last wrote each part of an object: its field managers, newest first. */
  static List<String> managers(JsonNode object) {
    List<JsonNode> entries = new ArrayList<>(stream(object.at("/metadata/managedFields")).toList());
    entries.sort((one, two) -> two.path("time").asText().compareTo(one.path("time").asText()));
    return entries.stream().map(entry -> entry.path("manager").asText()).distinct().toList();
  }
}
