package dev.sallyport.checks.http;

/**
 * How many of the samples exceed: for certain, and at most, if all that is unknown went wrong.
 *
 * @param samples how many there are, the unknown included
 * @param certain how many exceed for certain
 * @param possible how many exceed, if each that is unknown does
 */
record Exceedances(long samples, long certain, long possible) {

  Exceedances {
    if (certain < 0 || certain > possible || possible > samples) {
      throw new IllegalArgumentException(
          "Not in order: 0 <= " + certain + " <= " + possible + " <= " + samples);
    }
  }

  /** Returns a count without anything unknown. */
  static Exceedances of(long count, long samples) {
    return new Exceedances(samples, count, count);
  }
}
