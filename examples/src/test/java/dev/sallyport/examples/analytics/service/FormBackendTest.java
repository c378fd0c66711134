package dev.sallyport.examples.analytics.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The backend alone: what it answers without any server beside it. */
class FormBackendTest {
  private final HttpClient client = HttpClient.newHttpClient();
  private final Config config = Config.of("1.2.3", "a-secret", "a-key");

  private HttpResponse<String> get(FormBackend backend, String path, String... headers)
      throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(backend.address().resolve(path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> post(FormBackend backend, String path, String body)
      throws Exception {
    return client.send(
        HttpRequest.newBuilder(backend.address().resolve(path))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElse("none");
  }

  @Test
  void it_says_its_version_and_how_it_is() throws Exception {
    try (FormBackend backend = FormBackend.start(config)) {
      HttpResponse<String> health = get(backend, "health");
      assertThat(health.statusCode()).isEqualTo(200);
      assertThat(header(health, "X-Version")).isEqualTo("1.2.3");
      assertThat(health.body())
          .contains("\"status\":\"up\"", "\"database\":\"up\"", "\"analytics\":false");
    }
  }

  @Test
  void the_same_users_have_the_analytics_and_more_of_them_with_a_larger_share() {
    List<String> users = IntStream.range(0, 10_000).mapToObj(i -> "user-" + i).toList();
    Rollout ten = new Rollout(true, 10);
    Rollout half = new Rollout(true, 50);
    assertThat(users.stream().filter(ten::includes).count()).isBetween(900L, 1100L);
    assertThat(users.stream().filter(half::includes).count()).isBetween(4800L, 5200L);
    assertThat(users).allMatch(user -> !ten.includes(user) || half.includes(user));
    assertThat(users).allMatch(new Rollout(true, 100)::includes);
    assertThat(users).noneMatch(new Rollout(false, 100)::includes);
    assertThat(new Rollout(true, 100).includes("")).isFalse();
  }

  @Test
  void users_see_analytics_if_they_have_them() throws Exception {
    Config all =
        config.withEnv(Map.of("ENABLE_ANALYTICS", "true", "ANALYTICS_ROLLOUT_PERCENT", "100"));
    try (FormBackend backend = FormBackend.start(all)) {
      HttpResponse<String> on = get(backend, "api/v2/analytics/forms/f/metrics", "X-User", "ann");
      assertThat(header(on, "X-Analytics")).isEqualTo("on");
      assertThat(on.body()).contains("completion_rate");
    }
    try (FormBackend backend = FormBackend.start(config)) {
      HttpResponse<String> off = get(backend, "api/v2/analytics/forms/f/metrics", "X-User", "ann");
      assertThat(off.statusCode()).isEqualTo(200);
      assertThat(header(off, "X-Analytics")).isEqualTo("off");
      assertThat(off.body()).contains("responses").doesNotContain("completion_rate");
      assertThat(
              header(
                  get(backend, "api/v2/analytics/forms/f/metrics", "Authorization", "Bearer a-key"),
                  "X-Analytics"))
          .isEqualTo("on");
    }
  }

  @Test
  void a_response_counts_once_and_the_cache_forgets() throws Exception {
    try (FormBackend backend = FormBackend.start(config)) {
      String metrics = "api/v2/analytics/forms/f/metrics";
      assertThat(header(get(backend, metrics), "X-Cache")).isEqualTo("MISS");
      assertThat(header(get(backend, metrics), "X-Cache")).isEqualTo("L1");
      String body = "{\"id\":\"r1\",\"score\":7}";
      assertThat(post(backend, "api/v2/forms/f/responses", body).statusCode()).isEqualTo(201);
      assertThat(post(backend, "api/v2/forms/f/responses", body).statusCode()).isEqualTo(200);
      HttpResponse<String> after = get(backend, metrics);
      assertThat(header(after, "X-Cache")).isEqualTo("MISS");
      assertThat(after.body()).contains("\"responses\":1");
      assertThat(post(backend, "api/v2/forms/f/responses", "{\"score\":11}").statusCode())
          .isEqualTo(422);
      assertThat(post(backend, "api/v2/forms/f/responses", "[").statusCode()).isEqualTo(400);
      assertThat(get(backend, "metrics").body())
          .contains(
              "http_requests_total{status=\"201\"} 1",
              "cache_requests_total{level=\"L1\"} 1",
              "http_request_seconds_bucket{le=\"+Inf\"} 7");
    }
  }
}
