package dev.sallyport.cli;

import dev.sallyport.journal.Event;
import dev.sallyport.report.Report;
import dev.sallyport.report.Story;
import java.io.PrintStream;
import java.time.Instant;

/** One JSON object an event; what is meant for people goes to the other stream. */
record JsonDisplay(PrintStream out, PrintStream people) implements Display {

  @Override
  public void event(Event event, Instant start) {
    out.println(Report.json(event));
    out.flush();
  }

  @Override
  public void refresh(Story story, Instant now) {
    // Each event has been written.
  }

  @Override
  public void say(String text) {
    people.println(text);
    people.flush();
  }

  @Override
  public void settle() {
    // Nothing is ever drawn over.
  }
}
