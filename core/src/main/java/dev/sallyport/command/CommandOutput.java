package dev.sallyport.command;

import java.util.List;
import java.util.Objects;

/**
 * What a command wrote to one of its two streams, without the secrets it was given. Immutable.
 *
 * @param text the text; where bytes were dropped, a line that says so stands in their place
 * @param dropped how many bytes were dropped from the middle, because the text was longer than the
 *     capture limits
 */
public record CommandOutput(String text, long dropped) {

  /** Refuses null. */
  public CommandOutput {
    Objects.requireNonNull(text, "text");
  }

  /** Returns the text as reports show it: no colours, no other control characters. */
  public String plain() {
    return Ansi.strip(text);
  }

  /** Returns at most the last {@code count} lines of {@link #plain} that are not blank. */
  public List<String> lastLines(int count) {
    List<String> lines = plain().lines().filter(line -> !line.isBlank()).toList();
    return lines.subList(Math.max(0, lines.size() - count), lines.size());
  }
}
