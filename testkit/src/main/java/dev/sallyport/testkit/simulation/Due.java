package dev.sallyport.testkit.simulation;

import java.time.Instant;

/** Something that is to happen at a time; what was asked for first comes first. */
final class Due implements Comparable<Due> {
  final Instant at;
  final Runnable what;
  private final long number;
  boolean cancelled;
  boolean survives;

  Due(Instant at, long number, Runnable what) {
    this.at = at;
    this.number = number;
    this.what = what;
  }

  @Override
  public int compareTo(Due other) {
    int byTime = at.compareTo(other.at);
    return byTime != 0 ? byTime : Long.compare(number, other.number);
  }
}
