package dev.sallyport.testkit.simulation;

import dev.sallyport.check.Check;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Sample;
import dev.sallyport.check.Verdict;
import dev.sallyport.journal.Failure;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a check says from some time on.
 *
 * @param from how long after its gate was reached
 * @param kind what it does
 * @param says makes its verdict; null if it is asked for real, or gives none
 * @param takes how long an answer takes
 */
record GateLine(Duration from, Kind kind, @Nullable Says says, Duration takes) {

  /** Returns what a check says by this line. */
  Verdict verdict(Check check, Sample sample) {
    if (says != null) {
      return says.verdict(Evidence.of("script of " + check.name(), sample.startedAt()));
    }
    try {
      return check.judge(sample);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return error(check, "The check was interrupted.", sample);
    } catch (Exception e) {
      return error(check, "The check threw " + Failure.of(e) + ".", sample);
    }
  }

  private static Verdict error(Check check, String why, Sample sample) {
    return Verdict.inconclusive(
        Verdict.Cause.ERROR, why, Evidence.of(check.name(), sample.startedAt()));
  }

  /** What a check does. */
  enum Kind {
    SAYS,
    HANGS,
    RUNS_FOR_REAL
  }

  /** Makes a verdict that rests on that evidence. */
  @FunctionalInterface
  interface Says {
    Verdict verdict(Evidence evidence);
  }
}
