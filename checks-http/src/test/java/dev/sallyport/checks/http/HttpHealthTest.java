package dev.sallyport.checks.http;

import static dev.sallyport.checks.http.Asked.ask;
import static dev.sallyport.checks.http.Asked.code;
import static dev.sallyport.checks.http.Asked.seen;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.check.Verdict;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpHealthTest {
  private static final Pattern VERSION = Pattern.compile("\"version\":\"([^\"]+)\"");

  private final HttpChecks http =
      HttpChecks.create(HttpOptions.defaults().requestTimeout(Duration.ofSeconds(2)));

  @AfterEach
  void close() {
    http.close();
  }

  @Test
  void passes_when_every_instance_runs_the_version() throws Exception {
    try (TestServer one = TestServer.version("2.0.0");
        TestServer two = TestServer.version("2.0.0")) {
      Verdict verdict =
          ask(
              http.health(one.uri("/health"), two.uri("/health"))
                  .expectVersionHeader("X-Version", "2.0.0")
                  .expectVersion(VERSION, "2.0.0")
                  .expectBody("\"UP\""));

      assertThat(code(verdict)).isEqualTo("pass");
      assertThat(verdict.reason())
          .isEqualTo(
              "2 targets, 6 answers, all well: status 200, no cache, version 2.0.0 in the header"
                  + " X-Version, version 2.0.0 in the body, a body with '\"UP\"'");
      assertThat(verdict.evidence().samples()).isEqualTo(6);
      assertThat(seen(verdict)).containsEntry("well", "3 of 3 | 3 of 3");
      assertThat(verdict.evidence().observed())
          .anySatisfy(row -> assertThat(row.subject()).isEqualTo("instance " + two.uri("/health")));
    }
  }

  @Test
  void an_instance_of_the_old_version_is_pending_and_named() throws Exception {
    try (TestServer one = TestServer.version("2.0.0");
        TestServer two = TestServer.version("1.9.0")) {
      Verdict verdict =
          ask(
              http.health(one.uri("/"), two.uri("/"))
                  .expectVersionHeader("X-Version", "2.0.0")
                  .consecutive(1));

      assertThat(code(verdict)).isEqualTo("pending wrong-version");
      assertThat(verdict.reason())
          .isEqualTo(
              "1 of 2 targets well. instance "
                  + two.uri("/")
                  + ": it runs version 1.9.0, not 2.0.0. The old version still takes traffic: the"
                  + " rollout is not complete, or the balancer still holds old members.");
    }
  }

  @Test
  void strictly_an_old_version_fails() throws Exception {
    try (TestServer old = TestServer.version("1.9.0")) {
      Verdict verdict =
          ask(http.health(old.uri("/")).expectVersionHeader("X-Version", "2.0.0").strict());

      assertThat(code(verdict)).isEqualTo("fail wrong-version");
    }
  }

  @Test
  void a_wrong_status_does_not_pass_unless_it_is_asked_for() throws Exception {
    try (TestServer ill = TestServer.answering(x -> TestServer.answer(x, 503, "{\"DOWN\"}"))) {
      HttpHealth check = http.health(ill.uri("/")).expectBody("DOWN");

      assertThat(code(ask(check))).isEqualTo("pending wrong-status");
      assertThat(code(ask(check.expectStatus(503)))).isEqualTo("pass");
      assertThat(code(ask(check.expectStatus("status 5xx", s -> s >= 500)))).isEqualTo("pass");
    }
  }

  @Test
  void a_redirect_to_a_login_page_does_not_pass() throws Exception {
    try (TestServer server = TestServer.answering(HttpHealthTest::loginRequired)) {
      HttpHealth check = http.health(server.uri("/health")).statusOnly("a test of redirects");
      Verdict verdict = ask(check);

      assertThat(code(verdict)).isEqualTo("pending redirected");
      assertThat(verdict.reason()).contains("status 302 to /login");
      // Followed, it is the login page that answers 200: only its identity tells.
      assertThat(code(ask(check.followingRedirects(1)))).isEqualTo("pass");
      Verdict followed = ask(check.expectBody("\"status\":\"UP\"").followingRedirects(1));
      assertThat(code(followed)).isEqualTo("pending body-mismatch");
      assertThat(seen(followed).get("redirected-to")).contains("/login");
    }
  }

  private static void loginRequired(com.sun.net.httpserver.HttpExchange x)
      throws java.io.IOException {
    if (x.getRequestURI().getPath().equals("/login")) {
      TestServer.answer(x, 200, "<form>password</form>");
    } else {
      TestServer.answer(x, 302, "", Map.of("Location", "/login"));
    }
  }

  @Test
  void an_answer_kept_by_a_cache_does_not_pass_and_caches_are_told_to_stand_aside()
      throws Exception {
    AtomicInteger asidesSeen = new AtomicInteger();
    try (TestServer cache =
        TestServer.answering(
            x -> {
              if ("no-cache".equals(x.getRequestHeaders().getFirst("Cache-Control"))) {
                asidesSeen.incrementAndGet();
              }
              TestServer.answer(x, 200, "UP", Map.of("Age", "37", "Via", "1.1 varnish"));
            })) {
      Verdict verdict = ask(http.health(cache.uri("/")).expectBody("UP"));

      assertThat(code(verdict)).isEqualTo("pending answered-from-cache");
      assertThat(verdict.reason()).contains("kept for 37 s");
      assertThat(seen(verdict)).containsEntry("via", "1.1 varnish");
      assertThat(asidesSeen).hasValue(3);
    }
  }

  @Test
  void a_balancer_with_one_old_backend_is_found_out() throws Exception {
    // One backend for each connection, as balancers do it; a kept connection would see but one.
    try (RawServer balancer =
        RawServer.talking(
            (socket, number) -> {
              String id = number % 2 == 0 ? "1.9.0" : "2.0.0";
              while (true) {
                RawServer.readHead(socket);
                String head = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nX-Version: " + id;
                socket.getOutputStream().write((head + "\r\n\r\n").getBytes("US-ASCII"));
              }
            })) {
      try (TestServer instance = TestServer.version("2.0.0")) {
        Verdict verdict =
            ask(
                http.health(instance.uri("/"))
                    .expectVersionHeader("X-Version", "2.0.0")
                    .via(balancer.uri("/"), 6));

        assertThat(code(verdict)).isEqualTo("pending wrong-version");
        assertThat(verdict.reason()).contains("balancer").contains("3 of 6 answers wrong");
        assertThat(seen(verdict).get("version")).isEqualTo("2.0.0 | 2.0.0 (3x), 1.9.0 (3x)");
        assertThat(balancer.accepted()).isEqualTo(6);
      }
    }
  }

  @Test
  void a_missing_version_is_not_the_right_one() throws Exception {
    try (TestServer mute = TestServer.answering(x -> TestServer.answer(x, 200, "fine"))) {
      assertThat(code(ask(http.health(mute.uri("/")).expectVersionHeader("X-Version", "2"))))
          .isEqualTo("pending version-missing");
      assertThat(code(ask(http.health(mute.uri("/")).expectVersion(VERSION, "2"))))
          .isEqualTo("pending version-missing");
      assertThat(code(ask(http.health(mute.uri("/")).expectHeader("X-App", "shop"))))
          .isEqualTo("pending header-mismatch");
    }
  }

  @Test
  void an_instance_goes_by_the_name_it_is_given() throws Exception {
    try (TestServer server =
        TestServer.answering(
            x -> TestServer.answer(x, 200, x.getRequestHeaders().getFirst("Host")))) {
      assertThat(
              code(ask(http.health(server.uri("/")).expectBody("shop.test").asHost("shop.test"))))
          .isEqualTo("pass");
      assertThat(code(ask(http.health(server.uri("/")).expectBody("127.0.0.1:" + server.port()))))
          .isEqualTo("pass");
    }
  }

  @Test
  void what_cannot_be_asked_is_refused_when_it_is_written() {
    assertThatThrownBy(() -> http.health(List.of())).hasMessageContaining("no instance");
    assertThatThrownBy(() -> http.health(URI.create("/health"))).hasMessageContaining("absolute");
    assertThatThrownBy(() -> http.health(URI.create("ftp://h/"))).hasMessageContaining("absolute");
    assertThatThrownBy(() -> http.health(URI.create("http://me:hush@h/")))
        .hasMessageContaining("credentials")
        .hasMessageNotContaining("hush");
    HttpHealth check = http.health(URI.create("http://h/")).expectBody("UP");
    assertThatThrownBy(() -> check.consecutive(0)).hasMessageContaining("prove nothing");
    assertThatThrownBy(() -> check.header("Host", "h")).hasMessageContaining("asHost");
    assertThatThrownBy(() -> check.header("a b", "c")).hasMessageContaining("name of an HTTP");
    assertThatThrownBy(() -> check.header("a", "b\r\nc: d")).hasMessageContaining("control");
    assertThatThrownBy(() -> check.asHost("a b")).hasMessageContaining("name of a host");
    assertThatThrownBy(() -> check.expectBody(" ")).hasMessageContaining("blank");
    assertThatThrownBy(() -> check.statusOnly(" ")).hasMessageContaining("reason");
    assertThatThrownBy(() -> check.followingRedirects(-1)).hasMessageContaining("0 to 20");
    assertThat(check.via(URI.create("http://lb/"), 9).name())
        .isEqualTo("http-health http://h/ and 1 more");
  }
}
