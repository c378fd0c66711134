package dev.sallyport.examples.webhook;

import dev.sallyport.check.Check;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Verdict;
import dev.sallyport.checks.http.HttpHealth;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** What is asked of TypeForm's API, by way of the service. */
final class Typeform {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();

  private Typeform() {}

  /** Returns the check that the service reaches the API with its own key. */
  static HttpHealth reachedByTheService(WebhookSystems on) {
    return on.http
        .health(on.service("/typeform"))
        .expectJson("/reachable", true)
        .expectJson("/account", on.at.account())
        .bearer(Secrets.ADMIN)
        .consecutive(1);
  }

  /**
   * Returns the check that the service can register a webhook, finds it registered, and can take it
   * away again; under a name of its own, so that no real one is touched.
   */
  static Check managesWebhooks(WebhookSystems on) {
    URI webhook = on.service("/webhooks/registrations/sallyport-probe");
    return Check.of(
        "webhook-management",
        context -> {
          String token = context.secret(Secrets.ADMIN);
          int put = status("PUT", webhook, token);
          int there = status("GET", webhook, token);
          int deleted = status("DELETE", webhook, token);
          int gone = status("GET", webhook, token);
          Evidence evidence =
              Evidence.of("PUT, GET, DELETE, GET " + webhook, context.startedAt())
                  .and("registered", "status", put)
                  .and("read back", "status", there)
                  .and("removed", "status", deleted)
                  .and("read again", "status", gone)
                  .against("200, 200, 204, 404");
          if (put == 200 && there == 200 && deleted == 204 && gone == 404) {
            return Verdict.pass("A webhook was registered, found and removed", evidence);
          }
          return Verdict.fail(
              "round-trip-broken",
              "Registering, finding, removing and missing a webhook gave "
                  + put
                  + ", "
                  + there
                  + ", "
                  + deleted
                  + ", "
                  + gone
                  + ", not 200, 200, 204, 404. Look at the service's log for what TypeForm said.",
              evidence);
        });
  }

  private static int status(String method, URI uri, String token)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .method(method, HttpRequest.BodyPublishers.noBody())
            .header("Authorization", "Bearer " + token)
            .timeout(Duration.ofSeconds(10))
            .build();
    return CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }
}
