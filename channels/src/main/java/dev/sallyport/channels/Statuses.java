package dev.sallyport.channels;

import dev.sallyport.channels.Setback.Kind;
import dev.sallyport.check.Redactor;
import java.time.Instant;

/** What a status of HTTP says about a message that was not taken. */
final class Statuses {
  private static final int MOST_QUOTED = 200;

  private Statuses() {}

  /**
   * Returns the setback that an answer with a status of 300 or more is.
   *
   * @param reason why, where the receiver gives more than its status
   */
  static Setback setback(Answer answer, Redactor redactor, Reason reason, Instant now) {
    return Setback.of(kind(answer.status()), seen(answer, redactor), reason)
        .retryAfter(RetryAfter.of(answer, now));
  }

  /**
   * 420 and 429 mean "too fast"; 500, 502 and 503 that it could not be handled. After 504 some
   * gateway has given up waiting for somebody who may still do it.
   */
  private static Kind kind(int status) {
    return switch (status) {
      case 420, 429, 500, 502, 503 -> Kind.NOT_TAKEN;
      case 504 -> Kind.UNKNOWN;
      default -> Kind.REFUSED;
    };
  }

  static String seen(Answer answer, Redactor redactor) {
    String body = answer.isPage() ? "a page of HTML" : redactor.line(answer.body(), MOST_QUOTED);
    return "HTTP " + answer.status() + (body.isEmpty() ? "" : ", '" + body + "'");
  }

  /** Returns what a status alone says. */
  static Reason reason(int status) {
    return switch (status) {
      case 401, 403 ->
          new Reason(
              "the credentials are wrong, expired or not allowed to do this",
              "Bind valid ones, with the right to post");
      case 404, 410 -> new Reason("nothing is there (any more)", "Mend the address");
      case 413 -> new Reason("the message is too long for the receiver", "Shorten it");
      case 420, 429 ->
          new Reason(
              "too many messages in a short time, perhaps also from others with these credentials",
              "Announce less, or give announcements more time");
      case 504 -> new Reason("a gateway gave up waiting for the receiver", "");
      default -> byClass(status);
    };
  }

  private static Reason byClass(int status) {
    if (status >= 500) {
      return new Reason("the receiver is in trouble", "Try again later");
    }
    return status < 400
        ? new Reason(
            "the receiver has moved, or a proxy wants a login; redirects are not followed, since"
                + " what is sent is meant for one receiver",
            "Give its new address")
        : new Reason("the receiver does not understand the message", "See what it says");
  }
}
