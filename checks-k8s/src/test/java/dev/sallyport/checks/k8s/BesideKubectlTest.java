package dev.sallyport.checks.k8s;

import static dev.sallyport.checks.k8s.ControlPlane.ASK;
import static dev.sallyport.testkit.checks.Ask.word;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Check;
import dev.sallyport.testkit.checks.Beside;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What a person types, and what we say, of the same workloads; who is right, and how long it took.
 */
@Tag("once")
class BesideKubectlTest {
  private static ControlPlane plane;
  private static KubernetesChecks k8s;
  private static String namespace;

  @BeforeAll
  static void start() throws Exception {
    plane = ControlPlane.get();
    k8s = KubernetesChecks.of(plane.options());
    namespace = plane.namespace("beside");
  }

  @AfterAll
  static void stop() {
    if (k8s != null) {
      k8s.close();
    }
  }

  private static Beside.Said kubectl(String... words) throws Exception {
    Map.Entry<Integer, String> said = plane.kubectl(words);
    return new Beside.Said(said.getKey(), said.getValue());
  }

  private static Beside.Said status(String name) throws Exception {
    return kubectl("rollout", "status", "-n", namespace, "deployment/" + name, "--timeout=2s");
  }

  /** Prints a row of the table in docs/checks.md, and holds us to 1.2 times the command's time. */
  private static void compare(String what, Callable<Beside.Said> command, Check check)
      throws Exception {
    Beside.compare(what, command, ASK, check, Duration.ZERO).noSlower();
  }

  @Test
  void a_healthy_rollout_is_fine_to_both() throws Exception {
    Workload web = plane.deployment(namespace, "healthy", "web:1", 2, "node-0");
    ASK.until(k8s.rollout(web), "pass");
    compare("healthy", () -> status("healthy"), k8s.rollout(web));
    assertThat(status("healthy").exit()).isZero();
  }

  @Test
  void an_image_that_never_arrived_is_fine_to_kubectl() throws Exception {
    Workload web = plane.deployment(namespace, "unchanged", "web:1", 1, "node-0");
    ASK.until(k8s.rollout(web), "pass");
    compare(
        "image never arrived", () -> status("unchanged"), k8s.rollout(web).image("main", "web:2"));
    assertThat(status("unchanged").exit()).isZero();
    assertThat(ASK.now(k8s.rollout(web).image("main", "web:2")).passed()).isFalse();
  }

  @Test
  void no_replicas_are_fine_to_kubectl() throws Exception {
    Workload web = plane.deployment(namespace, "none", "web:1", 0, "node-0");
    ASK.until(k8s.rollout(web), "inconclusive NO_DATA");
    compare("0 replicas", () -> status("none"), k8s.rollout(web));
    assertThat(status("none").exit()).isZero();
  }

  @Test
  void a_wrong_image_is_waited_for_by_kubectl() throws Exception {
    Workload web = plane.deployment(namespace, "wrong", "web:none", 1, "node-dead");
    plane.containerStatus(
        namespace,
        "wrong",
        "\"state\":{\"waiting\":{\"reason\":\"ImagePullBackOff\",\"message\":\"manifest unknown\"}}",
        0);
    compare("wrong image", () -> status("wrong"), k8s.rollout(web));
    assertThat(status("wrong").text()).contains("timed out");
    assertThat(word(ASK.now(k8s.rollout(web)))).isEqualTo("fail image-pull");
  }

  @Test
  void pods_that_are_not_there_are_an_error_to_wait_and_pending_to_us() throws Exception {
    Check ready = k8s.podsReady(Pods.labelled(namespace, "app", "nobody"), 1);
    Callable<Beside.Said> wait =
        () ->
            kubectl(
                "wait",
                "-n",
                namespace,
                "--for=condition=Ready",
                "pod",
                "-l",
                "app=nobody",
                "--timeout=2s");
    compare("no pods yet", wait, ready);
    assertThat(wait.call().text()).contains("no matching resources found");
    assertThat(word(ASK.now(ready))).isEqualTo("pending no-pods");
  }
}
