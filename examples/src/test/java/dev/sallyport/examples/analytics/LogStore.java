package dev.sallyport.examples.analytics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.examples.analytics.Party.Asked;
import dev.sallyport.examples.analytics.Party.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A store of logs as Elasticsearch documents its bulk and search APIs, for what is needed here. */
final class LogStore {
  private static final int MOST = 50_000;

  private final List<JsonNode> lines = new CopyOnWriteArrayList<>();

  Reply answer(Asked asked) {
    if (asked.is("POST", "/_bulk")) {
      return take(asked.body());
    }
    if (asked.is("POST", "/form-backend-*/_search")) {
      return search(asked.json());
    }
    return asked.is("GET", "/_cluster/health")
        ? Reply.of(200, Map.of("cluster_name", "logs", "status", "green", "timed_out", false))
        : Reply.of(
            404, Map.of("error", Map.of("type", "index_not_found_exception"), "status", 404));
  }

  private synchronized Reply take(String body) {
    String[] parts = body.split("\n");
    try {
      for (int i = 0; i + 1 < parts.length; i += 2) {
        if (!Party.JSON.readTree(parts[i]).has("create")) {
          return Reply.of(400, Map.of("error", "Malformed action/metadata line"));
        }
        lines.add(Party.JSON.readTree(parts[i + 1]));
      }
    } catch (JsonProcessingException e) {
      return Reply.of(400, Map.of("error", "json_parse_exception"));
    }
    while (lines.size() > MOST) {
      lines.remove(0);
    }
    return Reply.of(200, Map.of("took", 1, "errors", false));
  }

  private Reply search(JsonNode query) {
    List<Map<String, Object>> hits = new ArrayList<>();
    String phrase = "";
    for (JsonNode filter : query.at("/query/bool/filter")) {
      phrase = filter.at("/match_phrase/message").asText(phrase);
    }
    if (phrase.isEmpty()) {
      return Reply.of(400, Map.of("error", Map.of("type", "parsing_exception"), "status", 400));
    }
    for (JsonNode line : lines) {
      if (line.path("message").asText().contains(phrase)) {
        hits.add(Map.of("_index", "form-backend-1", "_id", "" + hits.size(), "_source", line));
      }
    }
    return Reply.of(
        200,
        Map.of(
            "took",
            1,
            "timed_out",
            false,
            "_shards",
            Map.of("total", 1, "successful", 1, "failed", 0),
            "hits",
            Map.of(
                "total",
                Map.of("value", hits.size(), "relation", "eq"),
                "hits",
                hits.subList(0, Math.min(hits.size(), query.path("size").asInt(10))))));
  }
}
