package dev.sallyport.checks.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Objection;
import dev.sallyport.check.Observation;
import dev.sallyport.check.Quantities;
import dev.sallyport.check.Secret;
import dev.sallyport.check.Verdict;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Checks that a webhook which is delivered twice has one effect: the same signed request, sent
 * twice.
 *
 * <p>The second may be answered with 2xx, as providers want it, or refused; only its effect counts.
 * The sample must be harmless, and new: one that the receiver already knows has no effect at all.
 * Immutable and thread-safe.
 */
public final class ReplayProtection implements Check {
  private static final Duration POLL = Duration.ofMillis(20);

  private final Post post;
  private final URI uri;
  private final WebhookProvider provider;
  private final Secret<String> secret;
  private final java.util.function.Supplier<String> sample;
  private final Effects effects;
  private final Duration patience;

  ReplayProtection(
      Post post,
      URI uri,
      WebhookProvider provider,
      Secret<String> secret,
      java.util.function.Supplier<String> sample,
      Effects effects,
      Duration patience) {
    this.post = post;
    this.uri = uri;
    this.provider = provider;
    this.secret = secret;
    this.sample = sample;
    this.effects = effects;
    this.patience = patience;
  }

  /**
   * Returns this check with another time within which an effect shows, 1 s unless said; the sample
   * waits for it after the second request.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public ReplayProtection effectWithin(Duration time) {
    return new ReplayProtection(
        post, uri, provider, secret, sample, effects, Quantities.positive(time, "time"));
  }

  @Override
  public String name() {
    return "http replay-protection " + provider;
  }

  @Override
  public Verdict judge(CheckContext context) {
    Evidence evidence =
        Evidence.of(
                "POST " + uri + " twice, signed as " + provider + " does",
                context.clock().instant())
            .against("one effect");
    try {
      byte[] body = sample.get().getBytes(UTF_8);
      Map<String, String> headers =
          provider.headers(body, context.secret(secret), context.clock().instant());
      long before = effects.count(context);
      int first = post.send(uri, body, headers, context).statusCode();
      long once = grown(before, context);
      int second = post.send(uri, body, headers, context).statusCode();
      long twice = grown(once, context);
      List<Objection> found = new ArrayList<>();
      if (first < 200 || first > 299 || once == before) {
        found.add(
            Objection.fail(
                "no-effect",
                "",
                "The first request was answered with "
                    + first
                    + " and had "
                    + (once - before)
                    + " effects",
                "Look at its signature first: webhook-signature. An event it knows has none."));
      } else if (twice - before > 1) {
        found.add(
            Objection.fail(
                "replayed",
                "",
                "The same request sent twice had " + (twice - before) + " effects",
                "Keep the event's id, and do nothing for one that is known."));
      }
      return Verdict.of(
          found,
          "The same request sent twice had one effect",
          evidence.observing(
              List.of(
                  Observation.of("first", "status", first),
                  Observation.of("second", "status", second),
                  Observation.of("", "effects", twice - before))));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new java.util.concurrent.CancellationException("The answer is no longer wanted.");
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      return Unanswered.verdict(uri, e, evidence);
    }
  }

  private long grown(long from, CheckContext context) throws Exception {
    Instant end = context.clock().instant().plus(context.remaining(patience));
    long count = effects.count(context);
    while (count == from && context.clock().instant().isBefore(end)) {
      context.pause(POLL);
      count = effects.count(context);
    }
    return count;
  }
}
