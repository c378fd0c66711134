package dev.sallyport.checks.files;

import java.util.OptionalDouble;

/**
 * One result of a static analysis.
 *
 * @param severity its rule's {@code security-severity}
 * @param baseline its {@code baselineState}; empty where there is none
 * @param suppressed whether it has suppressions, and all of them are accepted
 */
record Finding(
    String rule,
    Findings.Level level,
    OptionalDouble severity,
    String baseline,
    boolean suppressed,
    String place,
    String message) {

  String words() {
    String where = place.isEmpty() ? "" : " in " + place;
    return level.word() + " " + rule + where + (message.isEmpty() ? "" : ": " + message);
  }
}
