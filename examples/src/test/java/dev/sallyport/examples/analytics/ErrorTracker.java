package dev.sallyport.examples.analytics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.examples.analytics.Party.Asked;
import dev.sallyport.examples.analytics.Party.Reply;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * An error tracker as Sentry documents its API: keys of a project, envelopes that are taken with
 * such a key, and events that are there a little later.
 */
final class ErrorTracker {
  private static final String PROJECT = "/api/0/projects/forms/form-backend/";
  private static final String KEY = "4f3c0ffee4f3c0ffee4f3c0ffee4f3c0";
  private static final long PROCESSING_NANOS = 300_000_000L;

  private final String token;
  private final Map<String, Event> events = new ConcurrentHashMap<>();

  /** Whether what it takes is dropped, as when the project's quota is used up. */
  volatile boolean drops;

  /** Whether the project's key is switched off. */
  volatile boolean keyIsOff;

  private record Event(JsonNode payload, long at) {}

  ErrorTracker(String token) {
    this.token = token;
  }

  Reply answer(Asked asked, URI self) {
    if (asked.is("POST", "/api/17/envelope/")) {
      return take(asked);
    }
    if (!asked.bears(token)) {
      return Reply.of(401, Map.of("detail", "Authentication credentials were not provided."));
    }
    if (asked.is("GET", PROJECT + "keys/")) {
      String dsn = self.getScheme() + "://" + KEY + "@" + self.getAuthority() + "/17";
      return Reply.of(
          200, List.of(Map.of("id", "k1", "isActive", !keyIsOff, "dsn", Map.of("public", dsn))));
    }
    if (asked.method().equals("GET") && asked.path().startsWith(PROJECT + "events/")) {
      return event(asked.path().substring((PROJECT + "events/").length()).replace("/", ""));
    }
    return Reply.of(404, Map.of("detail", "The requested resource does not exist"));
  }

  private Reply take(Asked asked) {
    Pattern key = Pattern.compile("Sentry .*sentry_key=" + KEY + "\\b.*");
    if (keyIsOff || !key.matcher(asked.headers().getOrDefault("x-sentry-auth", "")).matches()) {
      return Reply.of(403, Map.of("detail", "event submission rejected with_reason: ProjectId"));
    }
    try {
      String[] lines = asked.body().split("\n");
      String id = Party.JSON.readTree(lines[0]).path("event_id").asText();
      JsonNode item = Party.JSON.readTree(lines[1]);
      if (!id.matches("[0-9a-f]{32}") || !item.path("type").asText().equals("event")) {
        return Reply.of(400, Map.of("detail", "bad envelope"));
      }
      if (!drops) {
        events.put(id, new Event(Party.JSON.readTree(lines[2]), System.nanoTime()));
      }
      return Reply.of(200, Map.of("id", id));
    } catch (JsonProcessingException | ArrayIndexOutOfBoundsException e) {
      return Reply.of(400, Map.of("detail", "bad envelope"));
    }
  }

  private Reply event(String id) {
    Event event = events.get(id);
    if (event == null || System.nanoTime() - event.at() < PROCESSING_NANOS) {
      return Reply.of(404, Map.of("detail", "Event not found"));
    }
    return Reply.of(
        200,
        Map.of(
            "eventID",
            id,
            "type",
            "default",
            "title",
            event.payload().at("/message/formatted").asText(),
            "tags",
            List.of(Map.of("key", "level", "value", "info"))));
  }
}
