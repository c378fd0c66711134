package dev.sallyport.checks.celery;

import static java.time.ZoneOffset.UTC;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;

/**
 * The messages of Celery as kombu writes them into Redis: an envelope of JSON with a body of JSON
 * in Base64. Pure.
 */
final class Wire {
  static final ObjectMapper MAPPER = new ObjectMapper();

  /** What kombu puts between the parts of a binding, and before the priority of a queue. */
  static final String SEPARATOR = "\u0006\u0016";

  private static final DateTimeFormatter PYTHON =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'+00:00'");

  private Wire() {}

  static JsonNode read(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      return MAPPER.missingNode();
    }
  }

  private static String encoded(JsonNode body) {
    return Base64.getEncoder().encodeToString(body.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the body of an envelope; missing if it has none that can be read. */
  static JsonNode body(JsonNode envelope) {
    try {
      byte[] bytes = Base64.getDecoder().decode(envelope.path("body").asText());
      return read(new String(bytes, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return MAPPER.missingNode();
    }
  }

  /** Returns a request to all workers, to be answered to a queue of our own. */
  static String control(
      String exchange, String method, ObjectNode arguments, String ticket, String replyTo) {
    ObjectNode body = MAPPER.createObjectNode();
    body.put("method", method);
    body.set("arguments", arguments);
    body.putNull("destination").putNull("pattern").putNull("matcher");
    body.put("ticket", ticket);
    body.putObject("reply_to")
        .put("exchange", "reply." + exchange + ".pidbox")
        .put("routing_key", replyTo);
    ObjectNode envelope = envelope(body, exchange + ".pidbox", "", ticket);
    envelope.putObject("headers").put("clock", 1);
    return envelope.toString();
  }

  private static ObjectNode envelope(JsonNode body, String exchange, String key, String tag) {
    ObjectNode envelope = MAPPER.createObjectNode();
    envelope.put("body", encoded(body));
    envelope.put("content-encoding", "utf-8").put("content-type", "application/json");
    ObjectNode properties = envelope.putObject("properties");
    properties.put("delivery_mode", 2).put("priority", 0);
    properties.put("body_encoding", "base64").put("delivery_tag", tag);
    properties.putObject("delivery_info").put("exchange", exchange).put("routing_key", key);
    return envelope;
  }

  /** Returns a task, in version 2 of the protocol, that nobody runs after it has expired. */
  static String task(
      String queue, String name, String id, ArrayNode arguments, Optional<Instant> expires) {
    ArrayNode body = MAPPER.createArrayNode();
    body.add(arguments);
    body.addObject();
    body.addObject().putNull("callbacks").putNull("errbacks").putNull("chain").putNull("chord");
    ObjectNode envelope = envelope(body, "", queue, id);
    ObjectNode headers = envelope.putObject("headers");
    headers.put("lang", "py").put("task", name).put("id", id).put("root_id", id);
    headers.putNull("parent_id").putNull("group").putNull("eta");
    headers.put("retries", 0).put("origin", "sallyport").put("argsrepr", arguments.toString());
    headers.put("kwargsrepr", "{}").putArray("timelimit").addNull().addNull();
    // as Python writes it: it reads neither a Z nor nanoseconds
    expires.ifPresent(
        at ->
            headers.put(
                "expires", at.truncatedTo(ChronoUnit.SECONDS).atOffset(UTC).format(PYTHON)));
    ObjectNode properties = (ObjectNode) envelope.get("properties");
    properties.put("correlation_id", id).put("reply_to", id);
    return envelope.toString();
  }
}
