package dev.sallyport.checks.jdbc;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A version of Flyway: {@code 1.2}, {@code 1_2} and {@code 1.2.0} are the same. */
record FlywayVersion(List<BigInteger> parts, String text) implements Comparable<FlywayVersion> {

  /** Reads a version; empty if the text is none. */
  static Optional<FlywayVersion> parse(String text) {
    String dotted = text.replace('_', '.');
    if (!dotted.matches("\\d+(\\.\\d+)*")) {
      return Optional.empty();
    }
    List<BigInteger> parts =
        new ArrayList<>(Arrays.stream(dotted.split("\\.")).map(BigInteger::new).toList());
    while (parts.size() > 1 && parts.get(parts.size() - 1).signum() == 0) {
      parts.remove(parts.size() - 1);
    }
    return Optional.of(new FlywayVersion(List.copyOf(parts), dotted));
  }

  @Override
  public int compareTo(FlywayVersion other) {
    for (int i = 0; i < Math.max(parts.size(), other.parts.size()); i++) {
      int order = part(i).compareTo(other.part(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private BigInteger part(int index) {
    return index < parts.size() ? parts.get(index) : BigInteger.ZERO;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FlywayVersion that && parts.equals(that.parts);
  }

  @Override
  public int hashCode() {
    return parts.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
