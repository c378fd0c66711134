package dev.sallyport.check;

import java.util.Objects;

/**
 * A check reads one real system and judges what it saw; it never changes anything.
 *
 * <p>Implement it for a technology of your own, or take one from a checks module. A check that
 * cannot judge says {@link Verdict.Inconclusive}; it does not guess. A check that throws is
 * recorded as inconclusive with {@link Verdict.Cause#ERROR}. Implementations must be safe for use
 * by several threads at once: the same check may stand in two gates.
 */
public interface Check {

  /** Returns the check's name as reports show it, for example {@code redis slot-coverage}. */
  String name();

  /**
   * Reads the system once and judges it.
   *
   * @param context the sample being taken: its instant, its deadline, secrets
   * @throws Exception if the system could not be read; recorded as inconclusive, never as a pass
   */
  Verdict judge(CheckContext context) throws Exception;

  /**
   * Returns a check with the given name whose judgement is {@code judge}. If that throws {@link
   * UnansweredException}, its words are the reason of an inconclusive verdict.
   */
  static Check of(String name, Judge judge) {
    Objects.requireNonNull(judge, "judge");
    String checked = Names.checkName(name);
    return new NamedCheck(checked, judge);
  }

  /**
   * Returns a check that judges both this one and {@code other} and gives the worse verdict: fail,
   * then inconclusive, then pending, then pass. Both are asked even if one of them throws, which
   * counts as inconclusive.
   */
  default Check and(Check other) {
    return new AllOf(this, Objects.requireNonNull(other, "other"));
  }

  /** Returns this check under another name. */
  default Check named(String name) {
    return new Renamed(Names.checkName(name), this);
  }

  /**
   * Returns a check that passes where this one is inconclusive for want of data, and says so in its
   * reason.
   *
   * <p>Errors, and too few samples, stay inconclusive. Of two checks joined by {@link #and}, each
   * passes where it has no data itself.
   *
   * @param reason why no data is good news here; printed in every report
   */
  default Check noDataPasses(String reason) {
    return new NoDataPasses(this, Names.checkText(reason, "reason"));
  }

  /** Returns whether this check takes the absence of data for a pass, as its author said. */
  default boolean passesWithoutData() {
    return false;
  }

  /** A judgement: what {@link Check#judge} does. */
  @FunctionalInterface
  interface Judge {
    /** Reads the system once and judges it. */
    Verdict judge(CheckContext context) throws Exception;
  }
}
