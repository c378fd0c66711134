package dev.sallyport.checks.http;

import dev.sallyport.check.Percent;

/**
 * How sure a verdict by counting must be, over how many looks at the same question.
 *
 * <p>Looking again and again until chance obliges would spoil the confidence; so the risk of error
 * is split evenly over the looks stated (Bonferroni).
 *
 * @param level for example 95 %
 * @param looks how many verdicts the risk is split over
 */
record Confidence(Percent level, int looks) {
  static final Confidence DEFAULT = new Confidence(Percent.of(95), 1);

  Confidence {
    if (level.value() <= 0 || level.value() >= 100) {
      throw new IllegalArgumentException(
          "The confidence must lie between 0 % and 100 %, but is "
              + level
              + ". Take 95 % or 99 %.");
    }
    if (looks < 1) {
      throw new IllegalArgumentException("The looks must be at least 1, but are " + looks + ".");
    }
  }

  /** Returns the risk a single verdict may take of being wrong. */
  double alpha() {
    return (1 - level.fraction()) / looks;
  }

  @Override
  public String toString() {
    return level + " confidence" + (looks == 1 ? "" : " over " + looks + " looks");
  }
}
