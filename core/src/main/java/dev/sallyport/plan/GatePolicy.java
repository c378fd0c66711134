package dev.sallyport.plan;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The timing and the budgets of a gate, as the methods of {@link Gate} set them. Immutable once
 * handed out.
 */
public final class GatePolicy {
  /** What decides when it opens. */
  public enum Kind {
    /** Its check, as soon as it holds. */
    GATE,
    /** Its check, at the end of its windows. */
    MONITOR,
    /** Time alone. */
    SOAK,
    /** Nothing: it is kept running over a span of phases. */
    WATCH
  }

  /**
   * A part of a monitor's time.
   *
   * @param length how long it lasts
   * @param every how long after a sample the next one is taken
   */
  public record Window(Duration length, Duration every) {}

  Kind kind = Kind.GATE;
  List<Window> windows = List.of();
  Duration every = Duration.ofSeconds(5);
  @Nullable Duration within;
  Duration warmUp = Duration.ZERO;
  @Nullable Step<?> exposure;
  Duration sustained = Duration.ZERO;
  @Nullable Duration maxGap;
  int minSamples = 1;
  int failures = 1;
  boolean failuresInARow;
  @Nullable Duration failureWindow;
  @Nullable Duration failingFor;
  @Nullable Duration errorsFor;
  @Nullable Duration inconclusiveFor;
  Duration sampleTimeout = Duration.ofSeconds(30);
  OnFailure onFailure = OnFailure.ROLL_BACK;
  List<String> waivableBy = List.of();
  OnFailure onBlind = OnFailure.ROLL_BACK;

  GatePolicy() {}

  /** Returns a copy that {@code change} was made to before anyone else could see it. */
  GatePolicy with(Consumer<GatePolicy> change) {
    GatePolicy copy = new GatePolicy();
    copy.kind = kind;
    copy.windows = windows;
    copy.every = every;
    copy.within = within;
    copy.warmUp = warmUp;
    copy.exposure = exposure;
    copy.sustained = sustained;
    copy.maxGap = maxGap;
    copy.minSamples = minSamples;
    copy.failures = failures;
    copy.failuresInARow = failuresInARow;
    copy.failureWindow = failureWindow;
    copy.failingFor = failingFor;
    copy.errorsFor = errorsFor;
    copy.inconclusiveFor = inconclusiveFor;
    copy.sampleTimeout = sampleTimeout;
    copy.onFailure = onFailure;
    copy.onBlind = onBlind;
    copy.waivableBy = waivableBy;
    change.accept(copy);
    return copy;
  }

  /** Returns what decides when it opens. */
  public Kind kind() {
    return kind;
  }

  /** Returns the windows of a monitor, in order; none for anything else. */
  public List<Window> windows() {
    return windows;
  }

  /** Returns how long a monitor watches: its windows together. */
  public Duration watched() {
    return windows.stream().map(Window::length).reduce(Duration.ZERO, Duration::plus);
  }

  /** Returns how long after a sample the next one is taken, that time after a monitor began. */
  public Duration everyAfter(Duration elapsed) {
    Duration end = Duration.ZERO;
    Duration cadence = every;
    for (Window window : windows) {
      cadence = window.every();
      end = end.plus(window.length());
      if (elapsed.compareTo(end) < 0) {
        break;
      }
    }
    return cadence;
  }

  /** Returns how long after a sample the next one is taken; of a monitor, in its first window. */
  public Duration every() {
    return every;
  }

  /**
   * Returns how long the gate may stay closed, counted from when it was reached.
   *
   * @throws IllegalStateException if none was given, which no built plan allows
   */
  public Duration within() {
    if (within == null) {
      throw new IllegalStateException("The gate has no limit; build() refuses such a plan.");
    }
    return within;
  }

  /** Returns how long after exposure samples do not count. */
  public Duration warmUp() {
    return warmUp;
  }

  /**
   * Returns the step whose end is the exposure; null for the last one that ended before the gate.
   */
  public @Nullable Step<?> exposure() {
    return exposure;
  }

  /** Returns how long every sample must have passed; zero where one pass is enough. */
  public Duration sustained() {
    return sustained;
  }

  /** Returns the longest silence between two samples of a sustained span. */
  public Duration maxGap() {
    return maxGap != null ? maxGap : every.multipliedBy(2).plus(sampleTimeout);
  }

  /** Returns how many passes in a row it takes at least. */
  public int minSamples() {
    return minSamples;
  }

  /** Returns on which failed sample the gate fails. */
  public int failures() {
    return failures;
  }

  /** Returns whether failed samples count only in a row. */
  public boolean failuresInARow() {
    return failuresInARow;
  }

  /** Returns the span in which failed samples are counted; null for the whole time. */
  public @Nullable Duration failureWindow() {
    return failureWindow;
  }

  /** Returns how long samples must have failed to trip a watch; null where their number counts. */
  public @Nullable Duration failingFor() {
    return failingFor;
  }

  /** Returns how long the check may go on throwing; null for as long as the gate. */
  public @Nullable Duration errorsFor() {
    return errorsFor;
  }

  /** Returns how long the check may go on being inconclusive; null for as long as the gate. */
  public @Nullable Duration inconclusiveFor() {
    return inconclusiveFor;
  }

  /** Returns how long one sample may take. */
  public Duration sampleTimeout() {
    return sampleTimeout;
  }

  /** Returns what follows when the gate fails. */
  public OnFailure onFailure() {
    return onFailure;
  }

  /** Returns the roles that may waive the gate. */
  public List<String> waivableBy() {
    return waivableBy;
  }

  /** Returns what follows when nothing could be judged for too long. */
  public OnFailure onBlind() {
    return kind == Kind.WATCH ? onBlind : onFailure;
  }

  String describe(@Nullable String exposurePath) {
    StringBuilder text = new StringBuilder("every=").append(every);
    if (kind != Kind.WATCH) {
      text.append(" within=").append(within);
    }
    for (Window window : windows) {
      add(text, "window", window.length() + "@" + window.every());
    }
    add(text, "warm-up", warmUp.isZero() ? null : warmUp);
    if (exposure != null) {
      add(text, "exposure", exposurePath == null ? exposure.name() : exposurePath);
    }
    add(text, "sustained", sustained.isZero() ? null : sustained);
    add(text, "max-gap", maxGap);
    add(text, "min-samples", minSamples == 1 ? null : minSamples);
    if (failingFor != null) {
      add(text, "fails-after", failingFor);
    } else {
      add(text, "fails-on", failures == 1 ? null : failures + (failuresInARow ? "-in-a-row" : ""));
    }
    add(text, "failure-window", failureWindow);
    add(text, "errors-for", errorsFor);
    add(text, "inconclusive-for", inconclusiveFor);
    add(text, "sample-timeout", sampleTimeout);
    add(text, "on-failure", onFailure == OnFailure.ROLL_BACK ? null : onFailure);
    add(text, "waivable-by", waivableBy.isEmpty() ? null : waivableBy);
    add(text, "on-blind", kind == Kind.WATCH && onBlind != OnFailure.ASK ? onBlind : null);
    return text.toString();
  }

  private static void add(StringBuilder text, String name, @Nullable Object value) {
    if (value != null) {
      text.append(' ').append(name).append('=').append(value);
    }
  }
}
