package dev.sallyport.cli;

import dev.sallyport.journal.Event;

/** Something the session has to look at. */
sealed interface Note {
  /** The run recorded an event. */
  record Happened(Event event) implements Note {}

  /** The process was told to end. */
  record Signalled(Signals.Kind kind) implements Note {}

  /** A person typed a line. */
  record Typed(String line) implements Note {}

  /** Nobody can type any more. */
  record NobodyThere() implements Note {}

  /** The engine lost the run before its end. */
  record Lost(String why) implements Note {}
}
