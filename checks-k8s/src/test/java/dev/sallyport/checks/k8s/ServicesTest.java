package dev.sallyport.checks.k8s;

import static dev.sallyport.checks.k8s.ControlPlane.ASK;
import static dev.sallyport.testkit.checks.Ask.word;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Verdict;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Services, their endpoints and selectors, Jobs and claims, on a real control plane. */
class ServicesTest {
  private static ControlPlane plane;
  private static KubernetesChecks k8s;
  private static String namespace;

  @BeforeAll
  static void start() throws Exception {
    plane = ControlPlane.get();
    k8s = KubernetesChecks.of(plane.options());
    namespace = plane.namespace("services");
    plane.deployment(namespace, "blue", "web:1", 1, "node-0");
    plane.deployment(namespace, "green", "web:2", 2, "node-0");
    plane.create(
        "/api/v1/namespaces/" + namespace + "/services",
        "{\"apiVersion\":\"v1\",\"kind\":\"Service\",\"metadata\":{\"name\":\"web\"},\"spec\":{\"selector\":{\"version\":\"blue\"},\"ports\":[{\"port\":80}]}}");
  }

  @AfterAll
  static void stop() {
    if (k8s != null) {
      k8s.close();
    }
  }

  @Test
  void endpoints_follow_the_selector_and_old_pods_are_named() throws Exception {
    ASK.until(k8s.endpoints("" + namespace, "web").only("version", "blue"), "pass");
    Verdict old =
        ASK.until(
            k8s.endpoints(namespace, "web").only("version", "green"), "pending old-endpoints");
    assertThat(old.reason()).contains("still sends to pods that are not version=green: blue-");
    assertThat(word(ASK.now(k8s.endpoints(namespace, "web").atLeast(5))))
        .isEqualTo("pending too-few-endpoints");
    assertThat(word(ASK.now(k8s.selector(namespace, "web", Map.of("version", "green")))))
        .isEqualTo("pending other-selector");

    plane.patch(
        EndpointsMatch.servicePath(namespace, "web"),
        "{\"spec\":{\"selector\":{\"version\":\"green\"}}}");
    ASK.until(k8s.endpoints(namespace, "web").only("version", "green").atLeast(2), "pass");
    assertThat(ASK.now(k8s.selector(namespace, "web", Map.of("version", "green"))).passed())
        .isTrue();
  }

  @Test
  void a_selector_that_matches_nothing_and_a_port_that_is_none_are_no_pass() throws Exception {
    plane.create(
        "/api/v1/namespaces/" + namespace + "/services",
        "{\"apiVersion\":\"v1\",\"kind\":\"Service\",\"metadata\":{\"name\":\"empty\"},\"spec\":{\"selector\":{\"version\":\"red\"},\"ports\":[{\"port\":80}]}}");
    plane.create(
        "/api/v1/namespaces/" + namespace + "/services",
        "{\"apiVersion\":\"v1\",\"kind\":\"Service\",\"metadata\":{\"name\":\"portless\"},\"spec\":{\"selector\":{\"version\":\"green\"},\"ports\":[{\"port\":80,\"targetPort\":\"nowhere\"}]}}");
    assertThat(word(ASK.now(k8s.endpoints(namespace, "empty")))).isEqualTo("pending no-endpoints");
    ASK.until(k8s.endpoints(namespace, "portless"), "fail no-port");
    assertThat(word(ASK.now(k8s.endpoints(namespace, "nowhere"))))
        .isEqualTo("fail no-such-service");
  }

  private static void job(String name) throws Exception {
    plane.create(
        "/apis/batch/v1/namespaces/" + namespace + "/jobs",
        """
        {"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"%s"},
         "spec":{"backoffLimit":0,"template":{"metadata":{"labels":{"job":"%s"}},
          "spec":{"nodeName":"node-dead","restartPolicy":"Never",
           "containers":[{"name":"main","image":"job:1"}]}}}}
        """
            .formatted(name, name));
  }

  private static void end(String job, String phase) throws Exception {
    Pods pods = Pods.labelled(namespace, "job", job);
    ControlPlane.await("the pod of the job", () -> !pods.list(plane.api(), plane.call).isEmpty());
    String pod = Trees.name(pods.list(plane.api(), plane.call).get(0));
    plane.patch(
        "/api/v1/namespaces/" + namespace + "/pods/" + pod + "/status",
        "{\"status\":{\"phase\":\"" + phase + "\"}}");
  }

  @Test
  void a_job_that_has_begun_is_not_done_and_one_that_failed_fails() throws Exception {
    job("works");
    ASK.until(k8s.jobComplete(namespace, "works"), "pending job-running");
    end("works", "Succeeded");
    ASK.until(k8s.jobComplete(namespace, "works"), "pass");

    job("breaks");
    end("breaks", "Failed");
    Verdict verdict = ASK.until(k8s.jobComplete(namespace, "breaks"), "fail job-failed");
    assertThat(verdict.reason()).contains("BackoffLimitExceeded", "kubectl logs job/breaks");
    assertThat(word(ASK.now(k8s.jobComplete(namespace, "nothing"))))
        .isEqualTo("fail no-such-object");
  }

  @Test
  void a_claim_waits_is_bound_or_lost() throws Exception {
    String claims = "/api/v1/namespaces/" + namespace + "/persistentvolumeclaims";
    plane.create(
        claims,
        "{\"apiVersion\":\"v1\",\"kind\":\"PersistentVolumeClaim\",\"metadata\":{\"name\":\"data\"},\"spec\":{\"storageClassName\":\"none\",\"accessModes\":[\"ReadWriteOnce\"],\"resources\":{\"requests\":{\"storage\":\"1Gi\"}}}}");
    assertThat(word(ASK.now(k8s.claimBound(namespace, "data")))).isEqualTo("pending claim-pending");
    plane.create(
        "/api/v1/persistentvolumes",
        "{\"apiVersion\":\"v1\",\"kind\":\"PersistentVolume\",\"metadata\":{\"name\":\"volume-of-data\"},\"spec\":{\"storageClassName\":\"none\",\"capacity\":{\"storage\":\"1Gi\"},\"accessModes\":[\"ReadWriteOnce\"],\"hostPath\":{\"path\":\"/none\"}}}");
    ASK.until(k8s.claimBound(namespace, "data"), "pass");
    plane
        .api()
        .send(
            "DELETE",
            "/api/v1/persistentvolumes/volume-of-data",
            "application/json",
            "{}",
            plane.call);
    plane.patch("/api/v1/persistentvolumes/volume-of-data", "{\"metadata\":{\"finalizers\":null}}");
    ASK.until(k8s.claimBound(namespace, "data"), "fail claim-lost");
  }
}
