package dev.sallyport.check;

/**
 * What a metric saw: a value, no data, or an error. Immutable.
 *
 * @param <Q> the quantity
 */
public sealed interface Reading<Q> {

  /** Returns what the reading rests on. */
  Evidence evidence();

  /**
   * Returns a reading of {@code value}; of no data, if that is a floating-point number which is not
   * finite.
   */
  static <Q> Reading<Q> value(Q value, Evidence evidence) {
    if (!Quantities.isFinite(value)) {
      return new NoData<>("the value is " + value, evidence);
    }
    return new Value<>(value, evidence);
  }

  /**
   * Returns {@code part} of {@code whole} as a percentage; no data, if the whole is zero or either
   * is negative, as the difference of two counters is after a restart.
   */
  static Reading<Percent> ratio(double part, double whole, Evidence evidence) {
    double percent = 100 * (part / whole);
    if (part < 0 || whole <= 0 || !Double.isFinite(whole) || !Double.isFinite(percent)) {
      String counts = Quantities.number(part) + " to " + Quantities.number(whole);
      return new NoData<>("there is no ratio of " + counts, evidence);
    }
    return new Value<>(Percent.of(percent), evidence);
  }

  /** Returns a reading of nothing. */
  static <Q> Reading<Q> noData(String why, Evidence evidence) {
    return new NoData<>(why, evidence);
  }

  /** Returns a reading that failed. */
  static <Q> Reading<Q> error(String problem, Evidence evidence) {
    return new Failed<>(problem, evidence);
  }

  /** A value was read. */
  record Value<Q>(Q value, Evidence evidence) implements Reading<Q> {
    /** Refuses a number that is not finite, which {@link Reading#value} reads as no data. */
    public Value {
      if (!Quantities.isFinite(value)) {
        throw new IllegalArgumentException(
            "A value must be finite, but is " + value + ". Read it by Reading.value(...).");
      }
    }
  }

  /** The system answered, but there was nothing to read. */
  record NoData<Q>(String why, Evidence evidence) implements Reading<Q> {}

  /** The system could not be read. */
  record Failed<Q>(String problem, Evidence evidence) implements Reading<Q> {}
}
