package dev.sallyport.plan;

import java.time.Duration;
import java.util.Objects;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * How an undo is run: its own timeout, retry and verification. Immutable.
 *
 * @param timeout how long one attempt may take; null for no limit
 * @param retry when a failed attempt is made again
 * @param idempotent whether it may be run again when it is unknown whether it ran
 * @param verification the gate that must open before the undo counts as done; null for none
 */
public record UndoPolicy(
    @Nullable Duration timeout, Retry retry, boolean idempotent, @Nullable Gate verification) {

  /** Refuses a timeout of nothing. */
  public UndoPolicy {
    Objects.requireNonNull(retry, "retry");
    if (timeout != null) {
      Require.positive(timeout, "timeout");
    }
  }

  /** Returns the default: no timeout, one attempt, not idempotent, not verified. */
  public static UndoPolicy undo() {
    return new UndoPolicy(null, Retry.none(), false, null);
  }

  /** Returns this policy with a limit for each attempt. */
  public UndoPolicy timeout(Duration limit) {
    return new UndoPolicy(limit, retry, idempotent, verification);
  }

  /** Returns this policy with retries. */
  public UndoPolicy retry(Retry policy) {
    return new UndoPolicy(timeout, policy, idempotent, verification);
  }

  /** Returns this policy for an undo that may safely run twice. */
  public UndoPolicy repeatable() {
    return new UndoPolicy(timeout, retry, true, verification);
  }

  /** Returns this policy with a gate that must open before the undo counts as done. */
  public UndoPolicy verifiedBy(Gate gate) {
    return new UndoPolicy(timeout, retry, idempotent, gate);
  }

  String describe() {
    StringJoiner parts = new StringJoiner(" ");
    if (timeout != null) {
      parts.add("timeout=" + timeout);
    }
    if (!retry.describe().isEmpty()) {
      parts.add(retry.describe());
    }
    if (idempotent) {
      parts.add("repeatable");
    }
    if (verification != null) {
      parts.add(
          "verified-by=" + verification.name() + "[" + verification.describePolicy(null) + "]");
    }
    return parts.toString();
  }
}
