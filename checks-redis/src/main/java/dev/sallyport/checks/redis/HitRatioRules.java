package dev.sallyport.checks.redis;

import dev.sallyport.check.Objection;
import dev.sallyport.check.Percent;
import dev.sallyport.check.Threshold;
import dev.sallyport.check.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What share of the lookups found their key, and whether that is enough. Pure.
 *
 * @param minimum how many lookups are needed to judge at all
 * @param confidence how sure the bound must be, as a fraction
 */
record HitRatioRules(long minimum, double confidence) {
  // the third counter only ever grows with any traffic: it tells of a reset that the others hide
  private static final List<String> COUNTERS =
      List.of("keyspace_hits", "keyspace_misses", "total_commands_processed");

  /** Returns what keeps the window from being counted. */
  static List<Objection> problems(Window window) {
    List<Objection> findings = new ArrayList<>();
    Absence.ofAll(window.after()).ifPresent(findings::add);
    if (!findings.isEmpty()) {
      return findings;
    }
    for (Member member : window.after().silent()) {
      boolean gone =
          Standing.of(window.after(), member) == Standing.FAILED
              && window.after().slotsBySay(member.id()).isEmpty()
              && window.before().peer(member.id()).isEmpty();
      if (!gone) {
        findings.add(Absence.unread(window.after(), member));
      }
    }
    findings.addAll(window.problems(COUNTERS));
    return findings;
  }

  /**
   * Returns the sums over all nodes; a mean of their ratios would weigh an idle one like a busy
   * one.
   */
  static Tally tally(Window window) {
    long hits = window.spans().stream().mapToLong(span -> span.delta("keyspace_hits")).sum();
    long misses = window.spans().stream().mapToLong(span -> span.delta("keyspace_misses")).sum();
    return new Tally(hits, misses);
  }

  /** Returns what keeps {@code tally} from being compared; empty if nothing does. */
  Optional<Objection> tooFew(Tally tally) {
    if (tally.lookups() >= minimum) {
      return Optional.empty();
    }
    return Optional.of(
        Objection.unknown(
            tally.lookups() == 0 ? Verdict.Cause.NO_DATA : Verdict.Cause.TOO_FEW_SAMPLES,
            "too-few-lookups",
            "",
            "There were " + tally.lookups() + " lookups in the window, not " + minimum,
            "Send traffic, or look over a longer window: over(...)."));
  }

  Percent lower(Tally tally) {
    return Percent.of(100 * Wilson.lower(tally.hits(), tally.lookups(), confidence));
  }

  Percent upper(Tally tally) {
    return Percent.of(100 * Wilson.upper(tally.hits(), tally.lookups(), confidence));
  }

  /** Says whether the threshold is kept, broken, or neither with the confidence asked for. */
  Proof proof(Tally tally, Threshold<Percent> threshold) {
    boolean low = threshold.holds(lower(tally));
    boolean high = threshold.holds(upper(tally));
    if (low && high) {
      return Proof.KEPT;
    }
    return low || high ? Proof.OPEN : Proof.BROKEN;
  }

  /** What the counts prove. */
  enum Proof {
    KEPT,
    BROKEN,
    OPEN
  }

  /** Lookups that found their key, and lookups that did not. */
  record Tally(long hits, long misses) {

    long lookups() {
      return hits + misses;
    }
  }
}
