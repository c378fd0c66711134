package dev.sallyport.testkit.simulation;

import java.util.Locale;

/** What a script's verdicts are the verdicts of: a gate, a check wherever it is, a verification. */
record Judged(Kind kind, String name) {

  /** By what it is named. */
  enum Kind {
    GATE,
    CHECK,
    VERIFICATION;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
