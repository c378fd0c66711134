package dev.sallyport.examples.analytics.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
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
  private final Webhooks webhooks;
  private final Reports reports;

  Forms(
      Config config,
      Rollout rollout,
      Store store,
      Cache cache,
      Webhooks webhooks,
      Reports reports) {
    this.config = config;
    this.rollout = rollout;
    this.store = store;
    this.cache = cache;
    this.webhooks = webhooks;
    this.reports = reports;
  }

  /** Tells what is known of a form: to all how many responses it has, the rest to some. */
  void analytics(HttpExchange exchange) throws IOException, Web.Refused {
    Matcher path = path(exchange);
    String form = path.group(1);
    String page = String.valueOf(path.group(2));
    boolean on = on(exchange);
    if (page.equals("metrics")) {
      Cache.Found found = cache.get(form);
      exchange.getResponseHeaders().set("X-Cache", found.level().name());
      Web.json(exchange, 200, found.summary().shown(form, on));
      return;
    }
    require(on);
    switch (page) {
      case "timeseries" -> Web.json(exchange, 200, Series.shown(form, read(form)));
      case "predictions" -> Web.json(exchange, 200, Series.predicted(form, read(form)));
      case "report.pdf" -> Web.reply(exchange, 200, "application/pdf", reports.pdf(form));
      default -> throw new Web.Refused(404, "no such page");
    }
  }

  private static void require(boolean on) throws Web.Refused {
    if (!on) {
      throw new Web.Refused(404, "the analytics are off for this user");
    }
  }

  /** Reads from a replica where there is one; what is behind there is seen a moment later. */
  private List<Response> read(String form) {
    try {
      return store.fromReplica(form);
    } catch (Store.NoReplicaException e) {
      return store.latest(form);
    }
  }

  /** Answers a query. */
  void query(HttpExchange exchange) throws IOException, Web.Refused {
    require(on(exchange));
    Query query = Query.read(Web.object(Web.body(exchange)));
    Web.json(exchange, 200, Map.of("form", query.form(), "result", query.on(read(query.form()))));
  }

  /** Takes a response, a subscriber, or a form away. */
  void form(HttpExchange exchange) throws IOException, Web.Refused {
    Matcher path = path(exchange);
    String form = path.group(1);
    String what = exchange.getRequestMethod() + " " + path.group(2);
    if (what.equals("POST responses")) {
      take(exchange, form, Web.object(Web.body(exchange)));
      return;
    }
    keyed(exchange);
    switch (what) {
      case "PUT webhook" -> {
        webhooks.subscribe(form, Web.object(Web.body(exchange)));
        Web.json(exchange, 200, Map.of("subscribed", form));
      }
      case "DELETE null" -> {
        store.remove(form);
        cache.forget(form);
        Web.reply(exchange, 204, "text/plain", new byte[0]);
      }
      default -> throw new Web.Refused(405, "POST .../responses, PUT .../webhook or DELETE");
    }
  }

  /** Takes a response that another service sends, signed. */
  void incoming(HttpExchange exchange) throws IOException, Web.Refused {
    JsonNode json =
        webhooks.incoming(exchange).orElseThrow(() -> new Web.Refused(401, "signed otherwise"));
    String form = json.path("form").asText("");
    if (!form.matches("[A-Za-z0-9-]{1,100}") || json.path("id").asText("").isBlank()) {
      throw new Web.Refused(422, "a response names its form, and has an id");
    }
    take(exchange, form, json);
  }

  private void take(HttpExchange exchange, String form, JsonNode json)
      throws IOException, Web.Refused {
    Response response = response(form, json);
    boolean fresh = store.add(response);
    if (fresh) {
      cache.wrote(form);
      webhooks.tell(response);
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

  void keyed(HttpExchange exchange) throws Web.Refused {
    if (!Web.has(exchange, config.keys().api())) {
      throw new Web.Refused(401, "the key of the API is needed");
    }
  }
}
