package dev.sallyport.channels;

import dev.sallyport.plan.Channel.Message;
import dev.sallyport.plan.OutcomeUnknownException;
import java.time.Duration;

/** Says what became of a message that was not taken. */
record Telling(Message message, String channel, String where) {

  NotSentException notSent(Setback last, int attempts, Duration wait, Duration left) {
    boolean cutShort = last.retryAfter().compareTo(left) >= 0 && !last.retryAfter().isZero();
    return new NotSentException(
        "The message '"
            + Texts.oneLine(message.moment())
            + "' was not sent to "
            + receiver()
            + after(attempts)
            + ". Last seen: "
            + last.seen()
            + (cutShort ? "; it asks to wait " + wait + ", and only " + left + " was left" : "")
            + ". Likely cause: "
            + last.reason().cause()
            + ". "
            + (last.reason().wayOut().isEmpty() ? "Try again later" : last.reason().wayOut())
            + ".",
        last.getCause());
  }

  OutcomeUnknownException unknown(Setback last, int attempts, boolean repeatable) {
    Throwable cause = last.getCause();
    String told =
        "Whether the message '"
            + Texts.oneLine(message.moment())
            + "' was sent to "
            + receiver()
            + " is unknown"
            + after(attempts)
            + ". Last seen: "
            + last.seen()
            + ". Likely cause: "
            + last.reason().cause()
            + ". "
            + (repeatable ? "" : "It was not sent again, as it might then be shown twice. ")
            + "Look there, and send it by hand if it is missing.";
    return cause == null
        ? new OutcomeUnknownException(told)
        : new OutcomeUnknownException(told, cause);
  }

  private String receiver() {
    return "'" + channel + "' (" + where + ")";
  }

  private static String after(int attempts) {
    return attempts == 1 ? "" : ", after " + attempts + " attempts";
  }
}
