package dev.sallyport.check;

import java.util.Objects;

/**
 * A limit for a quantity, how it compares, and whether a breach may be waited out.
 *
 * @param relation how the quantity must stand to the limit
 * @param limit the limit
 * @param strict whether a breach is a {@link Verdict.Fail} rather than a {@link Verdict.Pending}
 */
public record Threshold<Q extends Comparable<? super Q>>(
    Relation relation, Q limit, boolean strict) {

  /** Refuses a limit that is not finite: it would hold always or never. */
  public Threshold {
    Objects.requireNonNull(relation, "relation");
    Objects.requireNonNull(limit, "limit");
    if (!Quantities.isFinite(limit)) {
      throw new IllegalArgumentException(
          "A limit must be finite, but is " + limit + ". Compare with a number.");
    }
  }

  /** Returns whether {@code value} keeps the limit. */
  public boolean holds(Q value) {
    int order = value.compareTo(limit);
    return switch (relation) {
      case BELOW -> order < 0;
      case AT_MOST -> order <= 0;
      case ABOVE -> order > 0;
      case AT_LEAST -> order >= 0;
    };
  }

  /** Returns the verdict on a breach: a fail if this is strict, else pending. */
  public Verdict breach(String code, String reason, Evidence evidence) {
    return strict ? Verdict.fail(code, reason, evidence) : Verdict.pending(code, reason, evidence);
  }

  /** Returns the rule in words, for example {@code < 500 ms}. */
  @Override
  public String toString() {
    return relation.sign + " " + Quantities.show(limit);
  }

  /** How a quantity must stand to its limit. */
  public enum Relation {
    /** Less than. */
    BELOW("<"),
    /** Less than or equal to. */
    AT_MOST("<="),
    /** More than. */
    ABOVE(">"),
    /** More than or equal to. */
    AT_LEAST(">=");

    private final String sign;

    Relation(String sign) {
      this.sign = sign;
    }
  }
}
