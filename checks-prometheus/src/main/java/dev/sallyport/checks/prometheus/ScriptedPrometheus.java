package dev.sallyport.checks.prometheus;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A Prometheus for the tests of a plan: what queries give and which alerts fire is told in words,
 * and the checks of {@link #checks} judge it by the same rules as a real one. Nothing is connected
 * to.
 *
 * <pre>{@code
 * ScriptedPrometheus prometheus =
 *     ScriptedPrometheus.healthy().gives("sum(rate(errors_total[5m]))", 0.2).rule("HighErrors");
 * PrometheusChecks checks = prometheus.checks();
 * prometheus.firing("HighErrors", Map.of("severity", "critical"));
 * }</pre>
 *
 * <p>A query is known by its text, to the letter; one that was not told gives no series, as a real
 * one of what does not exist. The state may be changed while the checks are in use. Thread-safe.
 */
public final class ScriptedPrometheus {
  private final Map<String, List<Series>> queries = new HashMap<>();
  private final Map<String, ScriptedRule> rules = new LinkedHashMap<>();
  private boolean answers = true;

  private ScriptedPrometheus() {
    rules.put("Watchdog", ScriptedRule.quiet("Watchdog").alerting("firing", Map.of()));
  }

  /** Returns a Prometheus that knows nothing, with one alert, {@code Watchdog}, which fires. */
  public static ScriptedPrometheus healthy() {
    return new ScriptedPrometheus();
  }

  /** Returns checks of it. Closing them leaves it as it is. */
  public PrometheusChecks checks() {
    return new PrometheusChecks(new ScriptedSource(this));
  }

  /** Lets a query give one series with that value; NaN and infinity may be given. */
  public ScriptedPrometheus gives(String query, double value) {
    return series(query, List.of(new Series(Map.of(), List.of(value))));
  }

  /** Lets a query give another series beside those that it gives. */
  public synchronized ScriptedPrometheus givesAlso(
      String query, Map<String, String> labels, double value) {
    List<Series> all = new ArrayList<>(queries.getOrDefault(query, List.of()));
    all.add(new Series(labels, List.of(value)));
    queries.put(query, List.copyOf(all));
    return this;
  }

  /** Lets a query give no series. */
  public ScriptedPrometheus givesNothing(String query) {
    return series(query, List.of());
  }

  /** Lets a query have given these values over any window, as {@link Canary} asks for. */
  public ScriptedPrometheus gave(String query, double... values) {
    List<Double> all = Arrays.stream(values).boxed().toList();
    return series(query, all.isEmpty() ? List.of() : List.of(new Series(Map.of(), all)));
  }

  private synchronized ScriptedPrometheus series(String query, List<Series> series) {
    queries.put(query, series);
    return this;
  }

  /**
   * Adds to the increase of a histogram over a window what fell within a boundary, as {@link
   * PrometheusChecks#shareWithin} asks for; each boundary counts what is below it.
   *
   * @param bound the boundary; {@link Double#POSITIVE_INFINITY} for all
   */
  public ScriptedPrometheus observed(
      String histogram, String labels, String window, double bound, double count) {
    String le = Double.isInfinite(bound) ? "+Inf" : String.valueOf(bound);
    return givesAlso(Values.OfHistogram.query(histogram, labels, window), Map.of("le", le), count);
  }

  /**
   * Adds a scrape target, which is up; scraped just now.
   *
   * @param labels as {@link PrometheusMetric#whileUp} is given them, such as {@code job="shop"}
   * @param instance its address
   */
  public ScriptedPrometheus target(String labels, String instance) {
    return target(labels, instance, 1, Duration.ZERO);
  }

  /** Lets scraping a target fail. */
  public ScriptedPrometheus targetDown(String labels, String instance) {
    return target(labels, instance, 0, Duration.ZERO);
  }

  /** Lets a target have been scraped for the last time so long ago. */
  public ScriptedPrometheus targetStale(String labels, String instance, Duration ago) {
    return target(labels, instance, 1, ago);
  }

  private synchronized ScriptedPrometheus target(
      String labels, String instance, double up, Duration ago) {
    replace(Guard.up(labels), instance, up);
    replace(Guard.age(labels), instance, ago.toMillis() / 1e3);
    return this;
  }

  private void replace(String query, String instance, double value) {
    Map<String, String> labels = Map.of("instance", instance);
    List<Series> all = new ArrayList<>(queries.getOrDefault(query, List.of()));
    all.removeIf(series -> series.labels().equals(labels));
    all.add(new Series(labels, List.of(value)));
    queries.put(query, List.copyOf(all));
  }

  /** Adds a healthy alerting rule, or makes it one: of an alert that does not fire. */
  public synchronized ScriptedPrometheus rule(String alert) {
    rules.put(alert, ScriptedRule.quiet(alert));
    return this;
  }

  /**
   * Adds a healthy alerting rule that says this, as {@link AlertRule} asks; that its metric is
   * there is told beside it, by {@code gives("count(metric)", 1)}.
   */
  public synchronized ScriptedPrometheus rule(String alert, String expression) {
    rules.put(alert, ScriptedRule.saying(alert, expression));
    return this;
  }

  /** Takes a rule away. */
  public synchronized ScriptedPrometheus noRule(String alert) {
    rules.remove(alert);
    return this;
  }

  /** Lets an alert fire, with these labels beside its name. */
  public ScriptedPrometheus firing(String alert, Map<String, String> labels) {
    return alerting(alert, "firing", labels);
  }

  /** Lets an alert be pending: its cause is there, and has not lasted yet. */
  public ScriptedPrometheus pending(String alert, Map<String, String> labels) {
    return alerting(alert, "pending", labels);
  }

  private synchronized ScriptedPrometheus alerting(
      String alert, String state, Map<String, String> labels) {
    ScriptedRule rule = rules.getOrDefault(alert, ScriptedRule.quiet(alert));
    rules.put(alert, rule.alerting(state, labels));
    return this;
  }

  /** Lets the evaluation of a rule err. */
  public synchronized ScriptedPrometheus brokenRule(String alert, String error) {
    rules.put(alert, ScriptedRule.broken(alert, error));
    return this;
  }

  /** Lets it answer nothing from now on, or answer again. */
  public synchronized ScriptedPrometheus answering(boolean does) {
    answers = does;
    return this;
  }

  synchronized boolean answers() {
    return answers;
  }

  synchronized List<Series> series(String query) {
    return queries.getOrDefault(query, List.of());
  }

  synchronized List<ScriptedRule> rules() {
    return List.copyOf(rules.values());
  }
}
