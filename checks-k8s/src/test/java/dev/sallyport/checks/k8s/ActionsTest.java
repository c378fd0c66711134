package dev.sallyport.checks.k8s;

import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.engine.Engine;
import dev.sallyport.journal.Outcome;
import dev.sallyport.plan.Phase;
import dev.sallyport.plan.Plan;
import dev.sallyport.plan.Step;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Steps that change a real cluster, forward and back, alone and beside other people. */
class ActionsTest {
  private static final AtomicInteger RUNS = new AtomicInteger();
  private static ControlPlane plane;
  private static KubernetesChecks k8s;
  private static KubernetesActions actions;
  private static String namespace;

  @BeforeAll
  static void start() throws Exception {
    plane = ControlPlane.get();
    k8s = KubernetesChecks.of(plane.options());
    actions = k8s.actions();
    namespace = plane.namespace("actions");
  }

  @AfterAll
  static void stop() {
    if (k8s != null) {
      k8s.close();
    }
  }

  private static JsonNode get(String path) throws Exception {
    return plane.api().get(path, plane.call).orElseThrow();
  }

  /** What people and controllers see of an object: all but what the server counts. */
  private static JsonNode spec(String path) throws Exception {
    return get(path).path("spec");
  }

  private static Outcome run(Phase... phases) throws Exception {
    Plan plan =
        Plan.named("p", 1)
            .secrets(ControlPlane.TOKEN)
            .phases(phases)
            .build()
            .with(ControlPlane.TOKEN, ControlPlane.WORD);
    try (Engine engine = Engine.inMemory()) {
      return engine.start(plan, "run-" + RUNS.incrementAndGet(), "ann").await();
    }
  }

  private static Step<Void> fails(Hook hook) {
    return step("fails")
        .run(
            context -> {
              hook.call();
              throw new IllegalStateException("as planned");
            })
        .readOnly();
  }

  private interface Hook {
    void call() throws Exception;
  }

  private static Workload web(String name) throws Exception {
    return plane.deployment(namespace, name, "registry/web:1", 1, "node-0");
  }

  @Test
  void an_image_is_changed_and_put_back_without_a_trace() throws Exception {
    Workload web = web("image");
    JsonNode before = spec(web.path());
    Step<Changed> change = actions.setImage("set-image", web, "main", "registry/web:2");

    assertThat(run(phase("A").step(change))).isEqualTo(Outcome.SUCCEEDED);
    assertThat(spec(web.path()).at("/template/spec/containers/0/image").asText())
        .isEqualTo("registry/web:2");

    Workload other = web("image2");
    Outcome outcome =
        run(
            phase("A").step(actions.setImage("set-image", other, "main", "registry/web:2")),
            phase("B")
                .step(
                    fails(
                        () ->
                            assertThat(
                                    spec(other.path())
                                        .at("/template/spec/containers/0/image")
                                        .asText())
                                .isEqualTo("registry/web:2"))));
    assertThat(outcome).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(spec(other.path()).at("/template")).isNotEqualTo(before.at("/template"));
    assertThat(spec(other.path()).at("/template/spec")).isEqualTo(before.at("/template/spec"));
    assertThat(get(other.path()).at("/metadata/annotations").toString())
        .doesNotContain(FieldChange.ANNOTATION);
  }

  @Test
  void variables_size_and_selector_go_forth_and_back() throws Exception {
    Workload web = web("all");
    service("all-service", "{\"app\":\"all\",\"tier\":\"front\"}");
    String service = EndpointsMatch.servicePath(namespace, "all-service");
    JsonNode workload = spec(web.path());
    JsonNode selector = spec(service);

    Outcome outcome =
        run(
            phase("A")
                .step(actions.setVariable("mode", web, "main", "MODE", "fast"))
                .step(actions.setVariable("extra", web, "main", "EXTRA", "1"))
                .step(actions.scale("scale", web, 3))
                .step(
                    actions.switchSelector(
                        "switch", namespace, "all-service", Map.of("app", "all", "v", "2"))),
            phase("B")
                .step(
                    fails(
                        () -> {
                          JsonNode now = spec(web.path());
                          assertThat(now.path("replicas").asInt()).isEqualTo(3);
                          assertThat(now.at("/template/spec/containers/0/env").toString())
                              .contains("fast", "EXTRA");
                          // no key of the old selector stays, as it would in a merge
                          assertThat(spec(service).path("selector").toString())
                              .isEqualTo("{\"app\":\"all\",\"v\":\"2\"}");
                        })));

    assertThat(outcome).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(spec(web.path())).isEqualTo(workload);
    assertThat(spec(service)).isEqualTo(selector);
  }

