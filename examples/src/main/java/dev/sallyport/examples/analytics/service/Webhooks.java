package dev.sallyport.examples.analytics.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Webhooks: those that are sent to subscribers of a form, and those by which responses come in. */
final class Webhooks {
  private final Config config;
  private final Store store;
  private final Deliveries deliveries;

  Webhooks(Config config, Store store, Deliveries deliveries) {
    this.config = config;
    this.store = store;
    this.deliveries = deliveries;
  }

  /** Lets a form's responses be told to an address. */
  void subscribe(String form, JsonNode json) throws Web.Refused {
    store.keep("webhooks", form, Map.of("form", form, "url", target(json, "url").toString()));
  }

  /** Tells a form's subscriber, if it has one, of a response. */
  void tell(Response response) {
    List<Map<String, String>> subscriber = store.kept("webhooks", "form", response.form());
    if (subscriber.isEmpty()) {
      return;
    }
    String body =
        Web.JSON
            .valueToTree(
                Map.of(
                    "event",
                    "response",
                    "form",
                    response.form(),
                    "id",
                    response.id(),
                    "score",
                    response.score()))
            .toString();
    deliveries.send(
        response.form() + "/" + response.id(),
        URI.create(subscriber.get(0).getOrDefault("url", "")),
        body);
  }

  /**
   * Delivers events by which it is tried, as they are: one, or {@code count} of them, each with a
   * number.
   */
  void deliver(HttpExchange exchange) throws IOException, Web.Refused {
    byte[] body = Web.body(exchange);
    JsonNode json = Web.object(body);
    String id = json.path("id").asText("");
    URI to = target(json, "to");
    int count = json.path("count").asInt(1);
    if (id.isBlank() || count < 1 || count > 10_000) {
      throw new Web.Refused(422, "an id is needed, and a count of 1 to 10000");
    }
    if (count == 1) {
      deliveries.rehearse(id, to, new String(body, StandardCharsets.UTF_8));
    } else {
      for (int i = 1; i <= count; i++) {
        deliveries.rehearse(id + "-" + i, to, "{\"id\":\"" + id + "-" + i + "\"}");
      }
    }
    Web.json(exchange, 202, Map.of("queued", count));
  }

  /** Returns the events that could not be delivered, one a line. */
  void deadLetters(HttpExchange exchange) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (Map<String, String> each : store.kept("dead_letters", "all", "all")) {
      lines.append(each.get("body")).append('\n');
    }
    Web.text(exchange, 200, lines.toString());
  }

  /** Returns the response that came in signed, or nothing if it was signed otherwise. */
  Optional<JsonNode> incoming(HttpExchange exchange) throws IOException, Web.Refused {
    byte[] body = Web.body(exchange);
    return Signature.isOf(body, config.keys().webhook(), Web.header(exchange, Signature.HEADER))
        ? Optional.of(Web.object(body))
        : Optional.empty();
  }

  /** Only TLS, or this machine: what is signed is not encrypted. */
  private static URI target(JsonNode json, String name) throws Web.Refused {
    try {
      URI uri = new URI(json.path(name).asText(""));
      boolean here = "127.0.0.1".equals(uri.getHost()) && "http".equals(uri.getScheme());
      if (here || ("https".equals(uri.getScheme()) && uri.getHost() != null)) {
        return uri;
      }
    } catch (java.net.URISyntaxException e) {
      throw new Web.Refused(422, name + " is no address");
    }
    throw new Web.Refused(422, name + " is to be an address of https");
  }
}
