package dev.sallyport.checks.http;

import static dev.sallyport.checks.http.Asked.ask;
import static dev.sallyport.checks.http.Asked.code;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.check.Verdict;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Values in bodies of JSON, and bodies that only look like it. */
class HttpJsonTest {
  private static final String BODY =
      "{\"status\":\"UP\",\"workers\":3,\"ready\":true,\"ratio\":2.0,\"a/b\":\"x\","
          + "\"checks\":[{\"state\":\"ok\"}],\"none\":null,\"count\":\"3\"}";

  private final HttpChecks http = HttpChecks.create(HttpOptions.defaults().maxBody(2000));

  @AfterEach
  void close() {
    http.close();
  }

  private Verdict judged(String body, UnaryOperator<HttpHealth> check) throws Exception {
    try (TestServer server = TestServer.answering(x -> TestServer.answer(x, 200, body))) {
      return ask(check.apply(http.health(server.uri("/")).expectJson("/status", "UP")));
    }
  }

  private String codeOf(UnaryOperator<HttpHealth> check) throws Exception {
    return code(judged(BODY, check));
  }

  @Test
  void values_of_each_kind_are_found() throws Exception {
    Verdict verdict =
        judged(
            BODY,
            c ->
                c.expectJson("/workers", 3)
                    .expectJson("/ratio", 2)
                    .expectJson("/ready", true)
                    .expectJson("/checks/0/state", "ok")
                    .expectJson("/a~1b", "x")
                    .expectJson("/workers", "2 or more", v -> Integer.parseInt(v) >= 2));

    assertThat(code(verdict)).isEqualTo("pass");
    assertThat(verdict.reason())
        .contains("JSON with /status \"UP\"", "JSON with /workers 2 or more");
  }

  @Test
  void another_value_kind_or_place_is_told_with_what_was_seen() throws Exception {
    Verdict down = judged("{\"status\":\"DOWN\"}", c -> c);
    assertThat(code(down)).isEqualTo("pending json-mismatch");
    assertThat(down.reason()).contains("its /status is \"DOWN\", not \"UP\"");
    assertThat(codeOf(c -> c.expectJson("/count", 3))).isEqualTo("pending json-mismatch");
    assertThat(codeOf(c -> c.expectJson("/workers", "3"))).isEqualTo("pending json-mismatch");
    assertThat(codeOf(c -> c.expectJson("/ready", false))).isEqualTo("pending json-mismatch");
    assertThat(codeOf(c -> c.expectJson("/checks/1/state", "ok")))
        .isEqualTo("pending json-missing");
    assertThat(codeOf(c -> c.expectJson("/none", "anything", v -> true)))
        .isEqualTo("pending json-mismatch");
    assertThat(codeOf(c -> c.expectJson("/checks", "anything", v -> true)))
        .isEqualTo("pending json-mismatch");
    assertThat(codeOf(c -> c.expectJson("/nowhere", "anything", v -> true)))
        .isEqualTo("pending json-missing");
  }

  @Test
  void what_is_not_json_or_says_two_things_does_not_pass() throws Exception {
    Verdict login = judged("<html>status UP, log in</html>", c -> c);
    assertThat(code(login)).isEqualTo("pending not-json");
    assertThat(login.reason()).contains("its body is not JSON: ", "a login or maintenance page");
    assertThat(code(judged("", c -> c))).isEqualTo("pending json-missing");
    assertThat(code(judged("{\"status\":\"DOWN\",\"status\":\"UP\"}", c -> c)))
        .isEqualTo("pending not-json");
    assertThat(code(judged("{\"status\":\"UP\"} {\"status\":\"DOWN\"}", c -> c)))
        .isEqualTo("pending not-json");
    assertThat(code(judged("{\"status\":\"UP\",\"cut", c -> c))).isEqualTo("pending not-json");
  }

  @Test
  void a_body_that_is_too_long_is_told_from_one_that_is_no_json() throws Exception {
    Verdict verdict = judged("{\"status\":\"UP\",\"x\":\"" + "y".repeat(3000) + "\"}", c -> c);
    assertThat(code(verdict)).isEqualTo("pending body-too-long");
    assertThat(verdict.reason()).contains("beyond the 2000 characters", "HttpOptions.maxBody");
  }

  @Test
  void what_is_no_pointer_is_refused_at_once() throws Exception {
    assertThatThrownBy(() -> codeOf(c -> c.expectJson("status", "UP")))
        .hasMessage(
            "'status' is no JSON Pointer. It begins with a slash, such as /checks/0/status.");
  }
}
