package dev.sallyport.plan;

/**
 * What a step declares about its effect on the world.
 *
 * @param <O> the step's output
 */
public sealed interface Effect<O> {

  /** The effect can be taken back. */
  record Reversible<O>(StepBody.Undo<O> undo, UndoPolicy policy) implements Effect<O> {}

  /** The effect stays, and that is accepted. */
  record Irreversible<O>(String why) implements Effect<O> {}

  /** There is none. */
  record ReadOnly<O>() implements Effect<O> {}
}
