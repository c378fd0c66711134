package dev.sallyport.checks.k8s;

import static dev.sallyport.checks.k8s.ControlPlane.ASK;
import static dev.sallyport.testkit.checks.Ask.word;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Percent;
import dev.sallyport.check.Verdict;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Rollouts on a real control plane: those that come to their end, and all the ways they do not. */
class RolloutTest {
  private static ControlPlane plane;
  private static KubernetesChecks k8s;
  private static String namespace;

  @BeforeAll
  static void start() throws Exception {
    plane = ControlPlane.get();
    k8s = KubernetesChecks.of(plane.options());
    namespace = plane.namespace("rollout");
  }

  @AfterAll
  static void stop() {
    if (k8s != null) {
      k8s.close();
    }
  }

  private static Workload web(String name, int replicas) throws Exception {
    return plane.deployment(namespace, name, "registry/web:1", replicas, "node-0");
  }

  private static Workload dead(String name) throws Exception {
    return plane.deployment(namespace, name, "registry/web:1", 1, "node-dead");
  }

  @Test
  void a_healthy_rollout_passes_with_its_pods_as_evidence() throws Exception {
    Workload web = web("healthy", 2);
    Verdict verdict =
        ASK.until(k8s.rollout(web).image("main", "registry/web:1").replicas(2), "pass");

    assertThat(verdict.reason())
        .startsWith("All 2 pods of deployment " + namespace + "/healthy run");
    assertThat(verdict.evidence().observed().toString()).contains("availableReplicas", "ready");
    assertThat(ASK.now(k8s.podsReady(Pods.labelled(namespace, "app", "healthy"), 2)).passed())
        .isTrue();
    assertThat(ASK.now(k8s.podFailure(Pods.labelled(namespace, "app", "healthy"))).passed())
        .isTrue();
  }

  @Test
  void an_unchanged_template_is_no_success_where_kubectl_says_it_is() throws Exception {
    Workload web = web("unchanged", 1);
    ASK.until(k8s.rollout(web), "pass");

    assertThat(plane.kubectl("rollout", "status", "-n", namespace, "deployment/unchanged").getKey())
        .isZero();
    Verdict verdict = ASK.now(k8s.rollout(web).image("main", "registry/web:2"));
    assertThat(word(verdict)).isEqualTo("fail other-template");
    assertThat(verdict.reason())
        .contains("image of container main: registry/web:1, not registry/web:2", "writers");
    assertThat(word(ASK.now(k8s.rollout(web).variable("main", "MODE", "fast"))))
        .isEqualTo("fail other-template");
    assertThat(word(ASK.now(k8s.rollout(web).sameAs("another")))).isEqualTo("fail replaced");
  }

  @Test
  void a_rollout_under_way_is_pending_until_no_old_pod_is_left() throws Exception {
    Workload web = web("moving", 2);
    ASK.until(k8s.rollout(web), "pass");
    plane.patch(web.path(), "{\"spec\":{\"template\":{\"metadata\":{\"labels\":{\"v\":\"2\"}}}}}");
    Verdict first = ASK.now(k8s.rollout(web));
    assertThat(first.passed() || word(first).startsWith("pending")).as(first.reason()).isTrue();
    ASK.until(k8s.rollout(web), "pass");
  }

  @Test
  void no_pods_wanted_is_no_pass_unless_said() throws Exception {
    Workload none = web("none", 0);
    ASK.until(k8s.rollout(none), "inconclusive NO_DATA");
    ASK.until(k8s.rollout(none).replicas(0), "pass");
    assertThat(word(ASK.now(k8s.rollout(none).replicas(3)))).isEqualTo("pending other-size");
  }

  @Test
  void no_such_workload_and_no_such_pods_are_told() throws Exception {
    assertThat(word(ASK.now(k8s.rollout(Workload.deployment(namespace, "nowhere")))))
        .isEqualTo("fail no-such-workload");
    Pods nobody = Pods.labelled(namespace, "app", "nobody");
    assertThat(word(ASK.now(k8s.podsReady(nobody, 1)))).isEqualTo("pending no-pods");
    assertThat(word(ASK.now(k8s.podFailure(nobody)))).isEqualTo("inconclusive NO_DATA");
  }

