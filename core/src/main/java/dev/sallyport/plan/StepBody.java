package dev.sallyport.plan;

import org.jspecify.annotations.Nullable;

/** The shapes of a step's code: with an output or without, by the number of values it uses. */
public final class StepBody {
  private StepBody() {}

  /** Code that uses no value and makes an output. */
  @FunctionalInterface
  public interface Makes0<O> {
    /** Does the work. */
    O run(StepContext context) throws Exception;
  }

  /** Code that uses one value and makes an output. */
  @FunctionalInterface
  public interface Makes1<A, O> {
    /** Does the work. */
    O run(StepContext context, A a) throws Exception;
  }

  /** Code that uses two values and makes an output. */
  @FunctionalInterface
  public interface Makes2<A, B, O> {
    /** Does the work. */
    O run(StepContext context, A a, B b) throws Exception;
  }

  /** Code that uses three values and makes an output. */
  @FunctionalInterface
  public interface Makes3<A, B, C, O> {
    /** Does the work. */
    O run(StepContext context, A a, B b, C c) throws Exception;
  }

  /** Code that uses four values and makes an output. */
  @FunctionalInterface
  public interface Makes4<A, B, C, D, O> {
    /** Does the work. */
    O run(StepContext context, A a, B b, C c, D d) throws Exception;
  }

  /** Code that uses no value and makes none. */
  @FunctionalInterface
  public interface Does0 {
    /** Does the work. */
    void run(StepContext context) throws Exception;
  }

  /** Code that uses one value and makes none. */
  @FunctionalInterface
  public interface Does1<A> {
    /** Does the work. */
    void run(StepContext context, A a) throws Exception;
  }

  /** Code that uses two values and makes none. */
  @FunctionalInterface
  public interface Does2<A, B> {
    /** Does the work. */
    void run(StepContext context, A a, B b) throws Exception;
  }

  /** Code that uses three values and makes none. */
  @FunctionalInterface
  public interface Does3<A, B, C> {
    /** Does the work. */
    void run(StepContext context, A a, B b, C c) throws Exception;
  }

  /** Code that uses four values and makes none. */
  @FunctionalInterface
  public interface Does4<A, B, C, D> {
    /** Does the work. */
    void run(StepContext context, A a, B b, C c, D d) throws Exception;
  }

  /** Code that takes the effect of a step back, given what the step made. */
  @FunctionalInterface
  public interface Undo<O> {
    /** Takes the effect back; must leave the system as if the step had not run. */
    void undo(StepContext context, O made) throws Exception;
  }

  /** Code that runs once when a phase is rolled back, after the undo of its steps. */
  @FunctionalInterface
  public interface PhaseUndo {
    /** Does what remains to be done for the phase as a whole. */
    void undo(StepContext context) throws Exception;
  }

  /** Code that finds out, without changing anything, whether a step took effect. */
  @FunctionalInterface
  public interface Probe<O> {
    /** Looks whether the step took effect. */
    Probed<O> probe(StepContext context) throws Exception;
  }

  /** The code of a step whatever its shape; values come in the order of {@code using}. */
  @FunctionalInterface
  interface Any<O> {
    @Nullable O run(StepContext context, @Nullable Object[] values) throws Exception;
  }
}
