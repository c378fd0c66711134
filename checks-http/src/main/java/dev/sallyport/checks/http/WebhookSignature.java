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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Checks that a receiver of webhooks takes what is signed rightly, and nothing else: by its
 * answers, and by what it does.
 *
 * <p>Sends a sample event a few times: unsigned, signed with another secret, changed by a byte,
 * written anew with the same content, signed long ago where the time is signed; and once rightly.
 * The sample must be harmless. A receiver that answers 200 to everything and drops the bad ones
 * later is told by its {@link Effects}. Immutable and thread-safe.
 */
public final class WebhookSignature implements Check {
  private static final Duration OLD = Duration.ofHours(1);

  private final Poster post;
  private final URI uri;
  private final WebhookProvider provider;
  private final Secret<String> secret;
  private final Supplier<WebhookSample> samples;
  private final Duration patience;

  WebhookSignature(
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
   * Returns this check with another time within which the effect shows, 1 s unless said.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public WebhookSignature effectWithin(Duration time) {
    return new WebhookSignature(
        post, uri, provider, secret, samples, Quantities.positive(time, "time"));
  }

  @Override
  public String name() {
    return "http webhook-signature " + provider;
  }

  /** One request that must be refused. */
  private record Forgery(String name, String body, Map<String, String> headers) {}

  private List<Forgery> forgeries(String sample, String word, Instant now) {
    byte[] body = sample.getBytes(UTF_8);
    Map<String, String> right = provider.headers(body, word, now);
    String tampered = sample.substring(0, sample.length() - 1) + other(sample);
    List<Forgery> all = new ArrayList<>();
    all.add(new Forgery("no signature", sample, Map.of()));
    all.add(new Forgery("another secret", sample, provider.headers(body, word + "x", now)));
    all.add(new Forgery("a byte changed", tampered, right));
    all.add(new Forgery("written anew", sample + " ", right));
    Map<String, String> bare = new LinkedHashMap<>(right);
    bare.replaceAll((name, value) -> name.endsWith("Timestamp") ? value : "nonsense");
    all.add(new Forgery("no such encoding", sample, bare));
    if (provider.signsTime()) {
      all.add(new Forgery("an hour old", sample, provider.headers(body, word, now.minus(OLD))));
    }
    return all;
  }

  private static char other(String text) {
    return text.charAt(text.length() - 1) == '}' ? ']' : '}';
  }

  @Override
  public Verdict judge(CheckContext context) {
    Evidence evidence =
        Evidence.of("POST " + uri + ", signed as " + provider + " does", context.clock().instant())
            .against("signed: 2xx and one effect; else: 401 or 403 and none");
    return Inquiry.of(uri, evidence, rows -> judge(context, evidence, rows));
  }

  private Verdict judge(CheckContext context, Evidence evidence, List<Observation> rows)
      throws Exception {
    List<Objection> found = new ArrayList<>();
    WebhookSample event = samples.get();
    String sample = event.body();
    EffectCount effects = new EffectCount(event.effects(), patience);
    String word = context.secret(secret);
    long before = effects.now(context);
    for (Forgery forgery : forgeries(sample, word, context.clock().instant())) {
      int status =
          post.send(uri, forgery.body().getBytes(UTF_8), forgery.headers(), context).status();
      rows.add(Observation.of(forgery.name(), "status", status));
      if (status != 401 && status != 403) {
        found.add(taken(forgery.name(), status));
      }
    }
    byte[] body = sample.getBytes(UTF_8);
    long between = effects.now(context);
    Reply good =
        post.send(uri, body, provider.headers(body, word, context.clock().instant()), context);
    long after = effects.reaching(between + 1, context);
    rows.add(Observation.of("signed", "status", good.status()));
    rows.add(Observation.of("", "effects of forgeries", between - before));
    rows.add(Observation.of("", "effects of the signed one", after - between));
    found.addAll(effects(before, between, after, good.status()));
    return Verdict.of(
        found,
        "The signed request had its effect, and " + (rows.size() - 3) + " forgeries were refused",
        evidence.observing(rows).over(Duration.ZERO, rows.size() - 2));
  }

  private static Objection taken(String forgery, int status) {
    return Objection.fail(
        "forgery-taken",
        forgery,
        "A request with " + forgery + " was answered with " + status,
        "It must be 401 or 403: without a secret configured, too, a receiver must refuse.");
  }

  private static List<Objection> effects(long before, long between, long after, int status) {
    List<Objection> found = new ArrayList<>();
    if (between > before) {
      found.add(
          Objection.fail(
              "forgery-effective",
              "",
              between - before + " forged requests had an effect",
              "Verify the raw body before anything else is done with it."));
    }
    if (status < 200 || status > 299) {
      found.add(
          Objection.fail(
              "signed-refused",
              "signed",
              "The request signed rightly was answered with " + status,
              status >= 500
                  ? "It has trouble of its own, whatever the signature: look at its log."
                  : "The secret differs, or the body is parsed and written anew before it is"
                      + " verified."));
    } else if (after != between + 1) {
      found.add(
          Objection.fail(
              "no-effect",
              "signed",
              "The request signed rightly had " + (after - between) + " effects, not 1",
              "Look behind the receiver: it answered " + status + "."));
    }
    return found;
  }
}
