package dev.sallyport.examples.webhook.service;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** TypeForm's API; no call leaves that would exceed its configured limit. Thread-safe. */
final class TypeformClient {
  private static final String FORM = "/forms/onboarding/webhooks/";

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private final RateLimiter limit;
  private final Config config;
  private final Metrics metrics;

  TypeformClient(Config config, Metrics metrics) {
    this.config = config;
    this.metrics = metrics;
    this.limit = new RateLimiter(config.typeformLimit(), 1, System.nanoTime());
  }

  HttpResponse<String> me() throws IOException, InterruptedException {
    return call("GET", "/me", "");
  }

  HttpResponse<String> webhook(String method, String tag, String target)
      throws IOException, InterruptedException {
    String body =
        method.equals("PUT")
            ? "{\"url\":" + Web.quoted(target) + ",\"enabled\":true,\"verify_ssl\":true}"
            : "";
    return call(method, FORM + tag, body);
  }

  private HttpResponse<String> call(String method, String path, String body)
      throws IOException, InterruptedException {
    for (long wait = limit.take(System.nanoTime());
        wait > 0;
        wait = limit.take(System.nanoTime())) {
      TimeUnit.NANOSECONDS.sleep(wait);
    }
    URI uri = config.typeform().resolve(path);
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .header("Authorization", "Bearer " + config.typeformToken())
            .header("Content-Type", "application/json")
            .timeout(Duration.ofSeconds(5))
            .build();
    HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    metrics.typeform(answer.statusCode());
    return answer;
  }
}
