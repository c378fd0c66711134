package dev.sallyport.testkit.simulation;

import java.time.Duration;
import java.util.Objects;

/**
 * A simulation in the midst of what becomes of one piece of the plan's code. Its calls end as the
 * lines say, one after the other; behind the last line they end well. Immutable.
 *
 * @param <S> the kind of script it is
 */
public abstract class CallScript<S extends CallScript<S>> extends Simulation {
  final Target target;

  CallScript(Script script, Target target) {
    super(script);
    this.target = target;
  }

  abstract S going(Script longer);

  final S and(CallEnd end, int times) {
    return going(script.call(target, lines -> lines.and(end, times)));
  }

  /** Has every further call throw, without an effect. */
  public final S fails(Throwable thrown) {
    Objects.requireNonNull(thrown, "thrown");
    return and(new CallEnd.Throws(thrown), CallLines.FOR_EVER);
  }

  /** Has the next call throw, without an effect. */
  public final S failsOnce(Throwable thrown) {
    return fails(1, thrown);
  }

  /**
   * Has the next so many calls throw, without an effect.
   *
   * @throws IllegalArgumentException if that is less than one
   */
  public final S fails(int times, Throwable thrown) {
    Objects.requireNonNull(thrown, "thrown");
    if (times < 1) {
      throw new IllegalArgumentException(
          "'" + target.path() + "' is to fail " + times + " times. Let it fail at least once.");
    }
    return and(new CallEnd.Throws(thrown), times);
  }

  /** Has every further call go on, without an effect, until it is told to stop. */
  public final S hangs() {
    return and(new CallEnd.Hangs(), CallLines.FOR_EVER);
  }

  /** Has the next call go on, without an effect, until it is told to stop. */
  public final S hangsOnce() {
    return and(new CallEnd.Hangs(), 1);
  }

  /**
   * Has every further call made to the plan's own code, on the test's thread, when the engine calls
   * it; its reply comes so much later as it {@link #takes}.
   */
  public final S runsForReal() {
    return and(new CallEnd.Real(), CallLines.FOR_EVER);
  }

  /**
   * Gives the time that each call takes, and after which it takes effect; default a second.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public final S takes(Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException(
          "'" + target.path() + "' is to take " + time + ". Give it no time or some.");
    }
    return going(script.call(target, lines -> lines.taking(time)));
  }

  /** Has its calls go on although they are told to stop. */
  public final S ignoresInterrupts() {
    return going(script.call(target, CallLines::ignoringInterrupts));
  }
}
