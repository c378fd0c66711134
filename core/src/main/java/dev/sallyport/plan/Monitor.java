package dev.sallyport.plan;

import dev.sallyport.check.Check;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A scheduled watch period after the work, in windows with their own cadence: every five minutes in
 * the first hour, every hour until the second day.
 *
 * <p>It holds the way for the whole of its windows. It ends well with a sample that passes at their
 * end, or at the next one after it. It counts the time that was watched: while no engine is up the
 * windows stand still.
 *
 * <p>Whatever can be judged and is no pass is a failed sample. Defaults: the first one ends it; it
 * is blind, and fails, when nothing could be judged for three of its longest intervals; a sample
 * may take 30 s; on failure the run rolls back. Immutable: every method returns a changed copy.
 */
public final class Monitor {
  private final Gate gate;
  private final List<GatePolicy.Window> windows;
  private final @Nullable Duration blind;

  private Monitor(Gate gate, List<GatePolicy.Window> windows, @Nullable Duration blind) {
    this.gate = gate;
    this.windows = windows;
    this.blind = blind;
  }

  static Monitor named(Gate gate) {
    return new Monitor(gate, List.of(), null);
  }

  /** Returns this monitor, going on for so long, with a sample every so often. */
  public Monitor window(Duration length, Duration every) {
    Require.positive(length, "length of a window");
    Require.positive(every, "interval");
    List<GatePolicy.Window> more = new ArrayList<>(windows);
    more.add(new GatePolicy.Window(length, every));
    return new Monitor(gate, List.copyOf(more), blind);
  }

  /** Returns this monitor, failing on the n-th failed sample of all its windows; default 1. */
  public Monitor failsOn(int count) {
    return with(g -> g.failsOn(count));
  }

  /** Returns this monitor, failing on the n-th failed sample within a span. */
  public Monitor failsOn(int count, Duration span) {
    return with(g -> g.failsOn(count, span));
  }

  /** Returns this monitor, failing on the n-th failed sample in a row. */
  public Monitor failsOnInARow(int count) {
    return with(g -> g.failsOnInARow(count));
  }

  /** Returns this monitor, failing when nothing could be judged for so long without a break. */
  public Monitor blindFor(Duration span) {
    return new Monitor(gate, windows, Require.positive(span, "blind span"));
  }

  /** Returns this monitor, giving each sample so long; default 30 s. */
  public Monitor sampleTimeout(Duration limit) {
    return with(g -> g.sampleTimeout(limit));
  }

  /** Returns this monitor, failing at once when {@code danger} passes; asked beside each sample. */
  public Monitor abortOn(Check danger) {
    return with(g -> g.abortOn(danger));
  }

  /** Returns this monitor with what follows when it fails; default {@link OnFailure#ROLL_BACK}. */
  public Monitor onFailure(OnFailure action) {
    return with(g -> g.onFailure(action));
  }

  /** Returns this monitor with its text in the checklist; default its name. */
  public Monitor label(String text) {
    return with(g -> g.label(text));
  }

  /** Returns this monitor, covering these items of a checklist too. */
  public Monitor covers(String... ids) {
    return with(g -> g.covers(ids));
  }

  private Monitor with(UnaryOperator<Gate> change) {
    return new Monitor(change.apply(gate), windows, blind);
  }

  /** Returns the name. */
  public String name() {
    return gate.name();
  }

  /** Returns the windows, in order. */
  public List<GatePolicy.Window> windows() {
    return windows;
  }

  /** Returns the gate it is to the engine: one that opens at the end of the windows. */
  Gate gate() {
    Duration total = Duration.ZERO;
    Duration longest = Duration.ZERO;
    for (GatePolicy.Window window : windows) {
      total = total.plus(window.length());
      longest = window.every().compareTo(longest) > 0 ? window.every() : longest;
    }
    if (windows.isEmpty()) {
      return gate.with(p -> p.kind = GatePolicy.Kind.MONITOR); // which build() refuses
    }
    Duration blindness = blind != null ? blind : longest.multipliedBy(3);
    Duration end = total.plus(blindness).plus(longest);
    Duration first = windows.get(0).every();
    Consumer<GatePolicy> asMonitor =
        p -> {
          p.kind = GatePolicy.Kind.MONITOR;
          p.windows = windows;
          p.every = first;
          p.within = end;
          p.inconclusiveFor = blindness;
        };
    return gate.with(asMonitor);
  }

  @Override
  public String toString() {
    return "monitor " + name();
  }
}
