package dev.sallyport.plan;

import java.util.ArrayList;
import java.util.List;

/** The problems found so far. */
final class Problems {
  private final List<Problem> found = new ArrayList<>();

  void add(String code, String path, Source source, String message, String wayOut) {
    found.add(new Problem(code, path, source.toString(), message, wayOut));
  }

  /** Checks the name of something; a bad one would make its path ambiguous. */
  void checkName(String name, String what, String path, Source source) {
    boolean bad =
        name.isBlank()
            || !name.equals(name.strip())
            || name.startsWith("@")
            || name.length() > 100
            || name.chars().anyMatch(c -> c == '/' || Character.isISOControl(c));
    if (bad) {
      add(
          "DSL-112",
          path,
          source,
          "the " + what + " name '" + name + "' cannot be part of a path.",
          "Use 1 to 100 characters without '/', line breaks, a leading '@' or blanks at the ends.");
    }
  }

  void throwIfAny(String plan) {
    if (!found.isEmpty()) {
      throw new InvalidPlanException(plan, found);
    }
  }
}
