package dev.sallyport.checks.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.plan.StepContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Applies an object on the server's side, and puts back exactly what was there.
 *
 * <p>What was there goes into an annotation in the same request, so that it is not lost with the
 * process that applied. Fields that another manager owns are a conflict, unless taken over.
 */
final class Apply {
  private static final String MANAGER = "sallyport";
  private static final long LOOK_AGAIN_MILLIS = 200;
  private static final int TRIES = 5;

  private final Api api;
  private final Manifest source;
  private final Set<String> read = ConcurrentHashMap.newKeySet();
  private final Set<String> unread = ConcurrentHashMap.newKeySet();
  private final boolean takingOver;

  /** Where the object to apply is had from, when it is applied. */
  @FunctionalInterface
  interface Manifest {
    JsonNode read() throws IOException;
  }

  Apply(Api api, Manifest source, boolean takingOver) {
    this.api = api;
    this.source = source;
    this.takingOver = takingOver;
  }

  /** Returns where the object is, as the server's own directory of kinds says. */
  private String path(JsonNode manifest, Call call) throws Exception {
    String version = manifest.path("apiVersion").asText();
    String kind = manifest.path("kind").asText();
    String root = version.contains("/") ? "/apis/" + version : "/api/" + version;
    JsonNode resources =
        api.get(root, call)
            .orElseThrow(() -> new ApiException(404, api.server() + " knows no " + version));
    JsonNode resource =
        Trees.stream(resources.path("resources"))
            .filter(each -> each.path("kind").asText().equals(kind))
            .filter(each -> !each.path("name").asText().contains("/"))
            .findFirst()
            .orElseThrow(
                () -> new ApiException(404, api.server() + " knows no " + kind + " in " + version));
    String place =
        resource.path("namespaced").asBoolean()
            ? "/namespaces/" + manifest.at("/metadata/namespace").asText("default")
            : "";
    return root + place + "/" + resource.path("name").asText() + "/" + Trees.name(manifest);
  }

  Applied make(StepContext context) throws Exception {
    Call call = Call.of(context);
    JsonNode manifest = manifest(context.idempotencyKey());
    String path = path(manifest, call);
    String annotation = FieldChange.annotation(context.idempotencyKey());
    Optional<JsonNode> now = api.get(path, call);
    if (now.isPresent() && noted(now.get(), annotation)) {
      return applied(path, now.get(), annotation);
    }
    String note = now.map(Apply::kept).orElse("");
    ObjectNode wanted = manifest.deepCopy();
    wanted.withObject("/metadata/annotations").put(annotation, "was:" + note);
    try {
      JsonNode made =
          api.send(
              "PATCH",
              path + "?fieldManager=" + MANAGER + "&force=" + takingOver,
              "application/apply-patch+yaml",
              Trees.write(wanted),
              call);
      return applied(path, made, annotation);
    } catch (ApiException e) {
      if (e.status() == 409) {
        throw new ChangedByOthersException(
            e.getMessage() + ". Leave those fields to their owner, or take them over.");
      }
      throw e;
    }
  }

  private JsonNode manifest(String key) throws IOException {
    try {
      JsonNode manifest = source.read();
      read.add(key);
      return manifest;
    } catch (IOException | IllegalArgumentException e) {
      unread.add(key);
      throw e;
    }
  }

  Optional<Applied> find(StepContext context) throws Exception {
    String key = context.idempotencyKey();
    if (unread.contains(key) && !read.contains(key)) {
      return Optional.empty(); // what could not be read was not sent
    }
    Call call = Call.of(context);
    String path = path(source.read(), call);
    String annotation = FieldChange.annotation(context.idempotencyKey());
    return api.get(path, call)
        .filter(object -> noted(object, annotation))
        .map(object -> applied(path, object, annotation));
  }

  void undo(StepContext context, Applied applied) throws Exception {
    Call call = Call.of(context);
    String annotation = FieldChange.annotation(context.idempotencyKey());
    for (int attempt = 1; ; attempt++) {
      Optional<JsonNode> now = api.get(applied.path(), call);
      if (back(now, applied, annotation)) {
        return;
      }
      JsonNode object = now.orElseThrow();
      try {
        if (applied.before() == null) {
          delete(object, applied, call);
        } else {
          ObjectNode old = (ObjectNode) Trees.read(applied.before());
          old.withObject("/metadata")
              .set("resourceVersion", object.at("/metadata/resourceVersion"));
          api.send("PUT", applied.path(), "application/json", Trees.write(old), call);
        }
        return;
      } catch (ApiException e) {
        if (!e.conflict() || attempt == TRIES) {
          throw e;
        }
      }
    }
  }

  /** Returns whether all is as it was before; refuses what somebody else has changed since. */
  private static boolean back(Optional<JsonNode> now, Applied applied, String annotation)
      throws ChangedByOthersException {
    @Nullable String before = applied.before();
    if (now.isEmpty()) {
      if (before == null) {
        return true;
      }
      throw new ChangedByOthersException(
          applied.path()
              + " was deleted since it was applied; what it was before is in the journal.");
    }
    JsonNode object = now.get();
    if (!Trees.uid(object).equals(applied.uid())) {
      throw new ChangedByOthersException(
          applied.path()
              + " was deleted and made anew since it was applied; it was left as it is.");
    }
    boolean noted = noted(object, annotation);
    if (!noted && before != null && content(object).equals(content(Trees.read(before)))) {
      return true;
    }
    if (!content(object).equals(applied.content())) {
      throw ChangedByOthersException.of(applied.path(), "as it was applied", object, "otherwise");
    }
    return false;
  }

  private void delete(JsonNode object, Applied applied, Call call) throws Exception {
    ObjectNode options = Trees.MAPPER.createObjectNode();
    options.put("propagationPolicy", "Foreground");
    options.withObject("/preconditions").put("uid", Trees.uid(object));
    api.send("DELETE", applied.path(), "application/json", Trees.write(options), call);
    // it is gone when its dependants are; the timeout of the undo bounds the wait
    while (api.get(applied.path(), call).isPresent()) {
      Thread.sleep(LOOK_AGAIN_MILLIS);
    }
  }

  private static boolean noted(JsonNode object, String annotation) {
    return object.at("/metadata/annotations").has(annotation);
  }

  private static Applied applied(String path, JsonNode object, String annotation) {
    String note = object.at("/metadata/annotations").path(annotation).asText().substring(4);
    return new Applied(path, Trees.uid(object), note.isEmpty() ? null : note, content(object));
  }

  /** Returns the object as it can be put back: without what only the server writes. */
  private static String kept(JsonNode object) {
    ObjectNode copy = object.deepCopy();
    copy.remove("status");
    ObjectNode metadata = copy.withObject("/metadata");
    metadata.remove("managedFields");
    metadata.remove("resourceVersion");
    metadata.remove("generation");
    return Trees.write(copy);
  }

  static String content(JsonNode object) {
    ObjectNode copy = object.deepCopy();
    copy.remove("status");
    copy.remove("metadata");
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(Trees.write(copy).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
