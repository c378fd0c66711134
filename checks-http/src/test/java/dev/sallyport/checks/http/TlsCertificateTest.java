package dev.sallyport.checks.http;

import static dev.sallyport.checks.http.Asked.ask;
import static dev.sallyport.checks.http.Asked.code;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.sallyport.check.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Servers with certificates that are fine, old, for others, or without their intermediate. */
class TlsCertificateTest {
  private static Keys keys;
  private static Path root;
  private static HttpChecks http;

  @BeforeAll
  static void start() throws Exception {
    keys = Keys.shared();
    root = keys.root();
    http = HttpChecks.create();
  }

  @AfterAll
  static void stop() {
    http.close();
  }

  private static TestServer serving(String leaf, int sent) throws Exception {
    HttpsServer https = HttpsServer.create(TestServer.anyPort(), 64);
    https.setHttpsConfigurator(new HttpsConfigurator(keys.serving(leaf, sent)));
    return TestServer.over(https, x -> TestServer.answer(x, 200, "well"));
  }

  private static Verdict judged(String leaf, int sent) throws Exception {
    try (TestServer server = serving(leaf, sent)) {
      return ask(http.tlsCertificate("127.0.0.1", server.port()).trusting(root));
    }
  }

  @Test
  void a_certificate_that_is_fine_passes_with_its_chain_as_evidence() throws Exception {
    Verdict verdict = judged("good", 2);
    assertThat(verdict.passed()).as(verdict.reason()).isTrue();
    assertThat(verdict.evidence().observed().toString())
        .contains("CN=good", "CN=Middle", "serial of");
  }

  @Test
  void without_the_certificates_to_trust_nothing_is_judged() throws Exception {
    Path gone = root.resolveSibling("gone.pem");
    Path empty = Files.writeString(root.resolveSibling("empty.pem"), "");
    Path broken =
        Files.writeString(root.resolveSibling("broken.pem"), "-----BEGIN CERTIFICATE-----\nno\n");
    try (TestServer server = serving("good", 2)) {
      TlsCertificate check = http.tlsCertificate("127.0.0.1", server.port());
      Verdict verdict = ask(check.trusting(gone));
      assertThat(code(verdict)).isEqualTo("inconclusive ERROR");
      assertThat(verdict.reason())
          .isEqualTo(
              "The certificates to trust could not be read from "
                  + gone
                  + ": java.nio.file.NoSuchFileException: "
                  + gone
                  + ". Put them there in PEM; what 127.0.0.1 serves was not judged.");
      assertThat(ask(check.trusting(empty)).reason()).contains("there is none in it");
      assertThat(ask(check.trusting(broken)).reason()).contains("it is no PEM file: ");
    }
  }

  @Test
  void an_expired_one_fails_and_is_no_connection_error() throws Exception {
    Verdict verdict = judged("expired", 2);
    assertThat(code(verdict)).isEqualTo("fail certificate-expired");
    assertThat(verdict.reason()).contains("expired on", "a renewed file alone is not served");
    assertThat(code(judged("future", 2))).isEqualTo("fail certificate-not-yet-valid");
  }

  @Test
  void one_for_another_host_without_its_intermediate_or_of_a_stranger_fails() throws Exception {
    assertThat(code(judged("other", 2))).isEqualTo("fail wrong-host");
    assertThat(code(judged("good", 1))).isEqualTo("fail chain-incomplete");
    try (TestServer server = serving("good", 2)) {
      assertThat(code(ask(http.tlsCertificate("127.0.0.1", server.port()))))
          .isEqualTo("fail not-trusted");
    }
  }

  @Test
  void a_third_of_its_life_time_must_be_left_and_the_new_serial_served() throws Exception {
    Verdict soon = judged("soon", 2);
    assertThat(code(soon)).isEqualTo("fail certificate-expires-soon");
    try (TestServer server = serving("good", 2)) {
      TlsCertificate check = http.tlsCertificate("127.0.0.1", server.port()).trusting(root);
      assertThat(code(ask(check.validFor(Duration.ofDays(400)))))
          .isEqualTo("fail certificate-expires-soon");
      assertThat(code(ask(check.serial(keys.serial("renewed"))))).isEqualTo("fail other-serial");
      assertThat(code(ask(check.serial(keys.serial("good"))))).isEqualTo("pass");
    }
  }

  @Test
  void a_name_without_an_address_and_a_port_without_tls_are_no_pass() throws Exception {
    assertThat(code(ask(http.tlsCertificate("no-such-host.invalid", 443))))
        .isEqualTo("inconclusive NO_DATA");
    try (TestServer plain = TestServer.version("1")) {
      assertThat(code(ask(http.tlsCertificate("127.0.0.1", plain.port())))).startsWith("pending");
    }
  }
}
