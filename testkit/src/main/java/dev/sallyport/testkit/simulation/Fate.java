package dev.sallyport.testkit.simulation;

import dev.sallyport.engine.Attempt;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of one call of a plan's code in a simulated run. Immutable.
 *
 * @param result how it ends if it is left alone
 * @param takes how long it takes until then; null if it never ends
 * @param effectAfter when, counted from its beginning, it takes effect; null if it never does
 * @param heedsInterrupt whether it stops at once when it is told to; if not, it goes on to its end
 */
public record Fate(
    Attempt.Result result,
    @Nullable Duration takes,
    @Nullable Duration effectAfter,
    boolean heedsInterrupt) {

  private static final Duration A_SECOND = Duration.ofSeconds(1);

  /** Returns the fate of a call that takes effect and ends well, a second after it began. */
  public static Fate succeeds(Attempt.Result result) {
    return new Fate(result, A_SECOND, A_SECOND, true);
  }

  /** Returns the fate of a call that throws after a second and had no effect. */
  public static Fate fails(Throwable thrown) {
    return new Fate(new Attempt.Result.Threw(thrown), A_SECOND, null, true);
  }

  /** Returns the fate of a call that throws after a second, when it has taken effect. */
  public static Fate failsAfterTheEffect(Throwable thrown) {
    return new Fate(new Attempt.Result.Threw(thrown), A_SECOND, A_SECOND, true);
  }

  /** Returns the fate of a call that goes on until it is told to stop. */
  public static Fate hangs(boolean takesEffect) {
    return new Fate(new Attempt.Result.Absent(), null, takesEffect ? A_SECOND : null, true);
  }

  /** Returns the fate of a call that goes on whatever it is told. */
  public static Fate cannotBeStopped(boolean takesEffect) {
    return new Fate(new Attempt.Result.Absent(), null, takesEffect ? A_SECOND : null, false);
  }

  /** Returns this fate with another length of time. */
  public Fate taking(Duration time) {
    return new Fate(result, time, effectAfter == null ? null : time, heedsInterrupt);
  }
}
