package dev.sallyport.examples.analytics.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is done with forms: responses are taken, and what is known of them is told. */
final class Forms {
  private static final Pattern PATH =
      Pattern.compile("/api/v2/(?:analytics/)?forms/([A-Za-z0-9-]{1,100})(?:/([a-z.]+))?");

  private final Config config;
  private final Rollout rollout;
  private final Store store;
  private final Cache cache;

  Forms(Config config, Rollout rollout, Store store, Cache cache) {
    this.config = config;
    this.rollout = rollout;
    this.store = store;
    this.cache = cache;
  }

  /** Tells what is known of a form. */
  void analytics(HttpExchange exchange) throws IOException, Web.Refused {
    Matcher path = path(exchange);
    String form = path.group(1);
    boolean on = on(exchange);
    if (!"metrics".equals(path.group(2))) {
      throw new Web.Refused(404, "no such page");
    }
    Cache.Found found = cache.get(form);
    exchange.getResponseHeaders().set("X-Cache", found.level().name());
    Web.json(exchange, 200, found.summary().shown(form, on));
  }

  /** Takes a response. */
  void form(HttpExchange exchange) throws IOException, Web.Refused {
    Matcher path = path(exchange);
    if (!exchange.getRequestMethod().equals("POST") || !"responses".equals(path.group(2))) {
      throw new Web.Refused(405, "POST to .../responses");
    }
    Response response = response(path.group(1), Web.object(Web.body(exchange)));
    boolean fresh = store.add(response);
    if (fresh) {
      cache.wrote(response.form());
    }
    Web.json(exchange, fresh ? 201 : 200, Map.of("id", response.id(), "new", fresh));
  }

  private static Response response(String form, JsonNode json) throws Web.Refused {
    double score = json.path("score").asDouble(0);
    if (score < 0 || score > 10) {
      throw new Web.Refused(422, "a score is 0 to 10, not " + score);
    }
    try {
      return new Response(
          json.path("id").asText(UUID.randomUUID().toString()),
          form,
          json.has("at") ? Instant.parse(json.path("at").asText()) : Instant.now(),
          json.path("completed").asBoolean(true),
          score);
    } catch (DateTimeException e) {
      throw new Web.Refused(422, "a time is written as 2026-01-31T12:00:00Z");
    }
  }

  private static Matcher path(HttpExchange exchange) throws Web.Refused {
    Matcher path = PATH.matcher(exchange.getRequestURI().getPath());
    if (!path.matches()) {
      throw new Web.Refused(404, "no such form");
    }
    return path;
  }

  /** Returns whether who asks has the analytics; who brings the key always has. */
  private boolean on(HttpExchange exchange) {
    boolean on =
        Web.has(exchange, config.keys().api()) || rollout.includes(Web.header(exchange, "X-User"));
    exchange.getResponseHeaders().set("X-Analytics", on ? "on" : "off");
    return on;
  }
}
