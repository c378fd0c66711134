package dev.sallyport.examples.analytics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.examples.analytics.Party.Asked;
import dev.sallyport.examples.analytics.Party.Reply;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Who is told: plain receivers of JSON, a channel of Slack, one of Teams, and a status page as
 * Statuspage has it. Each looks at what it is sent, and what it objects to is kept.
 */
final class Receivers {
  private static final Set<String> STATES =
      Set.of("scheduled", "in_progress", "verifying", "completed");

  private final String statusKey;
  private final Map<String, ObjectNode> incidents = new LinkedHashMap<>();
  final List<String> objections = new CopyOnWriteArrayList<>();

  /** What was told: to whom, and the text. */
  final List<String> messages = new CopyOnWriteArrayList<>();

  /** The states of the status page's maintenances, in order. */
  final List<String> statuses = new CopyOnWriteArrayList<>();

  Receivers(String statusKey) {
    this.statusKey = statusKey;
  }

  /** Returns whether somebody was told something with these words. */
  boolean told(String whom, String words) {
    return messages.stream().anyMatch(m -> m.startsWith(whom + " ") && m.contains(words));
  }

  Reply answer(Asked asked) {
    if (asked.path().startsWith("/pages/")) {
      return page(asked);
    }
    JsonNode body = asked.json();
    if (!asked.method().equals("POST") || !body.isObject()) {
      return refused(asked.method() + " " + asked.path() + " is no message: " + asked.body());
    }
    return switch (asked.path().split("/")[1]) {
      case "slack" -> slack(body);
      case "teams" -> teams(body);
      case "messages" -> plain(asked.path().substring("/messages/".length()), body);
      default -> refused("Nobody is at " + asked.path());
    };
  }

  private Reply refused(String why) {
    objections.add(why);
    return Reply.of(400, Map.of("error", why));
  }

  private Reply slack(JsonNode body) {
    if (body.path("text").asText().isEmpty() || !body.path("blocks").isArray()) {
      return refused("Slack wants text and blocks, not " + body);
    }
    messages.add("slack " + body);
    return new Reply(200, "ok");
  }

  private Reply teams(JsonNode body) {
    JsonNode card = body.at("/attachments/0");
    if (!body.path("type").asText().equals("message")
        || !card.path("contentType").asText().equals("application/vnd.microsoft.card.adaptive")) {
      return refused("Teams wants a message with an adaptive card, not " + body);
    }
    messages.add("teams " + body);
    return Reply.of(202, Map.of());
  }

  private Reply plain(String to, JsonNode body) {
    messages.add(to + " " + body);
    return Reply.of(200, Map.of("ok", true));
  }

  private synchronized Reply page(Asked asked) {
    if (!("OAuth " + statusKey).equals(asked.headers().get("authorization"))) {
      return Reply.of(401, Map.of("error", "Could not authenticate"));
    }
    if (asked.is("GET", "/pages/page/incidents")) {
      ArrayNode list = Party.JSON.createArrayNode();
      incidents.values().forEach(incident -> list.insert(0, incident));
      return Reply.of(200, list);
    }
    JsonNode given = asked.json().path("incident");
    if (!STATES.contains(given.path("status").asText())) {
      return refused("The status page wants the state of a maintenance, not " + asked.body());
    }
    if (asked.is("POST", "/pages/page/incidents")) {
      ObjectNode incident = Party.JSON.createObjectNode();
      incident.put("id", "inc" + (incidents.size() + 1)).putArray("incident_updates");
      incidents.put(incident.get("id").asText(), incident);
      return written(incident, given, 201);
    }
    ObjectNode incident = incidents.get(asked.path().substring(asked.path().lastIndexOf('/') + 1));
    return asked.method().equals("PATCH") && incident != null
        ? written(incident, given, 200)
        : Reply.of(404, Map.of("error", "Not found"));
  }

  private Reply written(ObjectNode incident, JsonNode given, int status) {
    given.properties().forEach(field -> incident.set(field.getKey(), field.getValue()));
    ((ArrayNode) incident.get("incident_updates"))
        .addObject()
        .put("body", given.path("body").asText())
        .put("status", given.path("status").asText());
    statuses.add(given.path("status").asText());
    return Reply.of(status, incident);
  }
}
