package dev.sallyport.plan;

/**
 * A typed reference to a value a step can use: an {@link Input} of the plan or the output of a
 * {@link Step}. A secret is none of these.
 *
 * @param <T> the type of the value
 */
public sealed interface Ref<T> permits Input, Step {

  /** Returns the name under which the value was declared. */
  String name();

  /** Returns the type of the value. */
  Class<T> type();
}
