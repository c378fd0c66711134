package dev.sallyport.engine;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;

/** Makes ids that sort by time and do not collide: {@code 20261122-221530-9f3a6c}. */
final class RunIds {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private RunIds() {}

  static String next(Clock clock) {
    byte[] tail = new byte[3];
    new SecureRandom().nextBytes(tail);
    return TIME.format(clock.instant()) + "-" + HexFormat.of().formatHex(tail);
  }
}
