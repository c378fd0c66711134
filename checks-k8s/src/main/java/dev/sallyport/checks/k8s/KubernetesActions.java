package dev.sallyport.checks.k8s;

import static dev.sallyport.plan.Dsl.step;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.sallyport.plan.Probed;
import dev.sallyport.plan.Retry;
import dev.sallyport.plan.Step;
import dev.sallyport.plan.UndoPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Steps that change what a cluster runs, each with its probe and its undo.
 *
 * <p>What was there is captured when the change is made and is what the undo puts back, to the
 * letter. A change by somebody else in between is never overwritten, going forward or back: the
 * step or its undo fails with a {@link ChangedByOthersException} that names the last writers. Each
 * step has a timeout of 30 seconds, three attempts, and an undo with the same; change them as those
 * of any other step. Thread-safe.
 */
public final class KubernetesActions {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Retry A_FEW_TIMES =
      Retry.backoff(Duration.ofSeconds(1), 2).attempts(3).unless(ChangedByOthersException.class);

  private final Api api;

  KubernetesActions(Api api) {
    this.api = api;
  }

  /** Returns a step that gives a container of a workload another image. */
  public Step<Changed> setImage(String step, Workload workload, String container, String image) {
    Objects.requireNonNull(image, "image");
    return change(
        step,
        workload.path(),
        object ->
            new FieldChange.Edit(
                container(object, workload, container) + "/image", TextNode.valueOf(image)));
  }

  /**
   * Returns a step that gives a container of a workload a variable with a value, which restarts its
   * pods one by one. The undo puts back all variables of the container as they were.
   */
  public Step<Changed> setVariable(
      String step, Workload workload, String container, String name, String value) {
    return setVariables(step, workload, container, Map.of(name, value));
  }

  /**
   * Returns a step that gives a container of a workload several variables at once, so that its pods
   * restart once. The undo puts back all variables of the container as they were.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Step<Changed> setVariables(
      String step, Workload workload, String container, Map<String, String> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("'" + step + "' sets no variable. Name at least one.");
    }
    Map<String, String> sorted = new TreeMap<>(values);
    return change(
        step,
        workload.path(),
        object -> {
          String pointer = container(object, workload, container) + "/env";
          JsonNode variables = object.at(pointer);
          for (Map.Entry<String, String> each : sorted.entrySet()) {
            variables = with(variables, each.getKey(), each.getValue());
          }
          return new FieldChange.Edit(pointer, variables);
        });
  }

  private static ArrayNode with(JsonNode variables, String name, String value) {
    ArrayNode all = Trees.MAPPER.createArrayNode();
    boolean there = false;
    for (JsonNode entry : variables) {
      boolean same = entry.path("name").asText().equals(name);
      there |= same;
      all.add(same ? variable(name, value) : entry);
    }
    if (!there) {
      all.add(variable(name, value));
    }
    return all;
  }

  private static ObjectNode variable(String name, String value) {
    return Trees.MAPPER.createObjectNode().put("name", name).put("value", value);
  }

  /**
   * Returns a step that scales a workload.
   *
   * @throws IllegalArgumentException if it is a DaemonSet, which has no size, or the size negative
   */
  public Step<Changed> scale(String step, Workload workload, int replicas) {
    if (workload.kind() == Workload.Kind.DAEMON_SET || replicas < 0) {
      throw new IllegalArgumentException(
          workload + " cannot be scaled to " + replicas + ". A DaemonSet has a pod on each node.");
    }
    return change(
        step,
        workload.path(),
        object -> new FieldChange.Edit("/spec/replicas", IntNode.valueOf(replicas)));
  }

  /**
   * Returns a step that switches a Service to another selector, as a whole: no key of the old one
   * stays, as it would in a merge.
   *
   * @throws IllegalArgumentException if the selector is empty: it would select nothing
   */
  public Step<Changed> switchSelector(
      String step, String namespace, String service, Map<String, String> selector) {
    if (selector.isEmpty()) {
      throw new IllegalArgumentException(
          "An empty selector selects nothing. Name the labels of the pods to switch to.");
    }
    ObjectNode wanted = Trees.MAPPER.createObjectNode();
    new TreeMap<>(selector).forEach(wanted::put);
    return change(
        step,
        EndpointsMatch.servicePath(namespace, service),
        object -> new FieldChange.Edit("/spec/selector", wanted));
  }

