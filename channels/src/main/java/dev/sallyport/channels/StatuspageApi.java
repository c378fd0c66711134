package dev.sallyport.channels;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.channels.Setback.Kind;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Redactor;
import dev.sallyport.check.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The requests of Statuspage's REST API v1 that are needed.
 *
 * @param base the address of the API, with a slash at its end
 */
record StatuspageApi(Wire wire, Pace pace, URI base, String page, Secret<String> key) {

  /** The newest incidents, maintenances included; the most that one page of the list has. */
  private static final String NEWEST = "?limit=100";

  /** Returns the newest incident of a run, if one of the newest hundred is. */
  Optional<JsonNode> find(String run, Duration limit, CheckContext context)
      throws Setback, InterruptedException {
    JsonNode list = call("GET", "incidents" + NEWEST, "", limit, context);
    if (!list.isArray()) {
      throw strange(list);
    }
    for (JsonNode incident : list) {
      if (IncidentBody.isOf(incident, run)) {
        return Optional.of(incident);
      }
    }
    return Optional.empty();
  }

  /** Creates an incident, or updates the one of that id; returns its id. */
  String write(Optional<String> id, String body, Duration limit, CheckContext context)
      throws Setback, InterruptedException {
    pace.await(context); // the attempt's own turn was for the look before
    JsonNode written =
        id.isPresent()
            ? call("PATCH", "incidents/" + id.get(), body, limit, context)
            : call("POST", "incidents", body, limit, context);
    String named = written.path("id").asText("");
    if (!named.matches("[A-Za-z0-9_-]+")) {
      throw strange(written);
    }
    return named;
  }

  private JsonNode call(
      String method, String path, String body, Duration limit, CheckContext context)
      throws Setback, InterruptedException {
    String token = Bearer.of(key, context);
    Wire.Request request =
        new Wire.Request(
            method,
            base.resolve("pages/" + page + "/" + path),
            Map.of("Authorization", "OAuth " + token),
            body);
    Answer answer = wire.send(request, context.remaining(limit), context.clock().instant());
    if (!answer.taken()) {
      throw Statuses.setback(
          answer,
          Redactor.of(List.of(token)),
          StatuspageErrors.reason(answer.status()),
          context.clock().instant());
    }
    return answer.json();
  }

  private static Setback strange(JsonNode answer) {
    return Setback.of(
        Kind.UNKNOWN,
        "an answer that is none of Statuspage's: " + answer.getNodeType(),
        new Reason("somebody else answers: a proxy, or a login page of the network", ""));
  }
}
