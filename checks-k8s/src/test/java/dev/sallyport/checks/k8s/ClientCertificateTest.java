package dev.sallyport.checks.k8s;

import static dev.sallyport.checks.k8s.ControlPlane.ASK;
import static dev.sallyport.testkit.checks.Ask.word;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Verdict;
import dev.sallyport.testkit.checks.Certificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real API server that knows its clients by their certificates. */
class ClientCertificateTest {
  @TempDir static Path folder;
  private static ControlPlane plane;

  @BeforeAll
  static void start() throws Exception {
    plane = ControlPlane.get();
  }

  private static KubernetesOptions server() {
    return KubernetesOptions.server(plane.address())
        .deadlines(Duration.ofSeconds(10), Duration.ofSeconds(10));
  }

  private static Verdict asked(KubernetesOptions options) throws Exception {
    try (KubernetesChecks k8s = KubernetesChecks.of(options)) {
      return ASK.now(k8s.selector("default", "kubernetes", java.util.Map.of()));
    }
  }

  @Test
  void who_shows_the_certificate_is_let_in() throws Exception {
    Verdict verdict =
        asked(
            server()
                .trusting(plane.certificate())
                .clientCertificate(plane.admin.chain(), plane.admin.key()));
    assertThat(verdict.passed()).as(verdict.reason()).isTrue();
  }

  @Test
  void a_kubeconfig_may_name_it() throws Exception {
    Path kubeconfig =
        Files.writeString(
            folder.resolve("kubeconfig"),
            """
            apiVersion: v1
            kind: Config
            clusters: [{name: c, cluster: {server: "%s", certificate-authority: "%s"}}]
            users: [{name: u, user: {client-certificate: "%s", client-key: "%s"}}]
            contexts: [{name: x, context: {cluster: c, user: u}}]
            current-context: x
            """
                .formatted(
                    plane.address(), plane.certificate(), plane.admin.chain(), plane.admin.key()));
    Verdict verdict = asked(KubernetesOptions.kubeconfig(kubeconfig, Optional.empty()));
    assertThat(verdict.passed()).as(verdict.reason()).isTrue();
  }

  @Test
  void no_certificate_a_strange_one_and_a_strange_server_are_told() throws Exception {
    Verdict none = asked(server().trusting(plane.certificate()));
    assertThat(word(none)).isEqualTo("inconclusive ERROR");
    assertThat(none.reason()).contains("with 403", "system:anonymous");

    Certificate stranger = Certificate.of("stranger", "CN=stranger", "dns:stranger", "RSA", folder);
    Verdict strange =
        asked(
            server()
                .trusting(plane.certificate())
                .clientCertificate(stranger.chain(), stranger.key()));
    assertThat(word(strange)).isEqualTo("inconclusive ERROR");
    // the server says whose certificates it takes, so the client does not even show this one
    assertThat(strange.reason()).contains("with 403", "system:anonymous");

    Verdict untrusted =
        asked(
            server()
                .trusting(stranger.chain())
                .clientCertificate(plane.admin.chain(), plane.admin.key()));
    assertThat(word(untrusted)).isEqualTo("inconclusive ERROR");
    assertThat(untrusted.reason()).contains("could not be asked");
  }

  @Test
  void a_key_that_cannot_be_read_makes_nothing_known() throws Exception {
    Certificate elliptic = Certificate.of("elliptic", "dns:elliptic", folder);
    Verdict verdict =
        asked(
            server()
                .trusting(plane.certificate())
                .clientCertificate(elliptic.chain(), elliptic.key()));
    assertThat(word(verdict)).isEqualTo("inconclusive ERROR");
    assertThat(verdict.reason())
        .startsWith("No client for " + plane.address() + " can be made, as a certificate or key")
        .contains("elliptic ones need Bouncy Castle");
  }
}
