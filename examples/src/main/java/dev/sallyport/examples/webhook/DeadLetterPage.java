package dev.sallyport.examples.webhook;

import dev.sallyport.checks.http.DeadLetters;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** The service's page of dead letters, one a line. */
final class DeadLetterPage {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();

  private DeadLetterPage() {}

  static DeadLetters of(WebhookSystems on) {
    return context -> {
      HttpRequest request =
          HttpRequest.newBuilder(on.service("/dead-letters"))
              .header("Authorization", "Bearer " + context.secret(Secrets.ADMIN))
              .timeout(Duration.ofSeconds(5))
              .build();
      HttpResponse<String> page = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
      if (page.statusCode() != 200) {
        throw new IOException(request.uri() + " answered " + page.statusCode() + ", not 200.");
      }
      return page.body().lines().toList();
    };
  }
}
