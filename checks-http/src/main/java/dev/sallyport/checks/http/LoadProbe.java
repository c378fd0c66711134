package dev.sallyport.checks.http;

import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Metric;
import dev.sallyport.check.Percent;
import dev.sallyport.check.Rate;
import dev.sallyport.check.Reading;
import dev.sallyport.check.Secret;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * An open-loop load: requests to one address at a steady rate, whatever becomes of them, and what
 * can be read from their answers.
 *
 * <p>A latency counts from when its request was due; so a stall is seen in full by all who would
 * have met it. The metrics of one probe, joined by {@code and}, read the same load. {@code below}
 * and {@code atMost} are judged by counting: they pass only if the number of slow or failed
 * requests could hardly be so small with the limit reached, are breached if it could hardly be so
 * large otherwise, and are inconclusive in between. A failed request counts as slow. What was not
 * measured, or may be late through a pause of our own, counts against a pass and for no breach.
 *
 * <p>Call it, do not implement it. Immutable and thread-safe; each method returns a changed copy.
 */
public final class LoadProbe {
  private final LoadReader reader;
  private final LoadPlan plan;
  private final Confidence confidence;

  private LoadProbe(LoadReader reader, LoadPlan plan, Confidence confidence) {
    this.reader = reader;
    this.plan = plan;
    this.confidence = confidence;
  }

  static LoadProbe of(LoadReader reader, LoadPlan plan) {
    return new LoadProbe(reader, plan, Confidence.DEFAULT);
  }

  /**
   * The stage of a load probe that asks how many requests a second. Call it, do not implement it.
   */
  @FunctionalInterface
  public interface NeedsRate {
    /** Returns the next stage: this many arrive a second, above 0 and at most 100,000. */
    NeedsLength rate(Rate rate);
  }

  /** The stage of a load probe that asks for how long. Call it, do not implement it. */
  @FunctionalInterface
  public interface NeedsLength {
    /**
     * Returns the probe: for this long, after the warm-up.
     *
     * @throws IllegalArgumentException if it is not positive, or makes more than 10 million
     *     requests
     */
    LoadProbe lasting(Duration length);
  }

  /** Returns this probe with another warm-up, sent but not counted; 1 s is the default. */
  public LoadProbe warmUp(Duration span) {
    return with(plan.warmUp(span));
  }

  /**
   * Returns this probe with another limit for a request; {@link HttpOptions#requestTimeout} is the
   * default.
   */
  public LoadProbe timeout(Duration limit) {
    return with(plan.timeout(limit));
  }

  /**
   * Returns this probe with random (Poisson) arrivals, the same for the same seed; even gaps are
   * the default.
   */
  public LoadProbe poisson(long seed) {
    return with(plan.seed(seed));
  }

  /**
   * Returns this probe with another bound on the requests that wait for their answer at once; 1000
   * is the default. Beyond it a request begins late, its latency still counting from when it was
   * due.
   */
  public LoadProbe maxInFlight(int most) {
    return with(plan.maxInFlight(most));
  }

  /** Returns this probe sending one more header along. */
  public LoadProbe header(String name, String value) {
    return with(plan.sending(new HeaderSource.Open(name, value)));
  }

  /** Returns this probe sending a header whose value is a secret. */
  public LoadProbe header(String name, Secret<String> value) {
    return with(plan.sending(new HeaderSource.Hidden(name, "", value)));
  }

  /** Returns this probe sending {@code Authorization: Bearer} with a token. */
  public LoadProbe bearer(Secret<String> token) {
    return with(plan.sending(new HeaderSource.Hidden("Authorization", "Bearer ", token)));
  }

  /**
   * Returns this probe posting bodies of JSON; by default it gets. One whose connection is dropped
   * before any of its answer came is sent again on another one, as a GET is.
   *
   * @param bodies makes the body of each request, fast, and harmless; asked by one thread
   */
  public LoadProbe posting(Supplier<String> bodies) {
    return with(plan.posting(new LoadBody(bodies, Optional.empty())));
  }

  /**
   * Returns this probe posting events as a provider of webhooks does, each signed by itself; it may
   * deliver one twice, as they do, if a connection is dropped before any of the answer came.
   *
   * @param events makes the body of each event, fast, and harmless; asked by one thread
   * @param secret what the provider shares with the receiver
   */
  public LoadProbe posting(
      Supplier<String> events, WebhookProvider provider, Secret<String> secret) {
    return with(
        plan.posting(new LoadBody(events, Optional.of(new LoadBody.Signing(provider, secret)))));
  }

  /**
   * Returns this probe counting 4xx another way; {@link ClientErrors#COUNT_AS_ERRORS} is the
   * default.
   */
  public LoadProbe clientErrors(ClientErrors policy) {
    return with(plan.clientErrors(policy));
  }

  /** Returns this probe with another confidence asked of its verdicts; 95 % is the default. */
  public LoadProbe confidence(Percent level) {
    return new LoadProbe(reader, plan, new Confidence(level, confidence.looks()));
  }

  /**
   * Returns this probe with the risk of a wrong verdict split evenly over so many verdicts; 1 is
   * the default. State the most times a gate may look, since looking until chance obliges proves
   * nothing.
   */
  public LoadProbe looks(int most) {
    return new LoadProbe(reader, plan, new Confidence(confidence.level(), most));
  }

  /** Returns the latency within which half of the requests are answered. */
  public Metric<Duration> p50() {
    return latencyQuantile(0.50);
  }

  /** Returns the latency within which 95 % of the requests are answered. */
  public Metric<Duration> p95() {
    return latencyQuantile(0.95);
  }

  /** Returns the latency within which 99 % of the requests are answered. */
  public Metric<Duration> p99() {
    return latencyQuantile(0.99);
  }

  /**
   * Returns the metric {@code latency-quantile}: the latency within which that fraction of the
   * requests is answered. Microseconds are measured, to three digits.
   *
   * @param fraction for example 0.95
   * @throws IllegalArgumentException if it does not lie between 0 and 1
   */
  public Metric<Duration> latencyQuantile(double fraction) {
    return new LatencyQuantile(reader, plan, confidence, fraction);
  }

  /** Returns the metric {@code error-rate}: the share of requests that failed. */
  public Metric<Percent> errorRate() {
    return new ErrorRate(reader, plan, confidence);
  }

  /** Returns the rate at which requests were in fact begun; compared by its value alone. */
  public Metric<Rate> achievedRate() {
    return Metric.of("http achieved-rate", this::achieved);
  }

  private Reading<Rate> achieved(CheckContext context) throws Exception {
    LoadSeen seen = reader.measure(plan, context);
    return seen.known() == 0
        ? Reading.noData("no request has a known end", LoadEvidence.of(seen))
        : Reading.value(seen.achieved(), LoadEvidence.of(seen));
  }

  private LoadProbe with(LoadPlan changed) {
    return new LoadProbe(reader, changed, confidence);
  }
}
