package dev.sallyport.checks.http;

import com.sun.net.httpserver.HttpHandler;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What curl says of a service that is not well, and what http-health says. */
@Tag("once")
class BesideCurlTest {
  private static HttpChecks http;
  private static SideBySide table;

  @BeforeAll
  static void start() throws Exception {
    Command.program("curl");
    http = HttpChecks.create(HttpOptions.defaults().requestTimeout(Duration.ofSeconds(2)));
    table = new SideBySide("beside-curl");
    try (TestServer server = TestServer.version("2.0.0")) {
      for (int i = 0; i < 30; i++) { // a command is compiled long before it is typed
        Asked.ask(health(server.uri("/health")));
      }
    }
  }

  @AfterAll
  static void stop() {
    if (http != null) {
      http.close();
    }
  }

  private static HttpHealth health(URI uri) {
    return http.health(uri).expectVersionHeader("X-Version", "2.0.0");
  }

  private static void compare(String state, int exit, HttpHandler service, String code)
      throws Exception {
    try (TestServer server = TestServer.answering(service)) {
      compare(state, "curl -fsS -m 2", exit, server.uri("/health"), code);
    }
  }

  private static void compare(String state, String shown, int exit, URI uri, String code)
      throws Exception {
    List<String> command = new java.util.ArrayList<>(List.of(shown.split(" ", -1)));
    command.add(uri.toString());
    table.compare(state, shown, exit, command, health(uri), code);
  }

  @Test
  void a_service_that_is_well_is_fine_to_both() throws Exception {
    compare("well", 0, x -> TestServer.answerVersion(x, "2.0.0"), "pass");
  }

  @Test
  void an_error_page_with_status_200_is_fine_to_curl() throws Exception {
    compare(
        "200 with an error page",
        0,
        x -> TestServer.answer(x, 200, "<html>Sorry, something went wrong</html>"),
        "pending version-missing");
  }

  @Test
  void the_old_version_is_fine_to_curl() throws Exception {
    compare(
        "the old version", 0, x -> TestServer.answerVersion(x, "1.9.0"), "pending wrong-version");
  }

  @Test
  void an_answer_kept_by_a_cache_is_fine_to_curl() throws Exception {
    compare(
        "answered from a cache",
        0,
        x -> TestServer.answer(x, 200, "UP", Map.of("X-Version", "2.0.0", "Age", "3600")),
        "pending answered-from-cache");
  }

  @Test
  void a_redirect_to_a_login_page_is_fine_to_curl() throws Exception {
    HttpHandler login =
        x -> {
          boolean page = x.getRequestURI().getPath().equals("/login");
          TestServer.answer(
              x,
              page ? 200 : 302,
              "<html>log in</html>",
              page ? Map.of() : Map.of("Location", "/login"));
        };
    compare("redirected to a login page", 0, login, "pending redirected");
    try (TestServer server = TestServer.answering(login)) {
      compare(
          "redirected to a login page",
          "curl -fsSL -m 2",
          0,
          server.uri("/health"),
          "pending redirected");
    }
  }

  @Test
  void an_error_status_is_seen_by_both() throws Exception {
    compare("503", 22, x -> TestServer.answer(x, 503, "starting"), "pending wrong-status");
  }

  @Test
  void a_service_that_stalls_costs_both_the_limit() throws Exception {
    try (RawServer hanging = RawServer.hanging()) {
      compare("stalled", "curl -fsS -m 2", 28, hanging.uri("/health"), "pending no-answer-in-time");
    }
  }

  @Test
  void a_body_that_trickles_costs_both_the_limit() throws Exception {
    try (RawServer dripping =
        RawServer.talking(
            (socket, number) -> {
              RawServer.readHead(socket);
              socket
                  .getOutputStream()
                  .write("HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n".getBytes("US-ASCII"));
              for (int i = 0; i < 900; i++) {
                socket.getOutputStream().write('U');
                Thread.sleep(50);
              }
            })) {
      compare(
          "body trickles",
          "curl -fsS -m 2",
          28,
          dripping.uri("/health"),
          "pending no-answer-in-time");
    }
  }

  @Test
  void a_body_cut_short_is_seen_by_both() throws Exception {
    try (RawServer cut =
        RawServer.saying("HTTP/1.1 200 OK\r\nX-Version: 2.0.0\r\nContent-Length: 900\r\n\r\nU")) {
      compare(
          "dropped within the body",
          "curl -fsS -m 2",
          18,
          cut.uri("/health"),
          "pending connection-closed");
    }
  }
}
