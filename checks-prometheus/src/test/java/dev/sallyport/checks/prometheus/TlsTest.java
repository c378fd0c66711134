package dev.sallyport.checks.prometheus;

import static dev.sallyport.checks.prometheus.Prometheus.ASK;
import static dev.sallyport.testkit.checks.Ask.word;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Secret;
import dev.sallyport.check.Verdict;
import dev.sallyport.testkit.checks.Ask;
import dev.sallyport.testkit.checks.Certificate;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus over TLS that wants its clients' certificates, and their passwords too. */
class TlsTest {
  private static final Secret<String> PASSWORD = Secret.of("password", String.class);
  private static final String WRONG = "s3same-of-nobody";

  @TempDir static Path folder;
  private static Certificate ours;
  private static Certificate client;
  private static Prometheus server;

  @BeforeAll
  static void start() throws Exception {
    ours = Certificate.of("ours", "ip:127.0.0.1", folder);
    client = Certificate.of("client", "dns:client", folder);
    server =
        Prometheus.start(
            "groups: []",
            """
            tls_server_config:
              cert_file: %s
              key_file: %s
              client_auth_type: RequireAndVerifyClientCert
              client_ca_file: %s
            basic_auth_users: {admin: '%s'}
            """
                .formatted(ours.chain(), ours.key(), client.chain(), PrometheusContractTest.RIGHT));
  }

  @AfterAll
  static void stop() throws Exception {
    if (server != null) {
      server.close();
    }
  }

  private static PrometheusOptions options(String host) {
    return PrometheusOptions.at(URI.create("https://" + host + ":" + server.port))
        .basic("admin", PASSWORD)
        .deadline(Duration.ofSeconds(10));
  }

  private static Verdict ask(PrometheusOptions options, String password) throws Exception {
    Ask asking = ASK.knowing(PASSWORD, password);
    try (PrometheusChecks checks = PrometheusChecks.of(options)) {
      return asking.now(checks.number("vector(1)").atMost(1.0));
    }
  }

  private static void refused(Verdict verdict, String... words) {
    assertThat(word(verdict)).as(verdict.reason()).isEqualTo("inconclusive ERROR");
    assertThat(verdict.reason()).contains("https://", "Look at the address, the credentials, TLS");
    assertThat(verdict.reason()).contains(words);
    assertThat(verdict.toString()).doesNotContain(WRONG);
  }

  @Test
  void who_has_the_certificate_and_the_password_is_answered() throws Exception {
    PrometheusOptions options = options("127.0.0.1").tls(ours.trustedBy(client));
    Verdict right = ask(options, "right");
    assertThat(right.passed()).as(right.reason()).isTrue();
    refused(ask(options, WRONG), "answered with 401");
  }

  @Test
  void without_a_certificate_there_is_no_answer() throws Exception {
    refused(ask(options("127.0.0.1").tls(ours.trusted()), "right"), "could not be asked");
  }

  @Test
  void a_server_that_is_not_trusted_or_has_another_name_is_not_asked() throws Exception {
    refused(ask(options("127.0.0.1"), "right"), "unable to find valid certification path");
    refused(
        ask(options("localhost").tls(ours.trustedBy(client)), "right"),
        "No name matching localhost");
  }
}
