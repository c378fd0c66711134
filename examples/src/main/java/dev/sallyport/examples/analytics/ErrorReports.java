package dev.sallyport.examples.analytics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Verdict;
import dev.sallyport.plan.StepContext;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.UUID;

/**
 * The way of an event through the error tracker: sent with the project's active key as an envelope,
 * and looked up by its id, as Sentry documents both.
 */
final class ErrorReports {
  private static final String PROJECT = "/api/0/projects/forms/form-backend/";

  private final URI sentry;

  ErrorReports(URI sentry) {
    this.sentry = sentry;
  }

  /**
   * Sends an event of level {@code info} that says what it is, and returns its id.
   *
   * @throws IOException if the project has no active key, or the event was not taken
   */
  String send(StepContext context) throws IOException, InterruptedException {
    URI dsn = key(context.secret(Secrets.SENTRY));
    String id = UUID.randomUUID().toString().replace("-", "");
    URI where =
        URI.create(dsn.getScheme() + "://" + host(dsn) + "/api" + dsn.getPath() + "/envelope/");
    JsonApi.Answer answer =
        JsonApi.post(
            where,
            envelope(id, context.runId()),
            Map.of(
                "Content-Type",
                "application/x-sentry-envelope",
                "X-Sentry-Auth",
                "Sentry sentry_version=7, sentry_client=sallyport/1, sentry_key="
                    + dsn.getUserInfo()));
    if (!answer.ok()) {
      throw new IOException(
          where + " answered " + answer.status() + " to an event. Look at the project's key.");
    }
    return id;
  }

  private static String host(URI dsn) {
    return dsn.getPort() < 0 ? dsn.getHost() : dsn.getHost() + ":" + dsn.getPort();
  }

  private URI key(String token) throws IOException, InterruptedException {
    JsonApi.Answer answer = JsonApi.get(sentry.resolve(PROJECT + "keys/"), JsonApi.bearer(token));
    for (JsonNode key : answer.body()) {
      if (key.path("isActive").asBoolean()) {
        return URI.create(key.at("/dsn/public").asText());
      }
    }
    throw new IOException(
        "The error tracker answered "
            + answer.status()
            + " and named no active key of the project. Look at the token, and at the keys.");
  }

  private static String envelope(String id, String run) {
    ObjectNode event = JsonApi.JSON.createObjectNode().put("event_id", id).put("level", "info");
    event.put("platform", "java").put("environment", "deployment");
    event.putObject("message").put("formatted", "Sallyport looks whether events arrive: " + run);
    return JsonApi.JSON.createObjectNode().put("event_id", id)
        + "\n"
        + JsonApi.JSON.createObjectNode().put("type", "event")
        + "\n"
        + event
        + "\n";
  }

  Check hasEvent(String id) {
    return Check.of("error-tracker", context -> judge(id, context));
  }

  private Verdict judge(String id, CheckContext context) throws Exception {
    URI where = sentry.resolve(PROJECT + "events/" + id + "/");
    JsonApi.Answer answer = JsonApi.get(where, JsonApi.bearer(context.secret(Secrets.SENTRY)));
    Evidence evidence =
        Evidence.of("GET " + where, context.startedAt())
            .against("the event that was sent")
            .and("", "status", answer.status());
    if (answer.ok() && answer.body().path("eventID").asText().equals(id)) {
      return Verdict.pass("The event arrived: " + answer.body().path("title").asText(), evidence);
    }
    return switch (answer.status()) {
      case 404 ->
          Verdict.pending(
              "event-missing",
              "The event was taken, and is not there. Look at the project's quota and filters.",
              evidence);
      case 401, 403 -> Verdict.fail("refused", "The error tracker refuses the token.", evidence);
      default ->
          Verdict.inconclusive(
              Verdict.Cause.ERROR,
              "The error tracker answered " + answer.status() + ", and not with the event.",
              evidence);
    };
  }
}
