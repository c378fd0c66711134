package dev.sallyport.testkit.simulation;

import java.util.Objects;

/**
 * A simulation in the midst of what a probe finds; behind the last line, what the simulation knows.
 * Immutable.
 */
public final class ProbeScript extends CallScript<ProbeScript> {

  ProbeScript(Script script, Target target) {
    super(script, target);
  }

  @Override
  ProbeScript going(Script longer) {
    return new ProbeScript(longer, target);
  }

  /** Has every further call find that the step took no effect. */
  public ProbeScript findsNothing() {
    return and(new CallEnd.FindsNothing(), CallLines.FOR_EVER);
  }

  /** Has every further call find the step done, with the output that its script gives it. */
  public ProbeScript findsItDone() {
    return and(new CallEnd.Makes(null), CallLines.FOR_EVER);
  }

  /** Has every further call find the step done, with that output. */
  public ProbeScript finds(Object output) {
    return and(new CallEnd.Makes(Objects.requireNonNull(output, "output")), CallLines.FOR_EVER);
  }

  /** Has every further call find that it cannot be told. */
  public ProbeScript cannotTell(String why) {
    return and(new CallEnd.CannotTell(why), CallLines.FOR_EVER);
  }
}
