package dev.sallyport.examples.webhook;

import dev.sallyport.check.Check;
import dev.sallyport.checks.http.WebhookProvider;
import dev.sallyport.checks.http.WebhookSample;
import dev.sallyport.examples.webhook.service.Signature;
import dev.sallyport.plan.OutcomeUnknownException;
import dev.sallyport.plan.StepContext;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;

/** Harmless webhooks, signed as TypeForm does; each with an id that no other one has. */
final class TestWebhook {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();

  private final WebhookSystems on;
  private final URI entrance;

  TestWebhook(WebhookSystems on) {
    this.on = on;
    this.entrance = on.service("/webhooks/typeform");
  }

  /** Returns the body of an event. */
  static String body(String id) {
    return "{\"event_id\":\"" + id + "\",\"event_type\":\"form_response\",\"probe\":true}";
  }

  /**
   * Sends one and returns its id, the same however often it is sent.
   *
   * @throws OutcomeUnknownException if no answer came
   */
  String send(StepContext context) throws Exception {
    String id = "test-" + context.idempotencyKey();
    HttpRequest request =
        HttpRequest.newBuilder(entrance)
            .header("Content-Type", "application/json")
            .header("Typeform-Signature", Signature.of(body(id), context.secret(Secrets.WEBHOOK)))
            .timeout(Duration.ofSeconds(10))
            .POST(HttpRequest.BodyPublishers.ofString(body(id)))
            .build();
    int status = answer(request);
    if (status != 200) {
      throw new IOException(
          entrance + " answered " + status + " to a signed webhook, not 200. Look at its log.");
    }
    return id;
  }

  private int answer(HttpRequest request) throws Exception {
    try {
      return CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (ConnectException e) {
      throw e; // nobody was there to take it
    } catch (IOException e) {
      throw new OutcomeUnknownException("A webhook was sent, and no answer came", e);
    }
  }

  /**
   * Returns the check that what is signed is taken and nothing else; each sample is a new event.
   */
  Check signature() {
    return on.http.webhookSignature(
        entrance, WebhookProvider.TYPEFORM, Secrets.WEBHOOK, () -> event("signed-"));
  }

  /** Returns the check that a webhook sent twice is one event. */
  Check replay() {
    return on.http.replayProtection(
        entrance, WebhookProvider.TYPEFORM, Secrets.WEBHOOK, () -> event("replayed-"));
  }

  private WebhookSample event(String kind) {
    String id = kind + UUID.randomUUID();
    return new WebhookSample(
        body(id), sample -> on.rows.events(id, sample.secret(Secrets.DATABASE)));
  }
}
