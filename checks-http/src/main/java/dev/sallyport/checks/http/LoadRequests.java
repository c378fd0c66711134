package dev.sallyport.checks.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.check.CheckContext;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes the requests of one load, with the secrets of its sample. Made by one thread. */
final class LoadRequests {
  private final URI uri;
  private final Map<String, String> headers;
  private final @Nullable LoadBody body;
  private final String secret;
  private final Clock clock;
  private volatile @Nullable IllegalStateException problem;

  private LoadRequests(
      URI uri, Map<String, String> headers, @Nullable LoadBody body, String secret, Clock clock) {
    this.uri = uri;
    this.headers = headers;
    this.body = body;
    this.secret = secret;
    this.clock = clock;
  }

  /**
   * Returns the requests of a plan.
   *
   * @throws IllegalStateException if a secret is not bound, or cannot be sent
   */
  static LoadRequests of(LoadPlan plan, CheckContext context) {
    return new LoadRequests(
        plan.uri(),
        RequestHeaders.resolve(plan.headers(), context).values(),
        plan.body().orElse(null),
        plan.body()
            .flatMap(LoadBody::signing)
            .map(signing -> context.secret(signing.secret()))
            .orElse(""),
        context.clock());
  }

  URI uri() {
    return uri;
  }

  /** Returns whether all requests are the same, so that one may be sent again and again. */
  boolean same() {
    return body == null;
  }

  /**
   * Returns the next request.
   *
   * @throws IllegalStateException if its body could not be made
   */
  LoadRequest next() {
    if (body == null) {
      return new LoadRequest(headers, Optional.empty());
    }
    String text = text(body);
    Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    all.put("Content-Type", "application/json");
    all.putAll(headers);
    body.signing()
        .ifPresent(
            signing ->
                all.putAll(
                    signing.provider().headers(text.getBytes(UTF_8), secret, clock.instant())));
    return new LoadRequest(all, Optional.of(text));
  }

  private String text(LoadBody of) {
    try {
      return of.bodies().get();
    } catch (RuntimeException e) {
      problem = new IllegalStateException("The body of a request could not be made: " + e, e);
      throw problem;
    }
  }

  /** Throws if one could not be made: that says nothing of the service. */
  void allMade() {
    IllegalStateException last = problem;
    if (last != null) {
      throw last;
    }
  }
}
