package dev.sallyport.testkit.simulation;

import java.util.Objects;

/** A simulation in the midst of what becomes of a step. Immutable. */
public final class StepScript extends CallScript<StepScript> {

  StepScript(Script script, Target target) {
    super(script, target);
  }

  @Override
  StepScript going(Script longer) {
    return new StepScript(longer, target);
  }

  /** Has every further call end well. */
  public StepScript succeeds() {
    return and(new CallEnd.Makes(null), CallLines.FOR_EVER);
  }

  /** Has every further call end well and make {@code output}. */
  public StepScript returns(Object output) {
    return and(new CallEnd.Makes(Objects.requireNonNull(output, "output")), CallLines.FOR_EVER);
  }

  /** Has the next call take effect and lose its reply, so that its outcome is unknown. */
  public StepScript losesItsReply() {
    return and(new CallEnd.LosesReply(), 1);
  }

  /** Has a call under way when the engine dies take effect all the same. */
  public StepScript goesOnWithoutTheEngine() {
    return going(script.call(target, CallLines::goingOn));
  }
}