  @Test
  void variables_are_set_at_once_and_put_back_at_once() throws Exception {
    Workload web = web("several");
    JsonNode before = spec(web.path());

    Outcome outcome =
        run(
            phase("A")
                .step(
                    actions.setVariables(
                        "flag", web, "main", Map.of("MODE", "fast", "EXTRA", "1"))),
            phase("B")
                .step(
                    fails(
                        () -> {
                          assertThat(
                                  spec(web.path()).at("/template/spec/containers/0/env").toString())
                              .isEqualTo(
                                  "[{\"name\":\"MODE\",\"value\":\"fast\"},"
                                      + "{\"name\":\"EXTRA\",\"value\":\"1\"}]");
                          // one change of the template is one restart of its pods
                          assertThat(get(web.path()).at("/metadata/generation").asInt())
                              .isEqualTo(2);
                        })));

    assertThat(outcome).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(spec(web.path())).isEqualTo(before);
    assertThatThrownBy(() -> actions.setVariables("flag", web, "main", Map.of()))
        .hasMessage("'flag' sets no variable. Name at least one.");
  }

  private static void service(String name, String selector) throws Exception {
    plane.create(
        "/api/v1/namespaces/" + namespace + "/services",
        "{\"apiVersion\":\"v1\",\"kind\":\"Service\",\"metadata\":{\"name\":\""
            + name
            + "\"},\"spec\":{\"selector\":"
            + selector
            + ",\"ports\":[{\"port\":80}]}}");
  }

  @Test
  void a_change_by_somebody_else_is_reported_and_not_overwritten() throws Exception {
    Workload web = web("contended");
    Outcome outcome =
        run(
            phase("A").step(actions.setImage("set-image", web, "main", "registry/web:2")),
            phase("B")
                .step(
                    fails(
                        () ->
                            plane
                                .api()
                                .send(
                                    "PATCH",
                                    web.path() + "?fieldManager=somebody-else",
                                    "application/json-patch+json",
                                    "[{\"op\":\"replace\",\"path\":\"/spec/template/spec/containers/0/image\",\"value\":\"registry/web:hotfix\"}]",
                                    plane.call))));

    assertThat(outcome).isEqualTo(Outcome.PARTIAL);
    assertThat(spec(web.path()).at("/template/spec/containers/0/image").asText())
        .isEqualTo("registry/web:hotfix");
  }

  @Test
  void whoever_comes_after_a_crash_finds_what_was_done_and_what_was_before() throws Exception {
    Workload web = web("crashed");
    FieldChange change = new FieldChange(plane.api(), web.path());
    FieldChange.Target target =
        object ->
            new FieldChange.Edit(
                "/spec/replicas", com.fasterxml.jackson.databind.node.IntNode.valueOf(4));
    assertThat(change.find("key-1", plane.call)).isEmpty();
    Changed made = change.make("key-1", target, plane.call);

    assertThat(change.find("key-1", plane.call)).contains(made);
    assertThat(change.find("key-2", plane.call)).isEmpty();
    assertThat(change.make("key-1", target, plane.call)).isEqualTo(made);
    assertThat(made.before()).isEqualTo("1");

    change.undo("key-1", made, plane.call);
    change.undo("key-1", made, plane.call);
    assertThat(spec(web.path()).path("replicas").asInt()).isEqualTo(1);
    assertThat(change.find("key-1", plane.call)).isEmpty();
  }

  @Test
  void an_undo_says_who_changed_it_and_refuses_another_object_of_the_name() throws Exception {
    Workload web = web("named");
    FieldChange change = new FieldChange(plane.api(), web.path());
    Changed made =
        change.make(
            "key",
            object ->
                new FieldChange.Edit(
                    "/spec/replicas", com.fasterxml.jackson.databind.node.IntNode.valueOf(2)),
            plane.call);
    plane
        .api()
        .send(
            "PATCH",
            web.path() + "?fieldManager=autoscaler",
            "application/merge-patch+json",
            "{\"spec\":{\"replicas\":5}}",
            plane.call);
    assertThatThrownBy(() -> change.undo("key", made, plane.call))
        .isInstanceOf(ChangedByOthersException.class)
        .hasMessageContaining("at /spec/replicas was to be 2, but is 5")
        .hasMessageContaining("autoscaler");

    Changed elsewhere = new Changed(made.path(), "another-uid", made.pointer(), "1", "2");
    assertThatThrownBy(() -> change.undo("key", elsewhere, plane.call))
        .hasMessageContaining("deleted and made anew");
  }

  private static String configMap(String name, String value) {
    return """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: %s, namespace: %s}
        data: {mode: %s}
        """
        .formatted(name, namespace, value);
  }

