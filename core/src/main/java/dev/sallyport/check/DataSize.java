package dev.sallyport.check;

/**
 * An amount of data in bytes. Immutable.
 *
 * @param bytes the number of bytes; negative for a difference the wrong way round
 */
public record DataSize(long bytes) implements Comparable<DataSize> {
  /** What would be shown as 1,024 is one of the next unit. */
  private static final double ROUNDED_UP = 1023.95;

  private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

  /** Returns that many bytes. */
  public static DataSize bytes(long bytes) {
    return new DataSize(bytes);
  }

  /** Returns that many KiB, of 1,024 bytes. */
  public static DataSize kibibytes(long count) {
    return new DataSize(Math.multiplyExact(count, 1L << 10));
  }

  /** Returns that many MiB, of 1,024 KiB. */
  public static DataSize mebibytes(long count) {
    return new DataSize(Math.multiplyExact(count, 1L << 20));
  }

  /** Returns that many GiB, of 1,024 MiB. */
  public static DataSize gibibytes(long count) {
    return new DataSize(Math.multiplyExact(count, 1L << 30));
  }

  @Override
  public int compareTo(DataSize other) {
    return Long.compare(bytes, other.bytes);
  }

  @Override
  public String toString() {
    if (Math.abs((double) bytes) < 1024) {
      return bytes + " B";
    }
    double size = bytes;
    int unit = -1;
    do {
      size /= 1024;
      unit++;
    } while (Math.abs(size) >= ROUNDED_UP);
    return Quantities.number(size) + " " + UNITS[unit];
  }
}
