package dev.sallyport.channels;

import dev.sallyport.check.CheckContext;
import dev.sallyport.plan.Channel.Message;
import dev.sallyport.plan.OutcomeUnknownException;
import java.time.Duration;

/**
 * Sends a message until it is taken, within the time that is left, and never twice.
 *
 * @param name the channel's name
 * @param pace the receiver's rate, shared by the copies of a channel
 */
record Delivery(String name, ChannelOptions options, Pace pace) {

  /** One attempt to send. */
  @FunctionalInterface
  interface Attempt<T> {
    T run(Duration limit) throws Setback, InterruptedException;
  }

  Delivery named(String other) {
    if (other.isBlank() || other.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "A channel's name must be one line of some words, but is '"
              + Texts.oneLine(other)
              + "'.");
    }
    return new Delivery(other, options, pace);
  }

  Delivery with(ChannelOptions other) {
    return new Delivery(name, other, pace);
  }

  /**
   * Makes attempts until one succeeds.
   *
   * @param where the receiver's address, without anything secret
   * @param repeatable whether the receiver takes a message that is sent twice only once
   */
  <T> T deliver(
      Message message, String where, boolean repeatable, CheckContext context, Attempt<T> attempt)
      throws NotSentException, OutcomeUnknownException, InterruptedException {
    Telling telling = new Telling(message, name, where);
    boolean unknown = false;
    for (int made = 1; ; made++) {
      Setback setback;
      try {
        pace.await(context);
        return attempt.run(context.remaining(options.requestTimeout()));
      } catch (Setback e) {
        setback = e;
      }
      unknown |= setback.kind() == Setback.Kind.UNKNOWN;
      Duration wait =
          longer(options.retry().delayAfter(made, options.draw()), setback.retryAfter());
      if (!again(setback, repeatable)
          || made >= options.retry().attempts()
          || wait.compareTo(context.remaining()) >= 0) {
        if (unknown) {
          throw telling.unknown(setback, made, repeatable);
        }
        throw telling.notSent(setback, made, wait, context.remaining());
      }
      context.pause(wait);
    }
  }

  private static boolean again(Setback setback, boolean repeatable) {
    return switch (setback.kind()) {
      case REFUSED -> false;
      case NOT_TAKEN -> true;
      case UNKNOWN -> repeatable;
    };
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
