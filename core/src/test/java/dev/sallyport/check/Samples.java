package dev.sallyport.check;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/** What the tests of this package judge with. */
final class Samples {
  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  static final Evidence SEEN = Evidence.of("GET /health", NOON);

  private Samples() {}

  static CheckContext context() {
    return CheckContext.of(Clock.fixed(NOON, ZoneOffset.UTC), Duration.ofSeconds(30));
  }

  static Check saying(Verdict verdict) {
    return Check.of("check", context -> verdict);
  }

  static <Q extends Comparable<? super Q>> Metric<Q> reading(String name, Q value) {
    return Metric.of(name, context -> Reading.value(value, SEEN));
  }

  static Verdict.Inconclusive noData(String reason) {
    return Verdict.inconclusive(Verdict.Cause.NO_DATA, reason, SEEN);
  }
}
