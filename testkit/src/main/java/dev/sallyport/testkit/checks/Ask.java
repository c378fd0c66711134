package dev.sallyport.testkit.checks;

import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Sample;
import dev.sallyport.check.Secret;
import dev.sallyport.check.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Asks checks by hand, for the tests of a check before a real server: once, or until the server is
 * as far.
 *
 * <p>By the system's clock. A sample may take 15 seconds and {@link #until} waits for 40, unless
 * said; no secret is known. Every method that sets something returns a new object. Immutable and
 * thread-safe.
 */
public final class Ask {
  private static final Duration BETWEEN = Duration.ofMillis(50);

  private final Duration limit;
  private final Duration patience;
  private final Map<Secret<?>, Object> secrets;

  private Ask(Duration limit, Duration patience, Map<Secret<?>, Object> secrets) {
    this.limit = limit;
    this.patience = patience;
    this.secrets = secrets;
  }

  /** Returns one that asks by the defaults. */
  public static Ask checks() {
    return new Ask(Duration.ofSeconds(15), Duration.ofSeconds(40), Map.of());
  }

  /** Returns this, with another limit for a sample. */
  public Ask within(Duration sample) {
    return new Ask(sample, patience, secrets);
  }

  /** Returns this, waiting for longer or shorter in {@link #until}. */
  public Ask patience(Duration wait) {
    return new Ask(limit, wait, secrets);
  }

  /** Returns this, with the value of one more secret. */
  public <T> Ask knowing(Secret<T> secret, T value) {
    Map<Secret<?>, Object> more = new HashMap<>(secrets);
    more.put(secret, value);
    return new Ask(limit, patience, Map.copyOf(more));
  }

  /** Begins a sample now. */
  public CheckContext sample() {
    return Sample.begin(Clock.systemUTC(), limit, Secret.Source.of(secrets), () -> false);
  }

  /**
   * Asks once.
   *
   * @throws Exception what the check throws
   */
  public Verdict now(Check check) throws Exception {
    return check.judge(sample());
  }

  /**
   * Asks until the verdict is the one hoped for, and returns it.
   *
   * @param word what {@link #word} says of it
   * @throws AssertionError if it has not come in time; tells the last one
   * @throws Exception what the check throws
   */
  public Verdict until(Check check, String word) throws Exception {
    long end = System.nanoTime() + patience.toNanos();
    Verdict verdict = now(check);
    while (!word(verdict).equals(word)) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError(
            "Waited in vain for \"%s\"; at last %s said \"%s\": %s"
                .formatted(word, check.name(), word(verdict), verdict.reason()));
      }
      TimeUnit.NANOSECONDS.sleep(BETWEEN.toNanos());
      verdict = now(check);
    }
    return verdict;
  }

  /**
   * Returns {@code pass}, {@code pending code}, {@code fail code} or {@code inconclusive CAUSE}.
   */
  public static String word(Verdict verdict) {
    if (verdict instanceof Verdict.Pending pending) {
      return "pending " + pending.code();
    }
    if (verdict instanceof Verdict.Fail fail) {
      return "fail " + fail.code();
    }
    return verdict instanceof Verdict.Inconclusive open
        ? "inconclusive " + open.cause()
        : verdict.word();
  }
}
