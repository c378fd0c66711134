package dev.sallyport.examples.webhook;

import dev.sallyport.examples.webhook.service.Signature;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Those who call the service from outside: with webhooks, and as its admins. */
final class Customers {
  private static final int AT_ONCE = 100;

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI service;

  Customers(URI service) {
    this.service = service;
  }

  /** Sends a webhook and returns the status of the answer. */
  int post(String body, String secret) throws IOException, InterruptedException {
    return client.send(webhook(body, secret), HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private HttpRequest webhook(String body, String secret) {
    return HttpRequest.newBuilder(service.resolve("/webhooks/typeform"))
        .header("Typeform-Signature", Signature.of(body, secret))
        .timeout(Duration.ofSeconds(5))
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  /** Sends as many, no more at once than its server lets queue up, and waits for the answers. */
  void manyPosts(int count, String secret) {
    for (int left = count; left > 0; left -= AT_ONCE) {
      List<CompletableFuture<?>> sent = new ArrayList<>();
      for (int i = 0; i < Math.min(AT_ONCE, left); i++) {
        sent.add(
            client.sendAsync(
                webhook(TestWebhook.body("one-" + UUID.randomUUID()), secret),
                HttpResponse.BodyHandlers.discarding()));
      }
      CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).join();
    }
  }

  /** Has the service pass something on; returns the status of its answer. */
  int deliver(String to, String filling) throws IOException, InterruptedException {
    String body =
        "{\"id\":\"%s\",\"to\":\"%s\",\"filling\":\"%s\"}"
            .formatted(UUID.randomUUID(), to, filling);
    return asAdmin("/deliveries", HttpRequest.BodyPublishers.ofString(body));
  }

  int asAdmin(String path) throws IOException, InterruptedException {
    return asAdmin(path, HttpRequest.BodyPublishers.noBody());
  }

  private int asAdmin(String path, HttpRequest.BodyPublisher body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(service.resolve(path))
            .header("Authorization", "Bearer " + WebhookWorld.ADMIN)
            .timeout(Duration.ofSeconds(5))
            .POST(body)
            .build();
    return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }
}
