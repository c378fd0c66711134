package dev.sallyport.cli;

import java.util.function.Consumer;

/** How the process is told to end. */
@FunctionalInterface
interface Signals {

  /** Tells {@code listener} of every signal until what is returned is closed. */
  Subscription listen(Consumer<Kind> listener);

  /** What is asked for. */
  enum Kind {
    /** Ctrl-C: a person may be asked what is meant. */
    INTERRUPT,
    /** The process is to end. */
    TERMINATE
  }

  /** Ends the listening. */
  @FunctionalInterface
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }
}
