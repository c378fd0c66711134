package dev.sallyport.examples.webhook.service;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the service does at each of its addresses where events come in. */
final class Entrances {
  private static final Pattern ID =
      Pattern.compile("\"event_id\"\\s*:\\s*\"([A-Za-z0-9-]{1,100})\"");
  private static final Pattern DELIVERY_ID = Pattern.compile("\"id\":\"([A-Za-z0-9-]{1,100})\"");
  private static final Pattern TO = Pattern.compile("\"to\":\"(http://127\\.0\\.0\\.1:[^\"]+)\"");

  private final Config config;
  private final Store store;
  private final Metrics metrics;
  private final Deliveries deliveries;

  Entrances(Config config, Store store, Metrics metrics, Deliveries deliveries) {
    this.config = config;
    this.store = store;
    this.metrics = metrics;
    this.deliveries = deliveries;
  }

  /** Takes a webhook: only what is signed, and each event once. */
  void webhook(HttpExchange exchange) throws IOException {
    webhook(exchange, true);
  }

  /** Does with a webhook all that is done with any, and keeps nothing of it. */
  void rehearsal(HttpExchange exchange) throws IOException {
    webhook(exchange, false);
  }

  private void webhook(HttpExchange exchange, boolean keep) throws IOException {
    long begun = System.nanoTime();
    if (!exchange.getRequestMethod().equals("POST")) {
      Web.json(exchange, 405, "{\"error\":\"POST\"}");
      return;
    }
    byte[] body = Web.body(exchange);
    String signature = Web.header(exchange, "Typeform-Signature");
    if (config.secret().isBlank() || !Signature.isOf(body, config.secret(), signature)) {
      refused(exchange, begun);
      return;
    }
    Optional<String> id = find(ID, body);
    if (id.isEmpty()) {
      Web.json(exchange, 400, "{\"error\":\"an event has an event_id\"}");
      return;
    }
    take(exchange, id.get(), new String(body, StandardCharsets.UTF_8), keep, begun);
  }

  private void refused(HttpExchange exchange, long begun) throws IOException {
    metrics.webhook("refused", System.nanoTime() - begun);
    try {
      store.refuse("signature refused");
    } catch (SQLException e) {
      System.out.println("ERROR a refusal could not be audited: " + e.getMessage());
    }
    Web.json(exchange, 401, "{\"error\":\"signed otherwise\"}");
  }

  private void take(HttpExchange exchange, String id, String body, boolean keep, long begun)
      throws IOException {
    try {
      boolean fresh = store.accept(id, body, keep);
      if (keep) {
        metrics.webhook(fresh ? "accepted" : "duplicate", System.nanoTime() - begun);
      }
      Web.json(exchange, 200, "{\"accepted\":" + fresh + "}");
    } catch (SQLException e) {
      System.out.println("ERROR an event could not be written: " + e.getMessage());
      metrics.webhook("failed", System.nanoTime() - begun);
      Web.json(exchange, 503, "{\"error\":\"not now\"}");
    }
  }

  /** Takes an event that is to be passed on. */
  void delivery(HttpExchange exchange) throws IOException {
    byte[] body = Web.body(exchange);
    Optional<String> id = find(DELIVERY_ID, body);
    Optional<String> to = find(TO, body);
    if (id.isEmpty() || to.isEmpty()) {
      Web.json(exchange, 400, "{\"error\":\"an id and an address to deliver to are needed\"}");
      return;
    }
    deliveries.send(id.get(), URI.create(to.get()), new String(body, StandardCharsets.UTF_8));
    Web.json(exchange, 202, "{\"queued\":true}");
  }

  private static Optional<String> find(Pattern pattern, byte[] body) {
    Matcher found = pattern.matcher(new String(body, StandardCharsets.UTF_8));
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }
}
