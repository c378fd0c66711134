package dev.sallyport.testkit.simulation;

/** A simulation in the midst of what becomes of an undo. Immutable. */
public final class UndoScript extends CallScript<UndoScript> {

  UndoScript(Script script, Target target) {
    super(script, target);
  }

  @Override
  UndoScript going(Script longer) {
    return new UndoScript(longer, target);
  }

  /** Has every further call end well. */
  public UndoScript succeeds() {
    return and(new CallEnd.Makes(null), CallLines.FOR_EVER);
  }

  /** Has the next call take effect and lose its reply, so that its outcome is unknown. */
  public UndoScript losesItsReply() {
    return and(new CallEnd.LosesReply(), 1);
  }

  /** Has a call under way when the engine dies take effect all the same. */
  public UndoScript goesOnWithoutTheEngine() {
    return going(script.call(target, CallLines::goingOn));
  }
}
