package dev.sallyport.check;

/**
 * A share of a whole, in percent: 100 is all of it. Immutable; not a number and infinity are
 * refused.
 *
 * @param value the percentage, 0.1 for one in a thousand
 */
public record Percent(double value) implements Comparable<Percent> {

  /** Refuses a value that is not finite. */
  public Percent {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "A percentage must be finite, but is " + value + ". Read it as no data instead.");
    }
  }

  /** Returns that percentage: {@code of(5)} is 5 %. */
  public static Percent of(double percent) {
    return new Percent(percent);
  }

  /** Returns that percentage; reads well when imported statically. */
  public static Percent percent(double percent) {
    return new Percent(percent);
  }

  /** Returns the share as a fraction of one. */
  public double fraction() {
    return value / 100;
  }

  @Override
  public int compareTo(Percent other) {
    return Double.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Quantities.number(value) + " %";
  }
}
