package dev.sallyport.testkit.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is scripted for one piece of the plan's code. Immutable.
 *
 * @param lines how its calls end, one after the other
 * @param takes how long each takes; null for the usual second
 * @param heedsInterrupt whether it stops when it is told to
 * @param goesOn whether it takes effect although the engine dies under it
 */
record CallLines(
    List<Line> lines, @Nullable Duration takes, boolean heedsInterrupt, boolean goesOn) {
  static final int FOR_EVER = Integer.MAX_VALUE;
  static final CallLines NONE = new CallLines(List.of(), null, true, false);

  CallLines {
    lines = List.copyOf(lines);
  }

  /** So many calls that end in the same way. */
  record Line(CallEnd end, int times) {}

  CallLines and(CallEnd end, int times) {
    List<Line> more = new ArrayList<>(lines);
    more.add(new Line(end, times));
    return new CallLines(more, takes, heedsInterrupt, goesOn);
  }

  CallLines taking(Duration time) {
    return new CallLines(lines, time, heedsInterrupt, goesOn);
  }

  CallLines ignoringInterrupts() {
    return new CallLines(lines, takes, false, goesOn);
  }

  CallLines goingOn() {
    return new CallLines(lines, takes, heedsInterrupt, true);
  }

  /** Returns how the n-th call ends; null if the script has no line for it. */
  @Nullable CallEnd end(int number) {
    long last = 0;
    for (Line line : lines) {
      last += line.times();
      if (number <= last) {
        return line.end();
      }
    }
    return null;
  }

  /** Returns whether a line can never be reached, because the one before it lasts for ever. */
  boolean hasUnreachable() {
    return lines.stream().limit(Math.max(0, lines.size() - 1)).anyMatch(l -> l.times() == FOR_EVER);
  }

  boolean callsThePlan() {
    return lines.stream().anyMatch(line -> line.end() instanceof CallEnd.Real);
  }

  /** Returns what the script says that the step makes; null if it says nothing of it. */
  @Nullable Object output() {
    Object output = null;
    for (Line line : lines) {
      if (line.end() instanceof CallEnd.Makes makes && makes.value() != null) {
        output = makes.value();
      }
    }
    return output;
  }
}
