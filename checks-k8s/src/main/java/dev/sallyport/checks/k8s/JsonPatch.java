package dev.sallyport.checks.k8s;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Carries out what our own JSON patches (RFC 6902) say of fields of objects. Pure. */
final class JsonPatch {
  private JsonPatch() {}

  /**
   * Returns the object as the patch leaves it.
   *
   * @throws ApiException if a test of it does not hold, or a field to replace is not there
   */
  static ObjectNode apply(JsonNode patch, ObjectNode object) throws ApiException {
    ObjectNode now = object.deepCopy();
    for (JsonNode op : patch) {
      one(op, now);
    }
    return now;
  }

  private static void one(JsonNode op, ObjectNode object) throws ApiException {
    JsonPointer pointer = JsonPointer.compile(op.path("path").asText());
    JsonNode value = op.path("value");
    switch (op.path("op").asText()) {
      case "test" -> {
        if (!object.at(pointer).equals(value)) {
          throw refused("testing value " + pointer + " failed");
        }
      }
      case "add", "replace" -> set(object, pointer, value);
      case "remove" -> parent(object, pointer).remove(last(pointer));
      default -> throw refused("no such operation: " + op);
    }
  }

  private static void set(ObjectNode object, JsonPointer pointer, JsonNode value)
      throws ApiException {
    parent(object, pointer).set(last(pointer), value);
  }

  private static ObjectNode parent(ObjectNode object, JsonPointer pointer) throws ApiException {
    if (object.at(pointer.head()) instanceof ObjectNode parent) {
      return parent;
    }
    throw refused("there is no object at " + pointer.head());
  }

  private static String last(JsonPointer pointer) {
    return pointer.last().getMatchingProperty();
  }

  private static ApiException refused(String why) {
    return new ApiException(422, "the patch does not apply: " + why);
  }
}
