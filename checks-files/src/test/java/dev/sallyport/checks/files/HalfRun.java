package dev.sallyport.checks.files;

import java.util.function.IntUnaryOperator;

/** A class of which half is run, for JaCoCo to see. */
public final class HalfRun implements IntUnaryOperator {
  @Override
  public int applyAsInt(int number) {
    if (number > 0) {
      return number * 2;
    }
    int other = -number;
    return other;
  }
}