  @Test
  void a_paused_rollout_cannot_be_judged() throws Exception {
    Workload web = web("paused", 1);
    plane.patch(web.path(), "{\"spec\":{\"paused\":true}}");
    Verdict verdict = ASK.until(k8s.rollout(web), "inconclusive AMBIGUOUS");
    assertThat(verdict.reason()).contains("is paused");
  }

  @Test
  void a_wrong_image_fails_at_once_and_a_registry_that_is_down_is_waited_for() throws Exception {
    Workload web = dead("image");
    plane.containerStatus(
        namespace,
        "image",
        "\"state\":{\"waiting\":{\"reason\":\"ErrImagePull\",\"message\":\"dial tcp: i/o timeout\"}}",
        0);
    assertThat(word(ASK.now(k8s.rollout(web)))).startsWith("pending");
    plane.containerStatus(
        namespace,
        "image",
        "\"state\":{\"waiting\":{\"reason\":\"ImagePullBackOff\",\"message\":\"manifest unknown: not"
            + " found\"}}",
        0);
    Verdict verdict = ASK.now(k8s.rollout(web));
    assertThat(word(verdict)).isEqualTo("fail image-pull");
    assertThat(verdict.reason())
        .contains("manifest unknown", "The name, the tag or the pull secret");
    plane.containerStatus(
        namespace,
        "image",
        "\"state\":{\"waiting\":{\"reason\":\"InvalidImageName\",\"message\":\"bad\"}}",
        0);
    assertThat(word(ASK.now(k8s.podFailure(Pods.labelled(namespace, "app", "image")))))
        .isEqualTo("fail container-invalid-image-name");
  }

  @Test
  void a_crash_loop_is_told_by_its_restarts_also_while_it_runs() throws Exception {
    Workload web = dead("crash");
    plane.containerStatus(
        namespace,
        "crash",
        "\"state\":{\"running\":{}},\"lastState\":{\"terminated\":{\"exitCode\":1,\"reason\":\"Error\"}}",
        3);
    Verdict verdict = ASK.now(k8s.rollout(web));
    assertThat(word(verdict)).isEqualTo("fail container-crashes");
    assertThat(verdict.reason()).contains("has restarted 3 times, it last ended with exit code 1");
    plane.containerStatus(
        namespace,
        "crash",
        "\"state\":{\"running\":{}},\"lastState\":{\"terminated\":{\"exitCode\":137,\"reason\":\"OOMKilled\"}}",
        1);
    assertThat(word(ASK.now(k8s.rollout(web)))).isEqualTo("fail out-of-memory");
  }

  @Test
  void a_pod_without_a_node_is_waited_for_and_then_fails() throws Exception {
    Workload web = dead("nowhere");
    Pods pods = Pods.labelled(namespace, "app", "nowhere");
    ControlPlane.await("the pod", () -> !pods.list(plane.api(), plane.call).isEmpty());
    String pod = Trees.name(pods.list(plane.api(), plane.call).get(0));
    plane.patch(
        "/api/v1/namespaces/" + namespace + "/pods/" + pod + "/status",
        "{\"status\":{\"conditions\":[{\"type\":\"PodScheduled\",\"status\":\"False\",\"reason\":"
            + "\"Unschedulable\",\"message\":\"0/2 nodes are available\",\"lastTransitionTime\":"
            + "\"2020-01-01T00:00:00Z\"}]}}");
    assertThat(word(ASK.now(k8s.rollout(web)))).isEqualTo("fail unschedulable");
    assertThat(word(ASK.now(k8s.rollout(web).schedulingGrace(Duration.ofDays(100_000)))))
        .startsWith("pending");
  }

  @Test
  void a_progress_deadline_and_a_quota_are_told() throws Exception {
    Workload web = dead("late");
    plane.patch(web.path(), "{\"spec\":{\"progressDeadlineSeconds\":1}}");
    Verdict late = ASK.until(k8s.rollout(web), "fail progress-deadline");
    assertThat(late.reason()).contains("made no progress in time");

    String small = plane.namespace("quota");
    plane.create(
        "/api/v1/namespaces/" + small + "/resourcequotas",
        "{\"apiVersion\":\"v1\",\"kind\":\"ResourceQuota\",\"metadata\":{\"name\":\"q\"},\"spec\":{\"hard\":{\"pods\":\"0\"}}}");
    Workload refused = plane.deployment(small, "refused", "registry/web:1", 1, "node-0");
    Verdict quota = ASK.until(k8s.rollout(refused), "fail pods-refused");
    assertThat(quota.reason()).contains("exceeded quota");
  }

