package dev.sallyport.checks.jdbc;

import java.util.Locale;
import java.util.Optional;

/** A position in the write-ahead log, as in {@code 16/B374D848}. */
record Lsn(long value) implements Comparable<Lsn> {

  /** Reads a position; empty if the text is none. */
  static Optional<Lsn> parse(String text) {
    if (!text.matches("[0-9A-Fa-f]{1,8}/[0-9A-Fa-f]{1,8}")) {
      return Optional.empty();
    }
    int slash = text.indexOf('/');
    long high = Long.parseLong(text.substring(0, slash), 16);
    return Optional.of(new Lsn(high << 32 | Long.parseLong(text.substring(slash + 1), 16)));
  }

  /** Returns how many bytes {@code other} is behind; negative if it is ahead. */
  long ahead(Lsn other) {
    return value - other.value;
  }

  @Override
  public int compareTo(Lsn other) {
    return Long.compareUnsigned(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toHexString(value >>> 32).toUpperCase(Locale.ROOT)
        + "/"
        + Long.toHexString(value & 0xFFFF_FFFFL).toUpperCase(Locale.ROOT);
  }
}
