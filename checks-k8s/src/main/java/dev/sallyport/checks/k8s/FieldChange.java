package dev.sallyport.checks.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Changes one field of one object by test and replace, and puts it back.
 *
 * <p>The change leaves an annotation with what was there before, written in the same patch; so
 * whoever comes after a crash can tell that it was made, by whom, and from what. Putting the field
 * back takes the annotation away.
 */
final class FieldChange {
  static final String ANNOTATION = "sallyport.dev/";
  private static final String JSON_PATCH = "application/json-patch+json";
  private static final int TRIES = 5;
  private static final int KEY_LENGTH = 32;

  private final Api api;
  private final String path;

  FieldChange(Api api, String path) {
    this.api = api;
    this.path = path;
  }

  /** What a change makes of an object: which field, and its new value. */
  @FunctionalInterface
  interface Target {
    Edit of(JsonNode object);
  }

  /** A field, as a JSON pointer, and its new value. */
  record Edit(String pointer, JsonNode value) {}

  static String annotation(String idempotencyKey) {
    String key = idempotencyKey.replaceAll("[^A-Za-z0-9]", "");
    return ANNOTATION + key.substring(0, Math.min(KEY_LENGTH, key.length()));
  }

  private static String noteOf(JsonNode object, String annotation) {
    return object.at("/metadata/annotations").path(annotation).asText();
  }

  /** Makes the change, unless it was made already. */
  Changed make(String idempotencyKey, Target target, Call call) throws Exception {
    String annotation = annotation(idempotencyKey);
    @Nullable JsonNode was = null;
    for (int attempt = 1; ; attempt++) {
      JsonNode object = object(call);
      String note = noteOf(object, annotation);
      if (!note.isEmpty()) {
        return Trees.MAPPER.readValue(note, Changed.class);
      }
      Edit edit = target.of(object);
      JsonNode before = object.at(edit.pointer());
      if (was != null && !was.equals(before)) {
        throw ChangedByOthersException.of(
            path + " at " + edit.pointer(), shown(was), object, shown(before));
      }
      was = before;
      Changed changed =
          new Changed(
              path,
              Trees.uid(object),
              edit.pointer(),
              before.isMissingNode() ? null : Trees.write(before),
              Trees.write(edit.value()));
      try {
        api.send("PATCH", path, JSON_PATCH, forth(object, changed, annotation), call);
        return changed;
      } catch (ApiException e) {
        if (!e.conflict() || attempt == TRIES) {
          throw e;
        }
      }
    }
  }

  /** Returns the change, if it was made. */
  Optional<Changed> find(String idempotencyKey, Call call) throws Exception {
    Optional<JsonNode> object = api.get(path, call);
    String note = object.map(o -> noteOf(o, annotation(idempotencyKey))).orElse("");
    return note.isEmpty()
        ? Optional.empty()
        : Optional.of(Trees.MAPPER.readValue(note, Changed.class));
  }

  /** Puts back what was there, unless it is back already or somebody else changed it since. */
  void undo(String idempotencyKey, Changed changed, Call call) throws Exception {
    String annotation = annotation(idempotencyKey);
    for (int attempt = 1; ; attempt++) {
      JsonNode object = object(call);
      if (!Trees.uid(object).equals(changed.uid())) {
        throw new ChangedByOthersException(
            path + " was deleted and made anew since it was changed; it was left as it is.");
      }
      JsonNode now = object.at(changed.pointer());
      boolean noted = !noteOf(object, annotation).isEmpty();
      if (!noted && same(now, changed.before())) {
        return;
      }
      if (!same(now, changed.after())) {
        throw ChangedByOthersException.of(
            path + " at " + changed.pointer(), changed.after(), object, shown(now));
      }
      try {
        api.send("PATCH", path, JSON_PATCH, back(object, changed, annotation, noted), call);
        return;
      } catch (ApiException e) {
        if (!e.conflict() || attempt == TRIES) {
          throw e;
        }
      }
    }
  }

  private JsonNode object(Call call) throws Exception {
    return api.get(path, call)
        .orElseThrow(
            () ->
                new ApiException(
                    404, "There is nothing at " + path + " of " + api.server() + " to change"));
  }

  private static boolean same(JsonNode value, @Nullable String json) {
    return json == null
        ? value.isMissingNode()
        : !value.isMissingNode() && Trees.write(value).equals(json);
  }

  private static String shown(JsonNode value) {
    return value.isMissingNode() ? "not there" : Trees.write(value);
  }

  private static String forth(JsonNode object, Changed changed, String annotation) {
    ArrayNode patch = Trees.MAPPER.createArrayNode();
    patch.add(op("test", "/metadata/uid").put("value", changed.uid()));
    if (changed.before() == null) {
      // what is not there cannot be tested; so nothing at all may have changed
      patch.add(
          op("test", "/metadata/resourceVersion")
              .set("value", object.at("/metadata/resourceVersion")));
    } else {
      patch.add(op("test", changed.pointer()).set("value", Trees.read(changed.before())));
    }
    if (object.at("/metadata/annotations").isMissingNode()) {
      patch.add(op("add", "/metadata/annotations").set("value", Trees.MAPPER.createObjectNode()));
    }
    patch.add(op("add", pointer(annotation)).put("value", note(changed)));
    patch.add(op("add", changed.pointer()).set("value", Trees.read(changed.after())));
    return Trees.write(patch);
  }

  private static String back(JsonNode object, Changed changed, String annotation, boolean noted) {
    ArrayNode patch = Trees.MAPPER.createArrayNode();
    patch.add(op("test", "/metadata/uid").put("value", changed.uid()));
    patch.add(op("test", changed.pointer()).set("value", object.at(changed.pointer())));
    if (noted) {
      patch.add(op("remove", pointer(annotation)));
    }
    if (changed.before() == null) {
      patch.add(op("remove", changed.pointer()));
    } else {
      patch.add(op("replace", changed.pointer()).set("value", Trees.read(changed.before())));
    }
    return Trees.write(patch);
  }

  private static String note(Changed changed) {
    return Trees.write(Trees.MAPPER.valueToTree(changed));
  }

  private static ObjectNode op(String op, String path) {
    return Trees.MAPPER.createObjectNode().put("op", op).put("path", path);
  }

  private static String pointer(String annotation) {
    return "/metadata/annotations/" + annotation.replace("~", "~0").replace("/", "~1");
  }
}