  private static String path(String name) {
    return "/api/v1/namespaces/" + namespace + "/configmaps/" + name;
  }

  @Test
  void what_was_applied_is_deleted_if_it_is_new_and_restored_if_it_is_not() throws Exception {
    plane.create(
        "/api/v1/namespaces/" + namespace + "/configmaps",
        "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"old\",\"labels\":{\"a\":\"b\"}},\"data\":{\"other\":\"1\"}}");
    JsonNode before = get(path("old"));

    Outcome outcome =
        run(
            phase("A")
                .step(actions.apply("apply-new", configMap("new", "fast")))
                .step(actions.apply("apply-old", configMap("old", "fast"))),
            phase("B")
                .step(
                    fails(
                        () -> {
                          assertThat(get(path("new")).at("/data/mode").asText()).isEqualTo("fast");
                          assertThat(get(path("old")).path("data").toString())
                              .isEqualTo("{\"mode\":\"fast\",\"other\":\"1\"}");
                        })));

    assertThat(outcome).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(plane.api().get(path("new"), plane.call)).isEmpty();
    JsonNode after = get(path("old"));
    assertThat(after.path("data")).isEqualTo(before.path("data"));
    assertThat(after.at("/metadata/labels")).isEqualTo(before.at("/metadata/labels"));
    assertThat(after.at("/metadata/annotations").toString()).doesNotContain("sallyport");
  }

  @Test
  void a_file_is_applied_as_it_is_when_the_step_runs(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("late.yml");
    Step<Applied> apply = actions.applyFile("apply", file);
    assertThat(run(phase("A").step(apply))).isEqualTo(Outcome.ROLLED_BACK);

    Files.writeString(file, configMap("late", "slow") + "---\n" + configMap("later", "slow"));
    assertThat(run(phase("A").step(apply))).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(plane.api().get(path("late"), plane.call)).isEmpty();

    Files.writeString(file, configMap("late", "fast"));
    assertThat(run(phase("A").step(apply))).isEqualTo(Outcome.SUCCEEDED);
    assertThat(get(path("late")).at("/data/mode").asText()).isEqualTo("fast");
  }

  @Test
  void a_field_of_another_manager_is_a_conflict_unless_taken_over() throws Exception {
    plane
        .api()
        .send(
            "PATCH",
            path("owned") + "?fieldManager=gitops",
            "application/apply-patch+yaml",
            configMap("owned", "slow"),
            plane.call);
    assertThat(run(phase("A").step(actions.apply("apply", configMap("owned", "fast")))))
        .isEqualTo(Outcome.ROLLED_BACK);
    assertThat(get(path("owned")).at("/data/mode").asText()).isEqualTo("slow");

    assertThat(run(phase("A").step(actions.applyTakingOver("apply", configMap("owned", "fast")))))
        .isEqualTo(Outcome.SUCCEEDED);
    assertThat(get(path("owned")).at("/data/mode").asText()).isEqualTo("fast");
  }

  @Test
  void what_somebody_changed_after_it_was_applied_is_left_alone() throws Exception {
    Outcome outcome =
        run(
            phase("A").step(actions.apply("apply", configMap("edited", "fast"))),
            phase("B")
                .step(fails(() -> plane.patch(path("edited"), "{\"data\":{\"mode\":\"mine\"}}"))));

    assertThat(outcome).isEqualTo(Outcome.PARTIAL);
    assertThat(get(path("edited")).at("/data/mode").asText()).isEqualTo("mine");
  }

  @Test
  void a_manifest_of_several_objects_makes_a_step_each_and_a_bad_one_is_refused() {
    List<Step<Applied>> steps =
        actions.applyAll(configMap("one", "a") + "---\n" + configMap("two", "b"));
    assertThat(steps)
        .extracting(Step::name)
        .containsExactly("apply-configmap-one", "apply-configmap-two");
    assertThatThrownBy(
            () -> actions.apply("x", configMap("a", "b") + "---\n" + configMap("c", "d")))
        .hasMessage(
            "The manifest of 'x' has 2 objects. Give each a step of its own: applyAll(...).");
    assertThatThrownBy(() -> actions.apply("x", "kind: ConfigMap\napiVersion: v1\n"))
        .hasMessage("An object of the manifest has no metadata.name.");
    assertThatThrownBy(() -> actions.apply("x", "a: [")).hasMessageContaining("is no YAML");
    assertThatThrownBy(() -> actions.switchSelector("x", "n", "s", Map.of()))
        .hasMessageContaining("selects nothing");
    assertThatThrownBy(() -> actions.scale("x", Workload.daemonSet("n", "d"), 1))
        .hasMessageContaining("cannot be scaled");
  }
}
