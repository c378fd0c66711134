package dev.sallyport.checks.files;

import dev.sallyport.check.Objection;
import dev.sallyport.check.Quantities;
import dev.sallyport.check.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How new a file must be. Pure.
 *
 * @param within how long ago it may have been written at most
 * @param newerThan the path of a file that must not have been written later
 */
record Freshness(Optional<Duration> within, Optional<String> newerThan) {
  static final Freshness ANY = new Freshness(Optional.empty(), Optional.empty());

  /** Clocks of a file server and of this machine may differ by that. */
  private static final Duration SKEW = Duration.ofSeconds(10);

  /**
   * Returns what is wrong with the age of a file.
   *
   * @param reference when the file was written that this one must be newer than
   */
  List<Objection> findings(String file, Instant written, Instant now, Optional<Instant> reference) {
    List<Objection> findings = new ArrayList<>();
    Duration age = Duration.between(written, now);
    if (age.plus(SKEW).isNegative()) {
      findings.add(
          Objection.unknown(
              Verdict.Cause.AMBIGUOUS,
              "from-the-future",
              file,
              file + " was written " + Quantities.show(age.negated()) + " from now",
              "Compare the clocks of this machine and of the one that wrote it."));
    }
    within
        .filter(limit -> age.compareTo(limit) > 0)
        .ifPresent(limit -> findings.add(stale(file, age, "more than " + Quantities.show(limit))));
    reference
        .filter(written::isBefore)
        .ifPresent(
            since -> findings.add(stale(file, age, "before " + newerThan.orElse("") + " was")));
    return findings;
  }

  private static Objection stale(String file, Duration age, String rule) {
    return Objection.pending(
        "stale-file",
        file,
        file + " was written " + Quantities.show(age) + " ago, " + rule,
        "It is of an earlier run; wait for this one's, and look whether it runs at all.");
  }

  String rule() {
    return within.map(limit -> ", written within " + Quantities.show(limit)).orElse("")
        + newerThan.map(other -> ", newer than " + other).orElse("");
  }
}
