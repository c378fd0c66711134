package dev.sallyport.checks.http;

import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Objection;
import dev.sallyport.check.Observation;
import dev.sallyport.check.Quantities;
import dev.sallyport.check.Rate;
import dev.sallyport.check.Verdict;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Checks that a service admits as many requests as its limit says, and refuses the others with 429.
 *
 * <p>Sends requests one after the other for a while, faster than the limit, but never more than
 * four times what it allows. Of a rate r and a burst b, it may admit b + r t + 1 in a time t, and
 * must admit r t - 1. More than that is what several instances look like that each count for
 * themselves. Immutable and thread-safe.
 */
public final class RateLimit implements Check {
  private static final int FEWEST = 3;

  private final Poster post;
  private final URI uri;
  private final Rate rate;
  private final int burst;
  private final Duration window;
  private final int refusal;

  RateLimit(Poster post, URI uri, Rate rate, int burst, Duration window, int refusal) {
    this.post = post;
    this.uri = uri;
    this.rate = rate;
    this.burst = burst;
    this.window = window;
    this.refusal = refusal;
  }

  /**
   * Returns this check over another time, 2 s unless said; the sample takes as long.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public RateLimit over(Duration span) {
    return new RateLimit(post, uri, rate, burst, Quantities.positive(span, "window"), refusal);
  }

  /** Returns this check, expecting another status of refusals, such as nginx's default 503. */
  public RateLimit refusedWith(int status) {
    return new RateLimit(post, uri, rate, burst, window, status);
  }

  @Override
  public String name() {
    return "http rate-limit";
  }

  @Override
  public Verdict judge(CheckContext context) {
    Evidence evidence =
        Evidence.of("GET " + uri + ", one after the other", context.clock().instant())
            .against("burst " + burst + ", then " + rate + ", others " + refusal);
    return Inquiry.of(uri, evidence, rows -> judge(context, evidence, rows));
  }

  private Verdict judge(CheckContext context, Evidence evidence, List<Observation> rows)
      throws Exception {
    Map<Integer, Integer> statuses = new TreeMap<>();
    int most = (int) Math.ceil(4 * (burst + rate.perSecond() * window.toMillis() / 1e3)) + 4;
    String retryAfter = "";
    int sent = 0;
    long begun = MonotonicTime.now();
    Duration each = window.dividedBy(most);
    while (sent < most && MonotonicTime.now() - begun < window.toNanos()) {
      // the burst at once, then spread over the window, so that the rate is judged as well
      long early = begun + each.toNanos() * Math.max(0, sent - burst) - MonotonicTime.now();
      if (early > 0) {
        context.pause(Duration.ofNanos(early));
      }
      Reply answer = post.get(uri, context);
      statuses.merge(answer.status(), 1, Integer::sum);
      retryAfter = answer.retryAfter().isEmpty() ? retryAfter : answer.retryAfter();
      sent++;
    }
    double took = (MonotonicTime.now() - begun) / 1e9;
    statuses.forEach((status, count) -> rows.add(Observation.of("", "status " + status, count)));
    rows.add(Observation.of("", "Retry-After", retryAfter.isEmpty() ? "none" : retryAfter));
    rows.add(Observation.of("", "took", Math.round(took * 1000), "ms"));
    return Verdict.of(
        objections(statuses, sent, took),
        admitted(statuses) + " of " + sent + " requests were admitted, as the limit allows",
        evidence.observing(rows).over(Duration.ofMillis((long) (took * 1000)), sent));
  }

  private static int admitted(Map<Integer, Integer> statuses) {
    return statuses.entrySet().stream()
        .filter(entry -> entry.getKey() < 300)
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  private List<Objection> objections(Map<Integer, Integer> statuses, int sent, double took) {
    int admitted = admitted(statuses);
    double most = burst + rate.perSecond() * took + 1;
    double least = Math.min(sent, rate.perSecond() * took - 1);
    List<Objection> found = new ArrayList<>();
    String seen =
        admitted + " of " + sent + " requests were admitted in " + Quantities.number(took) + " s";
    if (sent <= most + FEWEST) {
      return List.of(
          Objection.unknown(
              Verdict.Cause.TOO_FEW_SAMPLES,
              "too-slow",
              "",
              seen + ", and the limit would allow " + Quantities.number(most),
              "The service is slower than its limit: it was not reached."));
    }
    if (admitted > most) {
      found.add(
          Objection.fail(
              admitted == sent ? "not-limited" : "limit-exceeded",
              "",
              seen + ", at most " + Quantities.number(most) + " may be",
              "It does not limit, counts by another key, or each instance counts for itself."));
    }
    if (admitted < least) {
      found.add(
          Objection.fail(
              "limit-too-tight",
              "",
              seen + ", at least " + Quantities.number(least) + " must be",
              "Its limit is lower than said, or others use it up: it counts by address."));
    }
    statuses.forEach(
        (status, count) -> {
          if (status >= 300 && status != refusal) {
            found.add(
                Objection.fail(
                    "other-refusal",
                    "",
                    count + " requests were answered with " + status + ", not " + refusal,
                    "Clients tell a limit from a failure by 429."));
          }
        });
    return found;
  }
}
