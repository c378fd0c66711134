package dev.sallyport.examples.analytics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Verdict;
import dev.sallyport.plan.StepContext;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.UUID;

/**
 * The way of a line from the platform's log to where logs are searched: a request with an id of its
 * own, which the platform logs, and the search for that id by Elasticsearch's {@code _search}.
 */
final class LogSearch {
  /** Where the platform's lines are kept. */
  private static final String INDEX = "/form-backend-*/_search";

  private final AnalyticsSystems on;

  LogSearch(AnalyticsSystems on) {
    this.on = on;
  }

  /**
   * Lets the platform write a line, and returns the id in it.
   *
   * @throws IOException if the platform did not take the request
   */
  String leaveLine(StepContext context) throws IOException, InterruptedException {
    String id = "sallyport-" + UUID.randomUUID();
    URI where = on.production("/api/v2/analytics/health");
    JsonApi.Answer answer = JsonApi.get(where, Map.of("X-Request-Id", id));
    if (!answer.ok()) {
      throw new IOException(where + " answered " + answer.status() + ", not 200.");
    }
    return id;
  }

  Check finds(String id) {
    return Check.of("log-search", context -> judge(id, context));
  }

  private Verdict judge(String id, CheckContext context) throws Exception {
    URI where = on.at.beyond().logs().resolve(INDEX);
    JsonApi.Answer answer = JsonApi.post(where, query(id), Map.of());
    JsonNode body = answer.body();
    Evidence evidence =
        Evidence.of("POST " + where, context.startedAt())
            .against("a line with " + id)
            .and("", "status", answer.status())
            .and("", "hits", body.at("/hits/total/value").asLong());
    if (!answer.ok() || !body.has("hits")) {
      return Verdict.inconclusive(
          Verdict.Cause.ERROR, "The search answered " + answer.status() + ", not 200.", evidence);
    }
    String found = body.at("/hits/hits/0/_source/message").asText();
    if (found.contains(id)) {
      return Verdict.pass("The platform's own line was found: " + found, evidence);
    }
    // a shard that failed may be the one that has it
    boolean whole = !body.path("timed_out").asBoolean() && body.at("/_shards/failed").asInt(0) == 0;
    return whole
        ? Verdict.pending(
            "line-not-found",
            "The platform logged "
                + id
                + ", and the search does not find it. Look at the shipper"
                + " on the node, and at the index.",
            evidence)
        : Verdict.inconclusive(
            Verdict.Cause.ERROR,
            "The search has not looked everywhere. Look at its shards.",
            evidence);
  }

  private static String query(String id) {
    ObjectNode query = JsonApi.JSON.createObjectNode().put("size", 1);
    ArrayNode filters = query.putObject("query").putObject("bool").putArray("filter");
    filters.addObject().putObject("match_phrase").put("message", id);
    filters.addObject().putObject("range").putObject("@timestamp").put("gte", "now-1d");
    return query.toString();
  }
}
