package dev.sallyport.engine;

import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * A persistent array: {@link #with} returns a changed copy that shares all but one chunk.
 * Immutable.
 *
 * <p>A copy costs two small arrays, whatever the length; a whole state would cost its whole length.
 */
final class Vec<T> {
  private static final int BITS = 6;
  private static final int SIZE = 1 << BITS;

  private final Object[][] chunks;
  private final int length;

  private Vec(Object[][] chunks, int length) {
    this.chunks = chunks;
    this.length = length;
  }

  static <T> Vec<T> of(int length, IntFunction<T> element) {
    Object[][] chunks = new Object[(length + SIZE - 1) >> BITS][];
    for (int c = 0; c < chunks.length; c++) {
      chunks[c] = new Object[Math.min(SIZE, length - (c << BITS))];
      for (int i = 0; i < chunks[c].length; i++) {
        chunks[c][i] = element.apply((c << BITS) + i);
      }
    }
    return new Vec<>(chunks, length);
  }

  int length() {
    return length;
  }

  @SuppressWarnings("unchecked") // only elements of type T are ever put in
  T get(int index) {
    return (T) chunks[index >> BITS][index & (SIZE - 1)];
  }

  Vec<T> with(int index, T element) {
    Object[] chunk = chunks[index >> BITS].clone();
    chunk[index & (SIZE - 1)] = element;
    Object[][] copy = chunks.clone();
    copy[index >> BITS] = chunk;
    return new Vec<>(copy, length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Vec<?> that && Arrays.deepEquals(chunks, that.chunks);
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(chunks);
  }
}
