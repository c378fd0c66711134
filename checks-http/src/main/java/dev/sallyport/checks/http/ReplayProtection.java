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
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Checks that a webhook which is delivered twice has one effect: the same signed request, sent
 * twice.
 *
 * <p>The second may be answered with 2xx, as providers want it, or refused; only its effect counts.
 * The sample must be harmless, and new: one that the receiver already knows has no effect at all.
 * Immutable and thread-safe.
 */
public final class ReplayProtection implements Check {
  private final Poster post;
  private final URI uri;
  private final WebhookProvider provider;
  private final Secret<String> secret;
  private final Supplier<WebhookSample> samples;
  private final Duration patience;

  ReplayProtection(
      Poster post,
      URI uri,
      WebhookProvider provider,
      Secret<String> secret,
      Supplier<WebhookSample> samples,
      Duration patience) {
    this.post = post;
    this.uri = uri;
    this.provider = provider;
    this.secret = secret;
    this.samples = samples;
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
        post, uri, provider, secret, samples, Quantities.positive(time, "time"));
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
    return Inquiry.of(uri, evidence, rows -> judge(context, evidence, rows));
  }

  private Verdict judge(CheckContext context, Evidence evidence, List<Observation> rows)
      throws Exception {
    WebhookSample sample = samples.get();
    EffectCount effects = new EffectCount(sample.effects(), patience);
    byte[] body = sample.body().getBytes(UTF_8);
    Map<String, String> headers =
        provider.headers(body, context.secret(secret), context.clock().instant());
    long before = effects.now(context);
    int first = post.send(uri, body, headers, context).status();
    rows.add(Observation.of("first", "status", first));
    long once = effects.reaching(before + 1, context);
    int second = post.send(uri, body, headers, context).status();
    rows.add(Observation.of("second", "status", second));
    long twice = effects.reaching(once + 1, context);
    rows.add(Observation.of("", "effects", twice - before));
    return Verdict.of(
        objections(first, once - before, twice - before),
        "The same request sent twice had one effect",
        evidence.observing(rows));
  }

  private static List<Objection> objections(int first, long afterFirst, long afterBoth) {
    if (first < 200 || first > 299 || afterFirst == 0) {
      return List.of(
          Objection.fail(
              "no-effect",
              "",
              "The first request was answered with "
                  + first
                  + " and had "
                  + afterFirst
                  + " effects",
              "Look at its signature first: webhook-signature. An event it knows has none."));
    }
    if (afterBoth > 1) {
      return List.of(
          Objection.fail(
              "replayed",
              "",
              "The same request sent twice had " + afterBoth + " effects",
              "Keep the event's id, and do nothing for one that is known."));
    }
    return List.of();
  }
}
