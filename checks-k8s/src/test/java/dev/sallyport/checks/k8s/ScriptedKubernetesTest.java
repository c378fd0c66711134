package dev.sallyport.checks.k8s;

import static dev.sallyport.checks.k8s.ControlPlane.ASK;
import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.step;
import static dev.sallyport.testkit.checks.Ask.word;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.check.Check;
import dev.sallyport.check.Percent;
import dev.sallyport.check.Verdict;
import dev.sallyport.checks.k8s.ScriptedKubernetes.Fate;
import dev.sallyport.engine.Engine;
import dev.sallyport.journal.Outcome;
import dev.sallyport.plan.Plan;
import dev.sallyport.plan.Step;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the scripted cluster does; its actions are compared with those on a real one. */
class ScriptedKubernetesTest {
  private static final String SPACE = "shop";
  private final Workload web = Workload.deployment(SPACE, "web");
  private final ScriptedKubernetes cluster =
      ScriptedKubernetes.empty()
          .workload(web, 3, "main", "web:1")
          .labelled(web, "version", "1")
          .service(SPACE, "web", Map.of("app", "web"));
  private final KubernetesChecks k8s = cluster.checks();

  private static void says(Check check, String word) throws Exception {
    Verdict verdict = ASK.now(check);
    assertThat(word(verdict)).as(verdict.reason()).isEqualTo(word);
  }

  @Test
  void a_rollout_that_stands_goes_on_when_its_image_is_mended_or_taken_back() throws Exception {
    cluster.image("web:2", Fate.CRASHING).edited(web, "web:2");
    says(k8s.rollout(web), "fail container-crashes");
    says(k8s.endpoints(SPACE, "web").only("app", "web").atLeast(3), "pass");
    cluster.deadlineExceeded(web).image("web:2", Fate.STARTING);
    says(k8s.rollout(web), "fail progress-deadline");
    cluster.edited(web, "web:1");
    says(k8s.rollout(web).image("main", "web:1"), "pass");
    cluster.edited(web, "web:2").image("web:2", Fate.READY);
    says(k8s.rollout(web).image("main", "web:2").replicas(3), "pass");
  }

  @Test
  void every_kind_of_workload_rolls_out_and_stands() throws Exception {
    for (Workload.Kind kind : Workload.Kind.values()) {
      Workload one = new Workload(kind, SPACE, "one");
      ScriptedKubernetes own =
          ScriptedKubernetes.empty()
              .workload(one, 3, "main", "one:1")
              .image("one:2", Fate.STARTING);
      says(own.checks().rollout(one).replicas(3), "pass");
      own.edited(one, "one:2");
      says(own.checks().rollout(one), "pending rolling-out");
      own.image("one:2", Fate.READY);
      says(own.checks().rollout(one).image("main", "one:2"), "pass");
    }
  }

  @Test
  void jobs_claims_and_logs_are_told() throws Exception {
    cluster.jobRunning(SPACE, "migrate").claim(SPACE, "data", "Pending");
    says(k8s.jobComplete(SPACE, "migrate"), "pending job-running");
    says(k8s.claimBound(SPACE, "data"), "pending claim-pending");
    cluster.jobComplete(SPACE, "migrate").claim(SPACE, "data", "Bound");
    says(k8s.jobComplete(SPACE, "migrate"), "pass");
    says(k8s.claimBound(SPACE, "data"), "pass");
    cluster.jobFailed(SPACE, "migrate").claim(SPACE, "data", "Lost");
    says(k8s.jobComplete(SPACE, "migrate"), "fail job-failed");
    says(k8s.claimBound(SPACE, "data"), "fail claim-lost");

    Check clean =
        k8s.logsClean(Pods.labelled(SPACE, "app", "web"), Pattern.compile("ERROR"))
            .atMost(Percent.of(30));
    says(clean, "inconclusive NO_DATA");
    cluster.logging(web, "started", "ERROR no disk", "stopped");
    assertThat(ASK.now(clean).passed()).isFalse();
    cluster.logging(web, "started", "ready", "ERROR once", "served");
    says(clean, "pass");
  }

