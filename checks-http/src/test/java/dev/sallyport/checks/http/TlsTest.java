package dev.sallyport.checks.http;

import static dev.sallyport.check.Percent.percent;
import static dev.sallyport.checks.http.Asked.ask;
import static dev.sallyport.checks.http.Asked.code;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.sallyport.check.Rate;
import dev.sallyport.check.Verdict;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsTest {
  private static final char[] PASSWORD = "changeit".toCharArray();

  private SSLContext own;
  private TestServer server;

  @BeforeAll
  void startServer(@TempDir Path folder) throws Exception {
    own = context(selfSigned(folder, "dns:shop.test"));
    HttpsServer https = HttpsServer.create(TestServer.anyPort(), 64);
    https.setHttpsConfigurator(new HttpsConfigurator(own));
    server = TestServer.over(https, x -> TestServer.answerVersion(x, "2.0.0"));
  }

  @AfterAll
  void stopServer() {
    server.close();
  }

  private static KeyStore selfSigned(Path folder, String names) throws Exception {
    Path file = folder.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "it",
                "-keyalg",
                "EC",
                "-dname",
                "CN=shop.test",
                "-ext",
                "san=" + names,
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD))
            .inheritIO()
            .start();
    assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD);
    }
    return keys;
  }

  private static SSLContext context(KeyStore keys) throws Exception {
    KeyManagerFactory identity =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    identity.init(keys, PASSWORD);
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("it", keys.getCertificate("it"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(identity.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private URI uri() {
    return URI.create("https://127.0.0.1:" + server.port() + "/health");
  }

  private static HttpHealth version2(HttpChecks http, URI uri) {
    return http.health(uri).expectVersionHeader("X-Version", "2.0.0");
  }

  @Test
  void a_certificate_that_is_not_trusted_does_not_pass() throws Exception {
    try (HttpChecks http = HttpChecks.create()) {
      Verdict verdict = ask(version2(http, uri()).asHost("shop.test"));

      assertThat(code(verdict)).isEqualTo("pending tls-not-trusted");
      assertThat(verdict.reason()).contains("certificate is not trusted");
      assertThat(code(ask(version2(http, uri()).asHost("shop.test").strict())))
          .isEqualTo("fail tls-not-trusted");
    }
  }

  @Test
  void a_trusted_certificate_passes_for_its_own_name_only() throws Exception {
    try (HttpChecks http = HttpChecks.create(HttpOptions.defaults().trusting(own))) {
      assertThat(code(ask(version2(http, uri()).asHost("shop.test")))).isEqualTo("pass");
      assertThat(code(ask(version2(http, uri()).asHost("other.test"))))
          .isEqualTo("pending tls-not-trusted");
      assertThat(code(ask(version2(http, uri())))).isEqualTo("pending tls-not-trusted");
    }
  }

  @Test
  void plain_http_on_a_tls_port_and_the_reverse_do_not_pass() throws Exception {
    HttpOptions options =
        HttpOptions.defaults().trusting(own).requestTimeout(Duration.ofMillis(700));
    try (HttpChecks http = HttpChecks.create(options);
        TestServer plain = TestServer.version("2.0.0")) {
      assertThat(ask(version2(http, server.uri("/")).consecutive(1)).passed()).isFalse();
      URI wrong = URI.create("https://127.0.0.1:" + plain.port() + "/");
      assertThat(ask(version2(http, wrong)).passed()).isFalse();
    }
  }

  @Test
  void a_load_over_a_connection_that_is_not_trusted_is_all_errors() throws Exception {
    try (HttpChecks http = HttpChecks.create()) {
      Verdict verdict =
          ask(
              http.load(uri())
                  .rate(Rate.perSecond(50))
                  .lasting(Duration.ofSeconds(1))
                  .warmUp(Duration.ZERO)
                  .errorRate()
                  .staysBelow(percent(50)));

      assertThat(code(verdict)).isEqualTo("fail threshold-breached");
      assertThat(verdict.reason()).contains("tls-not-trusted (50)");
    }
  }

  @Test
  void a_load_over_a_trusted_connection_passes(@TempDir Path folder) throws Exception {
    SSLContext loopback = context(selfSigned(folder, "ip:127.0.0.1"));
    HttpsServer https = HttpsServer.create(TestServer.anyPort(), 64);
    https.setHttpsConfigurator(new HttpsConfigurator(loopback));
    HttpOptions options =
        HttpOptions.defaults().trusting(loopback).requestTimeout(Duration.ofSeconds(10));
    try (HttpChecks http = HttpChecks.create(options);
        TestServer trusted = TestServer.over(https, x -> TestServer.answerVersion(x, "2.0.0"))) {
      URI uri = URI.create("https://127.0.0.1:" + trusted.port() + "/");
      Verdict verdict =
          Asked.until(
              "pass",
              http.load(uri)
                  .rate(Rate.perSecond(40))
                  .lasting(Duration.ofSeconds(2))
                  .errorRate()
                  .below(percent(10)));

      assertThat(code(verdict)).isEqualTo("pass");
      assertThat(code(ask(version2(http, uri)))).isEqualTo("pass");
    }
  }

  @Test
  void a_load_of_posts_over_a_trusted_connection_arrives(@TempDir Path folder) throws Exception {
    SSLContext loopback = context(selfSigned(folder, "ip:127.0.0.1"));
    HttpsServer https = HttpsServer.create(TestServer.anyPort(), 64);
    https.setHttpsConfigurator(new HttpsConfigurator(loopback));
    List<String> taken = new CopyOnWriteArrayList<>();
    try (HttpChecks http = HttpChecks.create(HttpOptions.defaults().trusting(loopback));
        TestServer trusted =
            TestServer.over(
                https,
                x -> {
                  taken.add(x.getRequestMethod() + new String(x.getRequestBody().readAllBytes()));
                  TestServer.answer(x, 200, "");
                })) {
      Verdict verdict =
          ask(
              http.load(URI.create("https://127.0.0.1:" + trusted.port() + "/"))
                  .rate(Rate.perSecond(40))
                  .lasting(Duration.ofSeconds(1))
                  .warmUp(Duration.ZERO)
                  .posting(() -> "{\"event\":1}")
                  .achievedRate()
                  .atLeast(Rate.perSecond(1)));

      assertThat(code(verdict)).isEqualTo("pass");
      assertThat(taken).isNotEmpty().containsOnly("POST{\"event\":1}");
    }
  }
}
