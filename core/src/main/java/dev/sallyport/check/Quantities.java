package dev.sallyport.check;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;

/** How quantities are shown to people, the same in every evidence, report and error. */
public final class Quantities {
  private Quantities() {}

  /**
   * Returns a span given by a caller, if it is one.
   *
   * @param what its name in the error, such as {@code deadline to connect}
   * @throws IllegalArgumentException if it is not positive
   */
  public static Duration positive(Duration span, String what) {
    if (span.isZero() || span.isNegative()) {
      throw new IllegalArgumentException("The " + what + " must be positive, but is " + span);
    }
    return span;
  }

  /** Returns a quantity as people write it: {@code 350 ms}, {@code 2 min 5 s}, {@code 0.1 %}. */
  public static String show(Object quantity) {
    return quantity instanceof Duration duration ? show(duration) : quantity.toString();
  }

  /** Returns a duration in at most two units: {@code 350 ms}, {@code 1.5 s}, {@code 3 min 20 s}. */
  public static String show(Duration duration) {
    if (duration.isNegative()) {
      return "-" + show(duration.negated());
    }
    if (duration.toSeconds() < 1) {
      return duration.isZero() ? "0 s" : belowSecond(duration.toNanos());
    }
    if (duration.toMinutes() < 1) {
      String seconds = number(duration.toMillis() / 1e3);
      return seconds.equals("60") ? "1 min" : seconds + " s";
    }
    if (duration.toHours() < 1) {
      return pair(duration.toMinutes(), "min", duration.toSecondsPart(), "s");
    }
    if (duration.toDays() < 3) {
      return pair(duration.toHours(), "h", duration.toMinutesPart(), "min");
    }
    return pair(duration.toDays(), "d", duration.toHoursPart(), "h");
  }

  private static String belowSecond(long nanos) {
    if (nanos < 1_000_000) {
      String micros = number(nanos / 1e3);
      return micros.equals("1000") ? "1 ms" : micros + " \u00b5s";
    }
    String millis = number(nanos / 1e6);
    return millis.equals("1000") ? "1 s" : millis + " ms";
  }

  /**
   * Returns a number with one to four decimals, the fewer the larger it is, and no trailing zeros.
   */
  public static String number(double value) {
    double size = Math.abs(value);
    String format = size >= 100 ? "%.1f" : size >= 1 ? "%.2f" : "%.4f";
    String text = String.format(Locale.ROOT, format, value).replaceFirst("\\.?0+$", "");
    return text.equals("-0") ? "0" : text;
  }

  /** Returns a quantity as a raw fact, not rounded, in one unit. */
  static Observation observe(String name, Object quantity) {
    if (quantity instanceof Duration duration) {
      BigDecimal nanos =
          BigDecimal.valueOf(duration.toSeconds())
              .movePointRight(9)
              .add(BigDecimal.valueOf(duration.toNanosPart()));
      return Observation.of("", name, plain(nanos.movePointLeft(6)), "ms");
    }
    if (quantity instanceof DataSize size) {
      return Observation.of("", name, size.bytes(), "B");
    }
    if (quantity instanceof Percent percent) {
      return Observation.of("", name, plain(BigDecimal.valueOf(percent.value())), "%");
    }
    if (quantity instanceof Rate rate) {
      return Observation.of("", name, plain(BigDecimal.valueOf(rate.perSecond())), "/s");
    }
    return Observation.of("", name, quantity);
  }

  private static String plain(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }

  /** Returns whether a quantity is anything but a floating-point number that is not finite. */
  static boolean isFinite(Object quantity) {
    return !(quantity instanceof Double d && !Double.isFinite(d))
        && !(quantity instanceof Float f && !Float.isFinite(f));
  }

  private static String pair(long whole, String unit, int rest, String restUnit) {
    return rest == 0 ? whole + " " + unit : whole + " " + unit + " " + rest + " " + restUnit;
  }
}
