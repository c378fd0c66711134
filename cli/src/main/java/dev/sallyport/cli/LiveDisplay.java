package dev.sallyport.cli;

import dev.sallyport.journal.Event;
import dev.sallyport.report.Story;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A compact block on a terminal, drawn anew in its place when it changes. */
final class LiveDisplay implements Display {
  private static final Duration SIZE_HOLDS = Duration.ofSeconds(5);

  private final PrintStream out;
  private final Screen screen;
  private List<String> shown = List.of();
  private Screen.Size size;
  private @Nullable Instant sizeAt;

  LiveDisplay(PrintStream out, Screen screen) {
    this.out = out;
    this.screen = screen;
    this.size = screen.size();
  }

  @Override
  public void event(Event event, Instant start) {
    // The next refresh shows it.
  }

  @Override
  public void refresh(Story story, Instant now) {
    if (sizeAt == null || sizeAt.plus(SIZE_HOLDS).isBefore(now)) {
      size = screen.size();
      sizeAt = now;
    }
    List<String> lines = new LiveBlock(size, screen.hasColours()).lines(story, now);
    if (!lines.equals(shown)) {
      out.print(erase() + String.join("\n", lines) + "\n");
      out.flush();
      shown = lines;
    }
  }

  @Override
  public void say(String text) {
    out.print(erase() + text + "\n");
    out.flush();
    shown = List.of();
  }

  @Override
  public void settle() {
    shown = List.of();
  }

  /** Returns what moves up to where the block began and clears the screen from there. */
  private String erase() {
    return shown.isEmpty() ? "" : "\u001b[" + shown.size() + "A\r\u001b[J";
  }
}
