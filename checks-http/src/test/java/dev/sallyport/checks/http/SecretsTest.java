package dev.sallyport.checks.http;

import static dev.sallyport.checks.http.Asked.code;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.check.Check;
import dev.sallyport.check.Percent;
import dev.sallyport.check.Rate;
import dev.sallyport.check.Secret;
import dev.sallyport.check.Verdict;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SecretsTest {
  private static final Secret<String> TOKEN = Secret.of("api-token", String.class);
  private static final String PLANTED = "planted-3f9c-secret";

  private final HttpChecks http = HttpChecks.create();

  @AfterEach
  void close() {
    http.close();
  }

  @Test
  void a_secret_is_sent_but_never_shown_even_if_it_is_echoed() throws Exception {
    try (TestServer echo =
        TestServer.answering(
            x -> {
              String sent = x.getRequestHeaders().getFirst("Authorization");
              TestServer.answer(
                  x, 302, "you sent " + sent, Map.of("Location", "/" + sent, "Server", sent));
            })) {
      HttpHealth check = http.health(echo.uri("/")).expectBody("x").bearer(TOKEN);
      Verdict redirected = check.judge(Asked.knowing(TOKEN, PLANTED));
      Verdict answered = check.expectStatus(302).judge(Asked.knowing(TOKEN, PLANTED));

      assertThat(code(redirected)).isEqualTo("pending redirected");
      assertThat(redirected.reason()).contains("/Bearer ***");
      assertThat(code(answered)).isEqualTo("pending body-mismatch");
      assertThat(answered.evidence().toString()).contains("you sent Bearer ***");
      assertThat(redirected + " " + answered + check).doesNotContain(PLANTED);
    }
  }

  @Test
  void a_secret_is_not_sent_to_where_a_redirect_leads() throws Exception {
    Queue<String> seenElsewhere = new ConcurrentLinkedQueue<>();
    try (TestServer elsewhere =
            TestServer.answering(
                x -> {
                  seenElsewhere.add(x.getRequestHeaders().entrySet().toString());
                  TestServer.answer(x, 200, "UP");
                });
        TestServer server =
            TestServer.answering(
                x ->
                    TestServer.answer(
                        x, 302, "", Map.of("Location", elsewhere.uri("/there").toString())))) {
      Verdict verdict =
          http.health(server.uri("/"))
              .expectBody("UP")
              .header("X-Key", TOKEN)
              .followingRedirects(2)
              .judge(Asked.knowing(TOKEN, PLANTED));

      assertThat(code(verdict)).isEqualTo("pass");
      assertThat(seenElsewhere).hasSize(3).noneMatch(headers -> headers.contains(PLANTED));
    }
  }

  @Test
  void a_load_sends_the_secret_and_shows_it_nowhere() throws Exception {
    try (TestServer server =
        TestServer.answering(
            x -> {
              boolean known =
                  ("Bearer " + PLANTED).equals(x.getRequestHeaders().getFirst("Authorization"));
              TestServer.answer(x, known ? 200 : 401, "");
            })) {
      Check check =
          http.load(server.uri("/"))
              .rate(Rate.perSecond(100))
              .lasting(Duration.ofSeconds(1))
              .bearer(TOKEN)
              .errorRate()
              .staysBelow(Percent.percent(20));
      Verdict verdict = check.judge(Asked.knowing(TOKEN, PLANTED));

      // A wrong token would make all of them errors.
      assertThat(code(verdict)).doesNotStartWith("fail");
      assertThat(verdict.evidence().samples()).isPositive();
      assertThat(verdict + check.toString()).doesNotContain(PLANTED);
    }
  }

  @Test
  void a_secret_that_cannot_be_sent_is_not_quoted() {
    Check check =
        http.health(java.net.URI.create("http://127.0.0.1:1/")).expectBody("x").bearer(TOKEN);

    assertThatThrownBy(() -> check.judge(Asked.knowing(TOKEN, PLANTED + "\r\nX: y")))
        .hasMessageContaining("secret api-token")
        .hasMessageNotContaining(PLANTED);
    assertThatThrownBy(() -> Asked.ask(check)).hasMessageContaining("api-token");
  }
}
