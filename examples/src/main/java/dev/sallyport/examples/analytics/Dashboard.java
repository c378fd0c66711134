package dev.sallyport.examples.analytics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Objection;
import dev.sallyport.check.Verdict;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A dashboard of Grafana: not only there, but every one of its panels with a query shows a value.
 *
 * <p>By the HTTP API's {@code GET /api/dashboards/uid/:uid} and {@code POST /api/ds/query}. A query
 * with a variable of the dashboard cannot be asked from outside, and is said to be so.
 */
final class Dashboard {
  private final URI grafana;
  private final String uid;

  Dashboard(URI grafana, String uid) {
    this.grafana = grafana;
    this.uid = uid;
  }

  /** A query of a panel. */
  private record Panel(String title, JsonNode source, JsonNode target) {
    String expression() {
      return target.path("expr").asText();
    }
  }

  Check showsMetrics() {
    return Check.of("dashboard " + uid, this::judge);
  }

  private Verdict judge(CheckContext context) throws Exception {
    Map<String, String> bearer = JsonApi.bearer(context.secret(Secrets.GRAFANA));
    URI where = grafana.resolve("/api/dashboards/uid/" + uid);
    Evidence evidence =
        Evidence.of("GET " + where, context.startedAt()).against("a value in each panel");
    JsonApi.Answer answer = JsonApi.get(where, bearer);
    evidence = evidence.and("", "status", answer.status());
    if (!answer.ok()) {
      return refused(answer.status(), evidence);
    }
    List<Panel> panels = new ArrayList<>();
    collect(answer.body().at("/dashboard/panels"), panels);
    if (panels.isEmpty()) {
      return Verdict.fail(
          "dashboard-empty", "The dashboard " + uid + " has no panel with a query", evidence);
    }
    List<Objection> found = new ArrayList<>();
    for (Panel panel : panels) {
      evidence = evidence.and(panel.title(), "value", ask(panel, bearer, found));
    }
    return Verdict.of(
        found, "All " + panels.size() + " panels of " + uid + " show values", evidence);
  }

  private Verdict refused(int status, Evidence evidence) {
    return switch (status) {
      case 404 ->
          Verdict.fail("dashboard-missing", "Grafana has no dashboard " + uid + ".", evidence);
      case 401, 403 ->
          Verdict.fail("refused", "Grafana refuses the token. Look at its role.", evidence);
      default ->
          Verdict.inconclusive(
              Verdict.Cause.ERROR, "Grafana answered " + status + ", not 200.", evidence);
    };
  }

  /** A row that is folded up holds its panels. */
  private static void collect(JsonNode panels, List<Panel> found) {
    for (JsonNode panel : panels) {
      collect(panel.path("panels"), found);
      for (JsonNode target : panel.path("targets")) {
        if (target.has("expr")) {
          JsonNode source =
              target.has("datasource") ? target.path("datasource") : panel.path("datasource");
          found.add(new Panel(panel.path("title").asText(), source, target));
        }
      }
    }
  }

  private String ask(Panel panel, Map<String, String> bearer, List<Objection> found)
      throws IOException, InterruptedException {
    ObjectNode body = JsonApi.JSON.createObjectNode().put("from", "now-5m").put("to", "now");
    ObjectNode query = body.putArray("queries").addObject();
    query.put("refId", "A").put("expr", panel.expression()).put("instant", true);
    query.set("datasource", panel.source());
    JsonApi.Answer answer = JsonApi.post(grafana.resolve("/api/ds/query"), body.toString(), bearer);
    JsonNode result = answer.body().at("/results/A");
    if (!answer.ok() || result.has("error")) {
      found.add(
          Objection.fail(
              "panel-broken",
              panel.title(),
              "The panel '"
                  + panel.title()
                  + "' cannot be asked: "
                  + result.path("error").asText("status " + answer.status()),
              "Look at its query, its data source and the dashboard's variables."));
      return "none";
    }
    Optional<String> value = lastValue(result.path("frames"));
    if (value.isPresent()) {
      return value.get();
    }
    found.add(
        Objection.pending(
            "panel-without-data",
            panel.title(),
            "The panel '" + panel.title() + "' shows nothing: " + panel.expression(),
            "Look whether the metric has another name now, and whether there is traffic."));
    return "none";
  }

  /** Returns a value of any series; the first column of a frame is the time. */
  private static Optional<String> lastValue(JsonNode frames) {
    for (JsonNode frame : frames) {
      JsonNode columns = frame.at("/data/values");
      for (int i = 1; i < columns.size(); i++) {
        JsonNode last = columns.path(i).path(columns.path(i).size() - 1);
        if (last.isNumber()) {
          return Optional.of(last.asText());
        }
      }
    }
    return Optional.empty();
  }
}
