package dev.sallyport.engine;

import dev.sallyport.check.Secret;
import dev.sallyport.plan.Ref;
import dev.sallyport.plan.StepContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the user's code is given in one attempt. */
final class AttemptContext implements StepContext {
  private static final Duration UNLIMITED = Duration.ofDays(365);

  private final String runId;
  private final String path;
  private final Attempt attempt;
  private final Clock clock;
  private final @Nullable Instant deadline;
  private final Bindings bindings;
  private final List<Ref<?>> refs;
  private final @Nullable Object[] values;

  AttemptContext(
      String runId,
      String path,
      Attempt attempt,
      Clock clock,
      @Nullable Instant deadline,
      Bindings bindings,
      List<Ref<?>> refs,
      @Nullable Object[] values) {
    this.runId = runId;
    this.path = path;
    this.attempt = attempt;
    this.clock = clock;
    this.deadline = deadline;
    this.bindings = bindings;
    this.refs = refs;
    this.values = values;
  }

  @Override
  public String runId() {
    return runId;
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public int attempt() {
    return attempt.number();
  }

  @Override
  public String idempotencyKey() {
    return key(runId, path);
  }

  static String key(String runId, String path) {
    try {
      byte[] text = (runId + "\n" + path).getBytes(StandardCharsets.UTF_8);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text);
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform must have SHA-256.", e);
    }
  }

  @Override
  public Clock clock() {
    return clock;
  }

  @Override
  public Duration remaining() {
    if (deadline == null) {
      return UNLIMITED;
    }
    Duration left = Duration.between(clock.instant(), deadline);
    return left.isNegative() ? Duration.ZERO : left;
  }

  @Override
  public boolean cancelled() {
    return attempt.isCancelled();
  }

  @Override
  public <T> T secret(Secret<T> secret) {
    return bindings.secrets().value(secret);
  }

  @Override
  @SuppressWarnings({
    "unchecked",
    "NullAway"
  }) // each value is what its reference made; Void is null
  public <T> T value(Ref<T> ref) {
    for (int i = 0; i < refs.size(); i++) {
      if (refs.get(i).name().equals(ref.name()) && refs.get(i).type() == ref.type()) {
        return (T) values[i];
      }
    }
    throw new IllegalStateException(
        "'"
            + path
            + "' asks for '"
            + ref.name()
            + "', which it does not use. Add it to using(...).");
  }
}
