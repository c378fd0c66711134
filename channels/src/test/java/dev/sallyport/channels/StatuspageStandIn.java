package dev.sallyport.channels;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.channels.StandIn.Asked;
import dev.sallyport.channels.StandIn.Reply;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Incidents of a page as the API of Statuspage keeps them: what it does not take is refused. */
final class StatuspageStandIn {
  private static final Set<String> INCIDENT =
      Set.of("investigating", "identified", "monitoring", "resolved");
  private static final Set<String> MAINTENANCE =
      Set.of("scheduled", "in_progress", "verifying", "completed");

  private final ObjectMapper mapper = new ObjectMapper();
  private final Map<String, ObjectNode> incidents = new LinkedHashMap<>();
  private final Deque<Reply> insteadOfWriting = new ArrayDeque<>();
  private final Deque<Reply> afterWriting = new ArrayDeque<>();

  synchronized Reply answer(Asked asked) {
    if (!"OAuth planted-key".equals(asked.header("Authorization"))) {
      return Reply.of(401, "{\"error\":\"Could not authenticate\"}");
    }
    String path = asked.uri().getPath();
    if (asked.method().equals("GET") && path.equals("/v1/pages/page1/incidents")) {
      ArrayNode list = mapper.createArrayNode();
      incidents.values().forEach(incident -> list.insert(0, incident)); // the newest first
      return Reply.of(200, list.toString());
    }
    if (!insteadOfWriting.isEmpty()) {
      return insteadOfWriting.remove();
    }
    Reply written =
        asked.method().equals("POST") && path.equals("/v1/pages/page1/incidents")
            ? create(asked.json().path("incident"))
            : update(asked.method(), path, asked);
    return afterWriting.isEmpty() ? written : afterWriting.remove();
  }

  private Reply create(JsonNode given) {
    if (given.path("name").asText("").isEmpty() || given.path("name").asText().length() > 255) {
      return refuse("Name is too long or missing");
    }
    ObjectNode incident = mapper.createObjectNode();
    incident.put("id", "inc" + (incidents.size() + 1));
    incident.putArray("incident_updates");
    incidents.put(incident.get("id").asText(), incident);
    return write(incident, given, 201);
  }

  private Reply update(String method, String path, Asked asked) {
    String id = path.substring(path.lastIndexOf('/') + 1);
    ObjectNode incident = incidents.get(id);
    return !method.equals("PATCH") || incident == null
        ? Reply.of(404, "{\"error\":\"Not found\"}")
        : write(incident, asked.json().path("incident"), 200);
  }

  private Reply write(ObjectNode incident, JsonNode given, int status) {
    given.properties().forEach(field -> incident.set(field.getKey(), field.getValue()));
    boolean maintenance = incident.has("scheduled_for");
    if (!(maintenance ? MAINTENANCE : INCIDENT).contains(given.path("status").asText())) {
      return refuse("Status is not included in the list");
    }
    if (given.path("body").asText().length() > 25_000) {
      return refuse("Body is too long");
    }
    for (Iterator<JsonNode> values = given.path("metadata").elements(); values.hasNext(); ) {
      if (!values.next().isObject()) {
        return refuse("Metadata must be objects");
      }
    }
    ((ArrayNode) incident.get("incident_updates"))
        .addObject()
        .put("body", given.path("body").asText())
        .put("status", given.path("status").asText());
    return Reply.of(status, incident.toString());
  }

  private static Reply refuse(String why) {
    return Reply.of(422, "{\"error\":[\"" + why + "\"]}");
  }

  /** Answers the next write so, and does nothing. */
  synchronized void insteadOfWriting(Reply reply) {
    insteadOfWriting.add(reply);
  }

  /** Does the next write, and answers so. */
  synchronized void afterWriting(Reply reply) {
    afterWriting.add(reply);
  }

  synchronized JsonNode incident(String id) {
    return incidents.get(id).deepCopy();
  }

  synchronized int count() {
    return incidents.size();
  }
}
