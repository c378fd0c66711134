package dev.sallyport.checks.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Metric;
import dev.sallyport.check.Observation;
import dev.sallyport.check.Percent;
import dev.sallyport.check.Quantities;
import dev.sallyport.check.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The share of log lines of pods that match a pattern, over the last while.
 *
 * <p>Every container of every pod is read, at most 5,000 lines of each, and of one that was
 * restarted also what it said before, if the node still has that. No line at all is no data: a
 * silent service is not a healthy one. Immutable and thread-safe.
 */
public final class LogsClean implements Metric<Percent> {
  private static final int MOST_LINES = 5000;
  private static final int SHOWN = 3;

  private final Api api;
  private final Pods pods;
  private final Pattern bad;
  private final Duration over;

  LogsClean(Api api, Pods pods, Pattern bad, Duration over) {
    this.api = api;
    this.pods = pods;
    this.bad = bad;
    this.over = over;
  }

  /**
   * Returns this metric over another time, 5 minutes unless said; in whole seconds.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public LogsClean over(Duration span) {
    return new LogsClean(api, pods, bad, Quantities.positive(span, "window"));
  }

  @Override
  public String name() {
    return "k8s logs-clean " + pods;
  }

  @Override
  public Reading<Percent> read(CheckContext context) throws Exception {
    Instant now = context.clock().instant();
    Evidence evidence =
        Evidence.of(api.server() + ": logs of " + pods + " with " + bad.pattern(), now);
    Call call = Call.of(context);
    try {
      Count count = new Count(new ArrayList<>());
      for (JsonNode pod : pods.list(api, call)) {
        for (JsonNode container : pod.at("/spec/containers")) {
          String where = Trees.name(pod) + "/" + container.path("name").asText();
          count.add(where, api.text(path(pod, container), call));
          if (restarted(pod, container)) {
            count.add(where + " before its restart", previous(pod, container, call));
          }
        }
      }
      return Reading.ratio(
          (double) count.found,
          (double) count.lines,
          evidence.observing(count.rows).over(over, count.lines));
    } catch (ApiException e) {
      return e.reading(evidence);
    }
  }

  /** Adds up what the containers said. */
  private final class Count {
    private final List<Observation> rows;
    private long lines;
    private long found;

    Count(List<Observation> rows) {
      this.rows = rows;
    }

    void add(String where, String log) {
      List<String> said = log.lines().toList();
      List<String> hits = said.stream().filter(line -> bad.matcher(line).find()).toList();
      lines += said.size();
      found += hits.size();
      rows.add(Observation.of(where, "lines", said.size()));
      hits.stream().limit(SHOWN).forEach(hit -> rows.add(Observation.of(where, "line", cut(hit))));
    }
  }

  private static boolean restarted(JsonNode pod, JsonNode container) {
    return PodRules.containers(pod)
        .filter(status -> status.path("name").equals(container.path("name")))
        .anyMatch(status -> status.path("restartCount").asLong() > 0);
  }

  /** Returns the last words before a restart; none if the node no longer has them. */
  private String previous(JsonNode pod, JsonNode container, Call call) throws Exception {
    try {
      return api.text(path(pod, container) + "&previous=true", call);
    } catch (ApiException e) {
      if (e.status() == 400 || e.status() == 404) {
        return "";
      }
      throw e;
    }
  }

  private String path(JsonNode pod, JsonNode container) {
    return "/api/v1/namespaces/"
        + pods.namespace()
        + "/pods/"
        + Trees.name(pod)
        + "/log?container="
        + container.path("name").asText()
        + "&sinceSeconds="
        + Math.max(1, over.toSeconds())
        + "&tailLines="
        + MOST_LINES;
  }

  private static String cut(String line) {
    return line.length() > 200 ? line.substring(0, 200) + "..." : line;
  }
}
