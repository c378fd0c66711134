package dev.sallyport.testkit.simulation;

import org.jspecify.annotations.Nullable;

/** How a scripted call of the plan's code ends. */
sealed interface CallEnd {

  /** It ends well, and made {@code value}; null for what the step's script gives, if anything. */
  record Makes(@Nullable Object value) implements CallEnd {}

  /** It throws and had no effect. */
  record Throws(Throwable thrown) implements CallEnd {}

  /** It takes effect, but nobody hears of it. */
  record LosesReply() implements CallEnd {}

  /** It never ends. */
  record Hangs() implements CallEnd {}

  /** It is a probe, and finds what the simulation knows. */
  record FindsTruth() implements CallEnd {}

  /** It is a probe, and finds nothing. */
  record FindsNothing() implements CallEnd {}

  /** It is a probe that cannot tell. */
  record CannotTell(String why) implements CallEnd {}

  /** The plan's own code is called. */
  record Real() implements CallEnd {}
}