  @Test
  void a_stateful_set_on_delete_cannot_be_judged_and_a_partition_is_named() throws Exception {
    plane.create(
        "/apis/apps/v1/namespaces/" + namespace + "/statefulsets",
        """
        {"apiVersion":"apps/v1","kind":"StatefulSet","metadata":{"name":"db"},
         "spec":{"replicas":1,"serviceName":"db","updateStrategy":{"type":"RollingUpdate"},
          "selector":{"matchLabels":{"app":"db"}},
          "template":{"metadata":{"labels":{"app":"db"}},
           "spec":{"nodeName":"node-0","containers":[{"name":"main","image":"db:1"}]}}}}
        """);
    Workload db = Workload.statefulSet(namespace, "db");
    ASK.until(k8s.rollout(db), "pass");
    plane.patch(
        db.path(),
        "{\"spec\":{\"updateStrategy\":{\"rollingUpdate\":{\"partition\":1}},\"template\":{\"metadata\":{\"labels\":{\"v\":\"2\"}}}}}");
    ASK.until(k8s.rollout(db), "pending partitioned");
    plane.patch(
        db.path(),
        "{\"spec\":{\"updateStrategy\":{\"type\":\"OnDelete\",\"rollingUpdate\":null}}}");
    ASK.until(k8s.rollout(db), "inconclusive AMBIGUOUS");
  }

  @Test
  void how_far_a_variable_has_got_is_read_from_the_pods() throws Exception {
    Workload web = web("flag", 2);
    ASK.until(k8s.rollout(web), "pass");
    ASK.until(k8s.rolloutProgress(web, "main", "MODE", "plain").atLeast(Percent.of(100)), "pass");
    assertThat(
            ASK.now(k8s.rolloutProgress(web, "main", "MODE", "fast").atLeast(Percent.of(1)))
                .passed())
        .isFalse();
    assertThat(
            word(
                ASK.now(
                    k8s.rolloutProgress(web("gone", 0), "main", "MODE", "plain")
                        .atLeast(Percent.of(1)))))
        .isEqualTo("inconclusive NO_DATA");
  }

  @Test
  void a_daemon_set_is_rolled_out_when_every_node_runs_the_new_template() throws Exception {
    Workload agent = Workload.daemonSet(namespace, "agent");
    plane.create(
        "/apis/apps/v1/namespaces/" + namespace + "/daemonsets",
        """
        {"apiVersion":"apps/v1","kind":"DaemonSet","metadata":{"name":"agent"},
         "spec":{"selector":{"matchLabels":{"app":"agent"}},
          "template":{"metadata":{"labels":{"app":"agent"}},
           "spec":{"nodeSelector":{"plays":"kwok"},"terminationGracePeriodSeconds":0,
            "nodeName":"node-0","containers":[{"name":"main","image":"agent:1"}]}}}}
        """);
    ASK.until(k8s.rollout(agent).image("main", "agent:1").replicas(1), "pass");
    assertThat(word(ASK.now(k8s.rollout(agent).image("main", "agent:2"))))
        .isEqualTo("fail other-template");

    plane.patch(
        agent.path(),
        "{\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":\"main\",\"image\":\"agent:2\"}]}}}}");
    Verdict moved = ASK.until(k8s.rollout(agent).image("main", "agent:2").replicas(1), "pass");
    assertThat(moved.evidence().observed().toString()).contains("updatedNumberScheduled=1");

    // no node matches: nothing is wanted, and nothing shows that it works
    plane.patch(
        agent.path(),
        "{\"spec\":{\"template\":{\"spec\":{\"nodeSelector\":{\"plays\":\"none\"}}}}}");
    ASK.until(k8s.rollout(agent), "inconclusive NO_DATA");
  }
}
