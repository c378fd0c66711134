package dev.sallyport.engine;

import java.util.Arrays;

/** A persistent array of counters; like {@link Vec}, without boxes. Immutable. */
final class Ints {
  private static final int BITS = 7;
  private static final int SIZE = 1 << BITS;

  private final int[][] chunks;

  private Ints(int[][] chunks) {
    this.chunks = chunks;
  }

  static Ints of(int[] values) {
    int[][] chunks = new int[(values.length + SIZE - 1) >> BITS][];
    for (int c = 0; c < chunks.length; c++) {
      int from = c << BITS;
      chunks[c] = Arrays.copyOfRange(values, from, Math.min(values.length, from + SIZE));
    }
    return new Ints(chunks);
  }

  int get(int index) {
    return chunks[index >> BITS][index & (SIZE - 1)];
  }

  Ints with(int index, int value) {
    int[] chunk = chunks[index >> BITS].clone();
    chunk[index & (SIZE - 1)] = value;
    int[][] copy = chunks.clone();
    copy[index >> BITS] = chunk;
    return new Ints(copy);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Ints that && Arrays.deepEquals(chunks, that.chunks);
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(chunks);
  }
}
