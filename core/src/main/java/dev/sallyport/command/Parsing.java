package dev.sallyport.command;

import dev.sallyport.check.Evidence;
import dev.sallyport.check.Quantities;
import dev.sallyport.check.Reading;

/** Reads a value from a finished command, or says why there is none. */
final class Parsing {
  private Parsing() {}

  /** Returns the value; no data if nothing was printed; an error if it cannot be believed. */
  static <T> Reading<T> read(CommandResult result, Parser<T> parser, Evidence evidence) {
    if (result.stdout().dropped() > 0) {
      return Reading.error(
          "its output is too long to be captured whole; "
              + result.stdout().dropped()
              + " bytes were dropped (raise capture(...))",
          evidence);
    }
    if (!result.outputComplete()) {
      return Reading.error("its output was not read to its end", evidence);
    }
    String output = result.stdout().text();
    if (output.isBlank()) {
      return Reading.noData("it printed nothing", evidence);
    }
    T value;
    try {
      value = parser.parse(output);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Reading.error("reading its output was interrupted", evidence);
    } catch (Exception e) {
      return Reading.error("its output cannot be read (" + e + ")", evidence);
    }
    if (value == null) {
      return Reading.error("its output cannot be read (the parser gave null)", evidence);
    }
    return Reading.value(value, evidence.and("", "value", Quantities.show(value)));
  }
}
