package dev.sallyport.checks.redis;

import java.util.BitSet;

/** A set of hash slots, of the 16,384 there are. Immutable. */
final class Slots {
  static final int ALL = 16_384;
  static final Slots NONE = new Slots(new BitSet());

  private final BitSet bits;

  private Slots(BitSet bits) {
    this.bits = bits;
  }

  /** Returns the slots from {@code first} to {@code last}, both included. */
  static Slots range(int first, int last) {
    if (first < 0 || last >= ALL || first > last) {
      throw new IllegalArgumentException("There are no slots " + first + " to " + last + ".");
    }
    BitSet bits = new BitSet(ALL);
    bits.set(first, last + 1);
    return new Slots(bits);
  }

  static Slots every() {
    return range(0, ALL - 1);
  }

  Slots plus(Slots other) {
    BitSet sum = (BitSet) bits.clone();
    sum.or(other.bits);
    return new Slots(sum);
  }

  Slots minus(Slots other) {
    BitSet rest = (BitSet) bits.clone();
    rest.andNot(other.bits);
    return new Slots(rest);
  }

  Slots shared(Slots other) {
    BitSet both = (BitSet) bits.clone();
    both.and(other.bits);
    return new Slots(both);
  }

  boolean isEmpty() {
    return bits.isEmpty();
  }

  int count() {
    return bits.cardinality();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Slots that && bits.equals(that.bits);
  }

  @Override
  public int hashCode() {
    return bits.hashCode();
  }

  /** Returns the ranges as Redis writes them: {@code 0-5460 5462}; {@code none} for none. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int first = bits.nextSetBit(0); first >= 0; ) {
      int end = bits.nextClearBit(first);
      text.append(text.length() == 0 ? "" : " ").append(first);
      if (end - 1 > first) {
        text.append('-').append(end - 1);
      }
      first = bits.nextSetBit(end);
    }
    return text.length() == 0 ? "none" : text.toString();
  }
}
