package dev.sallyport.cli;

import dev.sallyport.journal.Event;
import dev.sallyport.report.Report;
import dev.sallyport.report.Story;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneOffset;

/** One line of text an event, for logs and pipes. */
record LineDisplay(PrintStream out) implements Display {

  @Override
  public void event(Event event, Instant start) {
    out.println(Report.line(event, start, ZoneOffset.UTC));
    out.flush();
  }

  @Override
  public void refresh(Story story, Instant now) {
    // Each event has been shown.
  }

  @Override
  public void say(String text) {
    out.println(text);
    out.flush();
  }

  @Override
  public void settle() {
    // Nothing is ever drawn over.
  }
}