  /**
   * Returns a step that applies one object on the server's side.
   *
   * <p>The undo restores the object as it was, or deletes it if there was none.
   *
   * @param manifest one object as YAML or JSON
   * @throws IllegalArgumentException if it is not one object with apiVersion, kind and name
   */
  public Step<Applied> apply(String step, String manifest) {
    JsonNode object = one(manifest, "The manifest of '" + step + "'");
    return apply(step, () -> object, false);
  }

  /**
   * Returns {@link #apply} of a file, which is read when the step runs, not when the plan is
   * written: a file that is missing then, or holds no single object, fails the step.
   */
  public Step<Applied> applyFile(String step, Path manifest) {
    return apply(step, () -> one(Files.readString(manifest), manifest.toString()), false);
  }

  private static JsonNode one(String manifest, String what) {
    List<JsonNode> objects = objects(manifest);
    if (objects.size() != 1) {
      throw new IllegalArgumentException(
          what
              + " has "
              + objects.size()
              + " objects. Give each a step of its own: applyAll(...).");
    }
    return objects.get(0);
  }

  /** Returns {@link #apply}, taking over fields that other managers own. */
  public Step<Applied> applyTakingOver(String step, String manifest) {
    JsonNode object = one(manifest, "The manifest of '" + step + "'");
    return apply(step, () -> object, true);
  }

  /**
   * Returns a step for each object of a manifest, in its order, named {@code apply-kind-name}.
   *
   * @throws IllegalArgumentException if one of them has no apiVersion, kind or name, or there is
   *     none
   */
  public List<Step<Applied>> applyAll(String manifest) {
    List<Step<Applied>> steps = new ArrayList<>();
    for (JsonNode object : objects(manifest)) {
      String kind = object.path("kind").asText().toLowerCase(java.util.Locale.ROOT);
      steps.add(apply("apply-" + kind + "-" + Trees.name(object), () -> object, false));
    }
    return steps;
  }

  private static List<JsonNode> objects(String manifest) {
    List<JsonNode> objects = new ArrayList<>();
    YAMLMapper yaml = new YAMLMapper();
    try (MappingIterator<JsonNode> all =
        yaml.readerFor(JsonNode.class).readValues(new YAMLFactory().createParser(manifest))) {
      while (all.hasNextValue()) {
        JsonNode object = all.nextValue();
        if (object != null && !object.isNull() && !object.isMissingNode()) {
          objects.add(checked(object));
        }
      }
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("The manifest is no YAML: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new IllegalArgumentException("The manifest cannot be read", e);
    }
    if (objects.isEmpty()) {
      throw new IllegalArgumentException("The manifest holds no object.");
    }
    return objects;
  }

  private static JsonNode checked(JsonNode object) {
    for (String pointer : List.of("/apiVersion", "/kind", "/metadata/name")) {
      if (object.at(pointer).asText().isEmpty()) {
        throw new IllegalArgumentException(
            "An object of the manifest has no " + pointer.substring(1).replace('/', '.') + ".");
      }
    }
    return object;
  }

  private Step<Applied> apply(String name, Apply.Manifest manifest, boolean takingOver) {
    Apply apply = new Apply(api, manifest, takingOver);
    return step(name, Applied.class)
        .run(apply::make)
        .probe(context -> Probed.of(apply.find(context)))
        .onRollback(apply::undo, undo())
        .timeout(LIMIT)
        .retry(A_FEW_TIMES);
  }

  private Step<Changed> change(String name, String path, FieldChange.Target target) {
    FieldChange change = new FieldChange(api, path);
    return step(name, Changed.class)
        .run(context -> change.make(context.idempotencyKey(), target, Call.of(context)))
        .probe(context -> Probed.of(change.find(context.idempotencyKey(), Call.of(context))))
        .onRollback(
            (context, made) -> change.undo(context.idempotencyKey(), made, Call.of(context)),
            undo())
        .timeout(LIMIT)
        .retry(A_FEW_TIMES);
  }

  private static UndoPolicy undo() {
    return UndoPolicy.undo().timeout(LIMIT).retry(A_FEW_TIMES).repeatable();
  }

  private static String container(JsonNode object, Workload workload, String name) {
    JsonNode containers = object.at("/spec/template/spec/containers");
    for (int i = 0; i < containers.size(); i++) {
      if (containers.get(i).path("name").asText().equals(name)) {
        return "/spec/template/spec/containers/" + i;
      }
    }
    throw new IllegalArgumentException(
        workload + " has no container '" + name + "', but " + names(containers) + ".");
  }

  private static String names(JsonNode containers) {
    return String.join(
        ", ", Trees.stream(containers).map(one -> one.path("name").asText()).toList());
  }
}
