package dev.sallyport.channels;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The header {@code Retry-After} (RFC 9110, 10.2.3): seconds, or a date. */
final class RetryAfter {
  private RetryAfter() {}

  /** Returns how long to wait; zero if the answer does not say, or says nothing of sense. */
  static Duration of(Answer answer, Instant now) {
    Optional<String> header = answer.headers().firstValue("Retry-After");
    return header.map(value -> parse(value.strip(), now)).orElse(Duration.ZERO);
  }

  private static Duration parse(String value, Instant now) {
    if (value.matches("[0-9]{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(value));
    }
    try {
      Instant at = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration wait = Duration.between(now, at);
      return wait.isNegative() ? Duration.ZERO : wait;
    } catch (DateTimeException e) {
      return Duration.ZERO; // the policy's own delay remains
    }
  }
}
