package dev.sallyport.examples.analytics;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.examples.analytics.Party.Asked;
import dev.sallyport.examples.analytics.Party.Reply;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Dashboards as Grafana's HTTP API has them: a dashboard by its uid, and the data of its panels,
 * which really come from the Prometheus behind it.
 */
final class Grafana {
  private final URI prometheus;
  private final String token;
  private final HttpClient client = HttpClient.newHttpClient();

  /** The queries of the dashboard's panels, by their titles in order. */
  final List<Map.Entry<String, String>> panels =
      new CopyOnWriteArrayList<>(
          List.of(
              Map.entry("Requests", "sum(rate(http_requests_total[20s]))"),
              Map.entry(
                  "95th percentile",
                  "histogram_quantile(0.95, sum by (le) (rate(http_request_seconds_bucket[20s])))"),
              Map.entry("Cache", "sum by (level) (rate(cache_requests_total[20s]))"),
              Map.entry("Memory", "max(jvm_live_bytes)")));

  Grafana(URI prometheus, String token) {
    this.prometheus = prometheus;
    this.token = token;
  }

  Reply answer(Asked asked) throws IOException, InterruptedException {
    if (!asked.bears(token)) {
      return Reply.of(401, Map.of("message", "Unauthorized"));
    }
    if (asked.is("GET", "/api/dashboards/uid/form-analytics")) {
      return Reply.of(200, dashboard());
    }
    if (asked.is("POST", "/api/ds/query")) {
      return query(asked.json());
    }
    return Reply.of(404, Map.of("message", "Dashboard not found"));
  }

  /** The last panel lies in a row that is folded up. */
  private ObjectNode dashboard() {
    ObjectNode answer = Party.JSON.createObjectNode();
    answer.putObject("meta").put("slug", "form-analytics").put("provisioned", true);
    ObjectNode dashboard = answer.putObject("dashboard");
    dashboard.put("uid", "form-analytics").put("title", "Form analytics");
    ArrayNode all = dashboard.putArray("panels");
    all.addObject().put("id", 99).put("type", "text").put("title", "Read me");
    int last = panels.size() - 1;
    for (int i = 0; i < last; i++) {
      panel(all.addObject(), i);
    }
    ObjectNode row = all.addObject().put("id", 98).put("type", "row").put("title", "Machine");
    if (last >= 0) {
      panel(row.putArray("panels").addObject(), last);
    }
    return answer;
  }

  private void panel(ObjectNode panel, int which) {
    panel.put("id", which).put("type", "timeseries").put("title", panels.get(which).getKey());
    panel.putObject("datasource").put("type", "prometheus").put("uid", "prom");
    panel
        .putArray("targets")
        .addObject()
        .put("refId", "A")
        .put("expr", panels.get(which).getValue());
  }

  private Reply query(JsonNode body) throws IOException, InterruptedException {
    ObjectNode results = Party.JSON.createObjectNode();
    boolean failed = false;
    for (JsonNode query : body.path("queries")) {
      ObjectNode result = results.putObject(query.path("refId").asText());
      if (!query.at("/datasource/uid").asText().equals("prom")) {
        return Reply.of(404, Map.of("message", "data source not found"));
      }
      JsonNode said = ask(query.path("expr").asText());
      if (said.path("status").asText().equals("success")) {
        result.put("status", 200);
        ArrayNode frames = result.putArray("frames");
        said.at("/data/result").forEach(series -> frame(frames.addObject(), series));
      } else {
        failed = true;
        result.put("status", 400).put("error", said.path("error").asText());
      }
    }
    return Reply.of(failed ? 400 : 200, Map.of("results", results));
  }

  private static void frame(ObjectNode frame, JsonNode series) {
    ArrayNode fields = frame.putObject("schema").putArray("fields");
    fields.addObject().put("name", "Time").put("type", "time");
    fields.addObject().put("name", "Value").put("type", "number");
    ArrayNode values = frame.putObject("data").putArray("values");
    values.addArray().add(Math.round(series.at("/value/0").asDouble() * 1000));
    String value = series.at("/value/1").asText();
    if (value.equals("NaN")) {
      values.addArray().addNull(); // JSON has no NaN
    } else {
      values.addArray().add(Double.parseDouble(value));
    }
  }

  private JsonNode ask(String expression) throws IOException, InterruptedException {
    URI uri = prometheus.resolve("/api/v1/query?query=" + URLEncoder.encode(expression, UTF_8));
    return Party.JSON.readTree(
        client
            .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
            .body());
  }
}
