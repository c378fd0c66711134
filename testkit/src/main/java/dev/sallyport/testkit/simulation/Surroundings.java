package dev.sallyport.testkit.simulation;

import dev.sallyport.check.Verdict;
import dev.sallyport.engine.Attempt;
import dev.sallyport.engine.Order;
import dev.sallyport.engine.RunCore;
import dev.sallyport.engine.Waiting;
import dev.sallyport.journal.Event;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Everything a simulated run meets: the systems its steps change, the readings of its checks,
 * people, and the engine's own death.
 */
public interface Surroundings {

  /** Returns what becomes of a call of the plan's code that begins now. */
  Fate begins(Attempt attempt, Clock clock);

  /**
   * Is told that a call takes effect now, as its fate says.
   *
   * @return how the call is to end, if that shows only now; null to end as its fate says
   */
  Attempt.@Nullable Result takesEffect(Attempt attempt);

  /** Returns what a gate's checks say, asked now. */
  Answer asks(Order.TakeSample asked, Clock clock);

  /** Returns what becomes of an announcement that is sent now; by default it arrives at once. */
  default Delivery announces(Order.Announce announcement, Clock clock) {
    return Delivery.arrives();
  }

  /**
   * Lets a person say something, once the run has waited {@link #patience} for it; may say nothing.
   */
  void waits(Waiting waiting, RunCore run, Instant now);

  /** Returns how long people take to answer. */
  default Duration patience() {
    return Duration.ofMinutes(1);
  }

  /**
   * Returns after how many samples without any other event a run that waits for an answer is left:
   * a watch goes on being asked, and nobody will come any more.
   */
  default int samplesUnanswered() {
    return 20_000;
  }

  /**
   * Returns whether the engine dies before an event is recorded; asked again for what is recorded
   * in its place.
   */
  default boolean diesBefore(int record, Event event) {
    return false;
  }

  /**
   * Returns whether the engine dies when an event is recorded, before anything is done about it.
   */
  default boolean diesAfter(int record, Event event) {
    return false;
  }

  /**
   * Returns whether a call that was under way when the engine died takes effect all the same; asked
   * only of calls whose effect was still to come.
   */
  default boolean goesOnAlone(Attempt attempt) {
    return false;
  }

  /**
   * Is given, before the run begins, the diary of people who come at a time of their own, whether
   * the run waits for them or not.
   */
  default void plansAhead(Diary diary) {}

  /** Lets an operator say something right after an event was recorded. */
  default void recorded(int record, Event event, RunCore run, Instant now) {}

  /**
   * What becomes of an announcement.
   *
   * @param receipt what the channel calls it; null if it is not sent
   * @param why why it is not
   * @param takes how long the channel takes; null for ever
   */
  record Delivery(@Nullable String receipt, String why, @Nullable Duration takes) {
    /** Returns an announcement that arrives at once. */
    public static Delivery arrives() {
      return new Delivery("simulated", "", Duration.ZERO);
    }
  }

  /** When people come and say something to the run; an engine's death does not cancel it. */
  @FunctionalInterface
  interface Diary {
    /** Has somebody come at that time, and say this to the run as it then is. */
    void at(Instant time, Consumer<RunCore> says);
  }

  /**
   * What the checks of a gate say.
   *
   * @param danger what the gate's {@code abortOn} check says; null if it has none
   * @param takes how long the answer takes; null for ever
   */
  record Answer(Verdict verdict, @Nullable Verdict danger, @Nullable Duration takes) {}
}
