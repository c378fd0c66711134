package dev.sallyport.checks.http;

import static dev.sallyport.check.Percent.percent;
import static dev.sallyport.checks.http.Asked.ask;
import static dev.sallyport.checks.http.Asked.code;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.sallyport.check.Rate;
import dev.sallyport.check.Verdict;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A service that wants a certificate of its clients. */
class ClientCertificateTest {
  private static Keys keys;
  private static TestServer server;
  private static URI uri;

  @BeforeAll
  static void start() throws Exception {
    keys = Keys.shared();
    HttpsServer https = HttpsServer.create(TestServer.anyPort(), 64);
    https.setHttpsConfigurator(
        new HttpsConfigurator(keys.serving("good", 2)) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters wanted = getSSLContext().getDefaultSSLParameters();
            wanted.setNeedClientAuth(true);
            parameters.setSSLParameters(wanted);
          }
        });
    server = TestServer.over(https, x -> TestServer.answerVersion(x, "2.0.0"));
    uri = URI.create("https://127.0.0.1:" + server.port() + "/");
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  private static HttpChecks presenting(SSLContext context) {
    return HttpChecks.create(
        HttpOptions.defaults().trusting(context).requestTimeout(Duration.ofSeconds(10)));
  }

  @Test
  void a_certificate_given_in_the_options_is_presented_by_every_kind_of_check() throws Exception {
    try (HttpChecks http = presenting(keys.serving("other", 2))) {
      assertThat(code(ask(http.health(uri).expectVersionHeader("X-Version", "2.0.0"))))
          .isEqualTo("pass");
      Verdict load =
          Asked.until(
              "pass",
              http.load(uri)
                  .rate(Rate.perSecond(40))
                  .lasting(Duration.ofSeconds(2))
                  .errorRate()
                  .below(percent(10)));
      assertThat(code(load)).as(load.reason()).isEqualTo("pass");
      // it is answered, and limits nothing: so the certificate was taken here as well
      Verdict limit = ask(http.rateLimit(uri, Rate.perSecond(2), 1).over(Duration.ofMillis(500)));
      assertThat(code(limit)).isEqualTo("fail not-limited");
    }
  }

  @Test
  void without_one_or_with_an_expired_one_the_cause_is_named() throws Exception {
    Command.program("openssl");
    try (OpensslServer openssl =
        OpensslServer.demanding(keys.pem("good"), keys.middle(), keys.root())) {
      URI there = URI.create("https://127.0.0.1:" + openssl.port() + "/");
      for (SSLContext context : List.of(keys.trustingOnly(), keys.serving("expired", 2))) {
        try (HttpChecks http = presenting(context)) {
          HttpHealth check = http.health(there).expectBody("TLS").consecutive(1);
          Verdict verdict = Asked.until("pending client-certificate-refused", check);
          assertThat(code(verdict))
              .as(verdict.reason())
              .isEqualTo("pending client-certificate-refused");
          assertThat(verdict.reason()).contains("instance " + there, "HttpOptions.trusting");
        }
      }
      try (HttpChecks http = presenting(keys.serving("other", 2))) {
        assertThat(code(ask(http.health(there).expectBody("TLS")))).isEqualTo("pass");
      }
    }
  }

  @Test
  void a_service_that_hangs_up_without_a_word_is_no_pass() throws Exception {
    try (HttpChecks http = presenting(keys.trustingOnly())) {
      Verdict verdict = ask(http.health(uri).expectVersionHeader("X-Version", "2.0.0"));
      assertThat(verdict.passed()).isFalse();
      assertThat(verdict.reason()).contains("instance " + uri);
    }
  }

  @Test
  void its_own_certificate_can_be_looked_at_all_the_same() throws Exception {
    try (HttpChecks http = HttpChecks.create()) {
      Verdict verdict = ask(http.tlsCertificate("127.0.0.1", server.port()).trusting(keys.root()));
      assertThat(verdict.evidence().observed().toString()).contains("CN=good");
    }
  }
}
