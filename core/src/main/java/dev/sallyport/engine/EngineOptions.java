package dev.sallyport.engine;

import dev.sallyport.journal.Event;
import dev.sallyport.journal.Journals;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What an engine works with. Immutable: every method returns a changed copy.
 *
 * <p>Defaults: journals in memory, the system's clock in UTC, draws from a new {@link
 * java.util.Random}, virtual threads where the Java platform has them and 64 threads elsewhere, no
 * listener and no inbox.
 */
public final class EngineOptions {
  private Journals journals = Journals.inMemory();
  private Clock clock = Clock.systemUTC();
  private @Nullable DoubleSupplier draws;
  private @Nullable Executor executor;
  private BiConsumer<Run, Event> listener = (run, event) -> {};
  private @Nullable Inbox inbox;
  private Duration closeTimeout = Duration.ofSeconds(10);

  private EngineOptions() {}

  /** Returns the defaults. */
  public static EngineOptions defaults() {
    return new EngineOptions();
  }

  /** Returns these options with journals kept there. */
  public EngineOptions journals(Journals place) {
    Objects.requireNonNull(place, "journals");
    return with(o -> o.journals = place);
  }

  /** Returns these options with that clock; it also times the checks. */
  public EngineOptions clock(Clock newClock) {
    Objects.requireNonNull(newClock, "clock");
    return with(o -> o.clock = newClock);
  }

  /** Returns these options with the random draws, from 0 to 1, that jitter takes. */
  public EngineOptions draws(DoubleSupplier source) {
    Objects.requireNonNull(source, "draws");
    return with(o -> o.draws = source);
  }

  /**
   * Returns these options with the user's code run on that executor, which is not closed with the
   * engine.
   */
  public EngineOptions executor(Executor newExecutor) {
    Objects.requireNonNull(newExecutor, "executor");
    return with(o -> o.executor = newExecutor);
  }

  /**
   * Returns these options with a listener told of every event of every run, once it is recorded, in
   * order; it must be quick. What it throws is logged and changes nothing.
   */
  public EngineOptions listener(BiConsumer<Run, Event> newListener) {
    Objects.requireNonNull(newListener, "listener");
    return with(o -> o.listener = newListener);
  }

  /**
   * Returns these options with how long closing the engine waits for what is under way; default 10
   * s.
   */
  public EngineOptions closeTimeout(Duration limit) {
    Objects.requireNonNull(limit, "limit");
    return with(o -> o.closeTimeout = limit);
  }

  /**
   * Returns these options with an inbox, by which people speak to runs from other processes; by
   * default there is none.
   */
  public EngineOptions inbox(Inbox newInbox) {
    Objects.requireNonNull(newInbox, "inbox");
    return with(o -> o.inbox = newInbox);
  }

  private EngineOptions with(Consumer<EngineOptions> change) {
    EngineOptions copy = new EngineOptions();
    copy.journals = journals;
    copy.clock = clock;
    copy.draws = draws;
    copy.executor = executor;
    copy.listener = listener;
    copy.inbox = inbox;
    copy.closeTimeout = closeTimeout;
    change.accept(copy);
    return copy;
  }

  Journals journals() {
    return journals;
  }

  Clock clock() {
    return clock;
  }

  @Nullable DoubleSupplier draws() {
    return draws;
  }

  @Nullable Executor executor() {
    return executor;
  }

  BiConsumer<Run, Event> listener() {
    return listener;
  }

  @Nullable Inbox inbox() {
    return inbox;
  }

  Duration closeTimeout() {
    return closeTimeout;
  }
}
