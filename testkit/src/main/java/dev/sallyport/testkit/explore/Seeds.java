package dev.sallyport.testkit.explore;

import java.util.ArrayList;
import java.util.List;

/** Reads cases as findings write them. */
final class Seeds {
  private Seeds() {}

  static List<Fault> parse(String seed) {
    List<Fault> faults = new ArrayList<>();
    if (!seed.isBlank()) {
      for (String part : seed.split("; ")) {
        faults.add(fault(part));
      }
    }
    return faults;
  }

  private static Fault fault(String text) {
    for (Trouble trouble : Trouble.values()) {
      String word = " " + trouble;
      int at = text.indexOf(word);
      int end = at + word.length();
      if (at > 0 && (end == text.length() || text.charAt(end) == ' ')) {
        return new Fault(text.substring(0, at), trouble, text.substring(end).strip());
      }
    }
    throw new IllegalArgumentException(
        "'" + text + "' names no fault. Give what a finding says after 'again:'.");
  }
}
