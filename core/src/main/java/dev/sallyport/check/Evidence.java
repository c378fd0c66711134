package dev.sallyport.check;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What a verdict rests on: what was asked, the raw values, the threshold, the window, the number of
 * samples, and when.
 *
 * <p>Holds no secret: whoever builds it leaves credentials out. Immutable.
 *
 * @param asked the question as it was put to the system: a command, a query, an address
 * @param observed the raw values, one row a fact
 * @param threshold the rule in words, for example {@code < 500 ms}; empty where there is none
 * @param window the span the values cover; zero for a single look
 * @param samples how many measurements stand behind the verdict
 * @param at when the last of them was taken
 */
public record Evidence(
    String asked,
    List<Observation> observed,
    String threshold,
    Duration window,
    long samples,
    Instant at) {

  /** Copies the list. */
  public Evidence {
    Objects.requireNonNull(asked, "asked");
    observed = List.copyOf(observed);
    Objects.requireNonNull(threshold, "threshold");
    Objects.requireNonNull(window, "window");
    Objects.requireNonNull(at, "at");
    if (samples < 0) {
      throw new IllegalArgumentException("samples must not be negative, but is " + samples);
    }
  }

  /**
   * Returns the evidence of a single look: no threshold, no window, one sample, nothing observed
   * yet.
   */
  public static Evidence of(String asked, Instant at) {
    return new Evidence(asked, List.of(), "", Duration.ZERO, 1, at);
  }

  /** Returns this evidence with one more fact. */
  public Evidence and(Observation more) {
    List<Observation> rows = new ArrayList<>(observed);
    rows.add(more);
    return observing(rows);
  }

  /** Returns this evidence with one more fact. */
  public Evidence and(String subject, String name, Object value) {
    return and(Observation.of(subject, name, value));
  }

  /** Returns this evidence with these facts in place of its own. */
  public Evidence observing(List<Observation> rows) {
    return new Evidence(asked, rows, threshold, window, samples, at);
  }

  /** Returns this evidence under another rule. */
  public Evidence against(String rule) {
    return new Evidence(asked, observed, rule, window, samples, at);
  }

  /** Returns this evidence over another span and number of samples. */
  public Evidence over(Duration span, long count) {
    return new Evidence(asked, observed, threshold, span, count, at);
  }
}