  @Test
  void a_server_that_answers_nothing_makes_nothing_known() throws Exception {
    cluster.answering(false);
    Verdict verdict = ASK.now(k8s.rollout(web));
    assertThat(word(verdict)).isEqualTo("inconclusive ERROR");
    assertThat(verdict.reason())
        .isEqualTo(
            "a scripted cluster gave no answer, as its script says. Look at the address, the"
                + " certificates, and whether the server is up.");
    cluster.answering(true);
    says(k8s.rollout(web), "pass");
  }

  @Test
  void what_makes_no_sense_is_refused() {
    assertThatThrownBy(() -> cluster.workload(web, 1, "main", "web:1"))
        .hasMessage("There is a deployment shop/web already.");
    assertThatThrownBy(() -> cluster.paused(Workload.daemonSet(SPACE, "no")))
        .hasMessageContaining("Add it first.");
    assertThatThrownBy(() -> cluster.workload(web, -1, "main", "web:1"))
        .hasMessage("deployment shop/web cannot want -1 pods.");
    k8s.close();
    assertThatThrownBy(() -> k8s.rollout(web).judge(ASK.sample()))
        .isInstanceOf(IllegalStateException.class);
  }

  private static final String SETTINGS =
      "{apiVersion: v1, kind: ConfigMap, metadata: {name: settings, namespace: %s}, data: {a: b}}";

  /** All actions, and what comes between them and the end. */
  private static Outcome run(
      KubernetesActions actions, Workload web, String space, Callable<?> between) throws Exception {
    Step<Void> fails =
        step("fails")
            .run(
                context -> {
                  between.call();
                  throw new IllegalStateException("as planned");
                })
            .readOnly();
    Plan plan =
        Plan.named("p", 1)
            .secrets(ControlPlane.TOKEN)
            .phases(
                phase("A")
                    .step(actions.setImage("image", web, "main", "web:2"))
                    .step(actions.setVariable("mode", web, "main", "MODE", "fast"))
                    .step(actions.scale("scale", web, 5))
                    .step(actions.switchSelector("switch", space, "web", Map.of("v", "2")))
                    .step(actions.apply("apply", SETTINGS.formatted(space))),
                phase("B").step(fails))
            .build()
            .with(ControlPlane.TOKEN, ControlPlane.WORD);
    try (Engine engine = Engine.inMemory()) {
      return engine.start(plan, "run", "ann").await();
    }
  }

  @Test
  void actions_go_forth_and_back_as_on_a_real_cluster() throws Exception {
    ControlPlane plane = ControlPlane.get();
    String space = plane.namespace("alike");
    Workload there = plane.deployment(space, "web", "web:1", 3, "node-0");
    plane.create(
        "/api/v1/namespaces/" + space + "/services",
        "{\"apiVersion\":\"v1\",\"kind\":\"Service\",\"metadata\":{\"name\":\"web\"},"
            + "\"spec\":{\"selector\":{\"app\":\"web\"},\"ports\":[{\"port\":80}]}}");
    try (KubernetesChecks real = KubernetesChecks.of(plane.options())) {
      List<Check> after =
          List.of(
              real.rollout(there).image("main", "web:1").replicas(3),
              real.selector(space, "web", Map.of("app", "web")));
      assertThat(run(real.actions(), there, space, () -> null)).isEqualTo(Outcome.ROLLED_BACK);
      for (Check check : after) {
        ASK.until(check, "pass");
      }
      Outcome meddled =
          run(
              real.actions(),
              there,
              space,
              () -> plane.patch(there.path(), "{\"spec\":{\"replicas\":7}}"));
      assertThat(meddled).isEqualTo(Outcome.PARTIAL);
    }

    assertThat(run(k8s.actions(), web, SPACE, () -> null)).isEqualTo(Outcome.ROLLED_BACK);
    says(k8s.rollout(web).image("main", "web:1").replicas(3), "pass");
    says(k8s.selector(SPACE, "web", Map.of("app", "web")), "pass");
    Outcome meddled = run(k8s.actions(), web, SPACE, () -> cluster.edited(web, "web:hotfix"));
    assertThat(meddled).isEqualTo(Outcome.PARTIAL);
    says(k8s.rollout(web).image("main", "web:hotfix"), "pass");
  }
}
