package dev.sallyport.engine;

import dev.sallyport.journal.Work;
import dev.sallyport.plan.Channel;
import dev.sallyport.plan.Gate;
import java.time.Duration;
import java.time.Instant;

/**
 * What a driver is to do for a run, once everything recorded before it is durable: the commands of
 * the core.
 */
public sealed interface Order {

  /** Call the user's code, and tell the core how that ended. */
  record Call(Attempt attempt) implements Order {}

  /**
   * Ask the checks of a gate, and tell the core what they said; nothing, if a sample for that unit
   * is being taken already.
   *
   * @param unit the unit of the run that is judged
   * @param path its path
   * @param work {@link Work#RUN} for a gate on the way, {@link Work#UNDO} for an undo's
   *     verification
   * @param askedAt when the core asked for it
   */
  record TakeSample(int unit, String path, Work work, Gate gate, Instant askedAt)
      implements Order {}

  /** Tell the core when it is that time; this replaces what was asked for that unit before. */
  record Wake(int unit, Instant at) implements Order {}

  /**
   * Send a message, and tell the core how that ended.
   *
   * @param unit the unit of the run that announces
   * @param number counts the sendings of that announcement
   * @param within how long that may take
   */
  record Announce(
      int unit, String path, int number, Channel channel, Channel.Message message, Duration within)
      implements Order {}

  /** Tell the attempt to stop; it is awaited all the same. */
  record Interrupt(Attempt attempt) implements Order {}
}
