package dev.sallyport.check;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeoutException;

/**
 * Takes the values of secrets out of any text that came from outside, before it becomes evidence or
 * an error.
 *
 * <p>Immutable and thread-safe; {@code toString} shows no secret.
 */
public final class Redactor {
  /** What stands where a secret stood. */
  public static final String MASK = "***";

  private final List<String> secrets;

  private Redactor(List<String> secrets) {
    this.secrets = secrets;
  }

  /** Returns a redactor of these values; empty ones are left out, as they stand everywhere. */
  public static Redactor of(Collection<String> secrets) {
    // longest first, so that a secret within another leaves no remainder
    return new Redactor(
        secrets.stream()
            .filter(secret -> !secret.isEmpty())
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList());
  }

  /** Returns the text with every secret masked. */
  public String clean(String text) {
    String clean = text;
    for (String secret : secrets) {
      clean = clean.replace(secret, MASK);
    }
    return clean;
  }

  /**
   * Returns the text with every secret masked, white space and control characters folded into
   * single spaces, and cut to {@code limit} characters.
   */
  public String line(String text, int limit) {
    String line = clean(text).replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    return line.length() <= limit ? line : line.substring(0, limit) + "...";
  }

  /**
   * Returns what the first cause of a problem says, as a {@link #line}; its class's name if it says
   * nothing.
   */
  public String words(Throwable problem, int limit) {
    Throwable first = problem;
    while (first.getCause() != null) {
      first = first.getCause();
    }
    String said = first.getMessage();
    if (said != null && !said.isBlank()) {
      return line(said, limit);
    }
    return first instanceof TimeoutException
        ? "no answer within the deadline"
        : first.getClass().getSimpleName();
  }

  /** Returns whether the text holds a secret. */
  public boolean finds(String text) {
    return secrets.stream().anyMatch(text::contains);
  }

  @Override
  public String toString() {
    return secrets.size() + " secrets";
  }
}
