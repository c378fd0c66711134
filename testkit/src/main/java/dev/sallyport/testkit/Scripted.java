package dev.sallyport.testkit;

import dev.sallyport.check.Check;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Metric;
import dev.sallyport.check.Reading;
import dev.sallyport.check.Verdict;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Checks and metrics that read a script instead of a system. After its last line a script stays
 * there.
 *
 * <p>Thread-safe; but a script is read by whoever comes first, so give each gate its own.
 */
public final class Scripted {
  private Scripted() {}

  /** Returns a metric that reads these values, one a sample; {@code null} stands for no data. */
  @SafeVarargs
  public static <Q extends Comparable<? super Q>> Metric<Q> metric(String name, Q... values) {
    List<Reading<Q>> readings = new java.util.ArrayList<>();
    for (Q value : values) {
      Evidence evidence = Evidence.of("script of " + name, ManualClock.START);
      readings.add(
          value == null
              ? Reading.noData("the script says so", evidence)
              : Reading.value(value, evidence));
    }
    return metric(name, List.copyOf(readings));
  }

  /** Returns a metric that gives these readings, one a sample. */
  public static <Q extends Comparable<? super Q>> Metric<Q> metric(
      String name, List<Reading<Q>> readings) {
    Script<Reading<Q>> script = new Script<>(readings);
    return Metric.of(name, context -> script.next());
  }

  /** Returns a check that gives these verdicts, one a sample. */
  public static Check check(String name, Verdict... verdicts) {
    Script<Verdict> script = new Script<>(List.of(verdicts));
    return Check.of(name, context -> script.next());
  }

  /** Returns a passing verdict without evidence to speak of. */
  public static Verdict passes(String reason) {
    return Verdict.pass(reason, evidence());
  }

  /** Returns a "not yet" without evidence to speak of. */
  public static Verdict waits(String reason) {
    return Verdict.pending("scripted", reason, evidence());
  }

  /** Returns a failing verdict without evidence to speak of. */
  public static Verdict fails(String reason) {
    return Verdict.fail("scripted", reason, evidence());
  }

  /** Returns a verdict that nothing was there to judge. */
  public static Verdict noData(String reason) {
    return Verdict.inconclusive(Verdict.Cause.NO_DATA, reason, evidence());
  }

  /** Returns a verdict that the system could not be read. */
  public static Verdict cannotRead(String reason) {
    return Verdict.inconclusive(Verdict.Cause.ERROR, reason, evidence());
  }

  private static Evidence evidence() {
    return Evidence.of("script", ManualClock.START);
  }

  /** What comes next, line by line. */
  private static final class Script<T> {
    private final List<T> lines;
    private final AtomicInteger next = new AtomicInteger();

    Script(List<T> lines) {
      if (lines.isEmpty()) {
        throw new IllegalArgumentException("A script needs at least one line.");
      }
      this.lines = lines;
    }

    T next() {
      int line = next.getAndUpdate(at -> Math.min(at + 1, lines.size() - 1));
      return lines.get(line);
    }
  }
}
