package dev.sallyport.checks.http;

import java.util.Comparator;
import java.util.List;

/** Takes the values of secrets out of any text that came from outside, and shortens it. */
final class Redactor {
  private static final String MASK = "***";

  private final List<String> secrets;

  /** Longest first, so that a secret within another leaves no remainder. */
  Redactor(List<String> secrets) {
    this.secrets =
        secrets.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList();
  }

  /** Returns the text without secrets and control characters, at most {@code limit} characters. */
  String clean(String text, int limit) {
    String clean = text;
    for (String secret : secrets) {
      clean = clean.replace(secret, MASK);
    }
    clean = clean.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    return clean.length() <= limit ? clean : clean.substring(0, limit) + "...";
  }

  @Override
  public String toString() {
    return secrets.size() + " secrets";
  }
}
