package dev.sallyport.channels;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.plan.Channel.Message;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A message as an incident of Statuspage: at most 255 characters for the name and 25,000 for the
 * text.
 *
 * <p>Its metadata say which run it belongs to and which messages are in it, so that it is found
 * again after a restart, and nothing is written twice. Top-level values of metadata must be
 * objects. See https://developer.statuspage.io.
 */
final class IncidentBody {
  private static final int MOST_NAME = 255;
  private static final int MOST_TEXT = 25_000;
  private static final int MOST_MESSAGES = 50;
  private static final int HASH = 16;
  private static final String OURS = "sallyport";

  private IncidentBody() {}

  /** Returns the new incident's body. */
  static ObjectNode created(
      Message message, String run, IncidentState state, Optional<Duration> length, Instant now) {
    ObjectNode body = common(message, run, state, List.of());
    ObjectNode incident = incident(body);
    incident.put("name", Texts.cut(Texts.oneLine(message.subject()), MOST_NAME));
    if (length.isPresent()) {
      Instant begin = begin(message, now).truncatedTo(ChronoUnit.SECONDS);
      incident.put("scheduled_for", begin.toString());
      incident.put("scheduled_until", begin.plus(length.get()).toString());
      // the run says when it is over, not the clock
      incident.put("scheduled_auto_completed", false).put("scheduled_auto_in_progress", false);
      incident.put("scheduled_remind_prior", false);
    }
    return body;
  }

  /** A run that is announced says when it begins at the earliest. */
  private static Instant begin(Message message, Instant now) {
    try {
      Instant earliest = Instant.parse(message.facts().getOrDefault("earliest", ""));
      return earliest.isAfter(now) ? earliest : now;
    } catch (DateTimeParseException e) {
      return now; // it was not announced
    }
  }

  /** Returns the body of an update of {@code before}. */
  static ObjectNode updated(Message message, String run, IncidentState state, JsonNode before) {
    ObjectNode body = common(message, run, state, messages(before));
    ObjectNode metadata = (ObjectNode) incident(body).get("metadata");
    // what others keep there stays
    before
        .path("metadata")
        .properties()
        .forEach(other -> metadata.putIfAbsent(other.getKey(), other.getValue()));
    return body;
  }

  static ObjectNode incident(ObjectNode body) {
    return (ObjectNode) body.get("incident");
  }

  private static ObjectNode common(
      Message message, String run, IncidentState state, List<String> earlier) {
    ObjectNode body = HttpSide.object();
    ObjectNode incident = body.putObject("incident");
    incident.put("status", state.word());
    incident.put("body", text(message));
    ObjectNode ours = incident.putObject("metadata").putObject(OURS);
    ours.put("run", run);
    ArrayNode messages = ours.putArray("messages");
    List<String> all = new ArrayList<>(earlier);
    all.add(Keys.hash(message.key(), HASH));
    all.subList(Math.max(0, all.size() - MOST_MESSAGES), all.size()).forEach(messages::add);
    return body;
  }

  private static String text(Message message) {
    StringBuilder text = new StringBuilder(Texts.printable(message.text()).strip());
    if (text.length() == 0) {
      text.append(Texts.oneLine(message.subject()));
    }
    String separator = "\n\n";
    for (Map.Entry<String, String> fact : message.facts().entrySet()) {
      text.append(separator).append(Texts.oneLine(fact.getKey())).append(": ");
      text.append(Texts.oneLine(fact.getValue()));
      separator = "\n";
    }
    return Texts.cut(text.toString(), MOST_TEXT);
  }

  /** Returns whether an incident is that of a run. */
  static boolean isOf(JsonNode incident, String run) {
    return incident.path("metadata").path(OURS).path("run").asText("").equals(run);
  }

  /** Returns whether a message is in an incident. */
  static boolean has(JsonNode incident, Message message) {
    return messages(incident).contains(Keys.hash(message.key(), HASH));
  }

  private static List<String> messages(JsonNode incident) {
    List<String> all = new ArrayList<>();
    incident.path("metadata").path(OURS).path("messages").forEach(m -> all.add(m.asText()));
    return all;
  }
}
