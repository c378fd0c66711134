package dev.sallyport.checks.redis;

import dev.sallyport.check.Redactor;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** What an exception from the driver says about the server. */
final class Problems {
  private static final List<String> DENIALS = List.of("NOAUTH", "WRONGPASS", "NOPERM", "ERR AUTH");
  private static final int LONGEST = 160;

  private Problems() {}

  /**
   * Returns the silence that {@code problem} stands for.
   *
   * @param password what must not appear in its words
   */
  static Silence silence(Throwable problem, Optional<String> password) {
    Redactor redactor = Redactor.of(password.stream().toList());
    return new Silence(kind(problem), redactor.words(problem, LONGEST));
  }

  private static Silence.Kind kind(Throwable problem) {
    for (Throwable t = problem; t != null; t = t.getCause()) {
      String message = message(t);
      if (DENIALS.stream().anyMatch(message::startsWith) || message.contains("invalid password")) {
        return Silence.Kind.DENIED;
      }
      if (message.startsWith("LOADING")) {
        return Silence.Kind.LOADING;
      }
      if (message.contains("cluster support disabled")) {
        return Silence.Kind.NOT_CLUSTERED;
      }
      if (t instanceof SSLException) {
        return Silence.Kind.TLS;
      }
      if (t instanceof TimeoutException || t instanceof RedisCommandTimeoutException) {
        return Silence.Kind.NO_ANSWER;
      }
      if (t instanceof RedisCommandExecutionException) {
        return Silence.Kind.DENIED;
      }
      if (t instanceof IOException) {
        return timedOut(message) ? Silence.Kind.NO_ANSWER : Silence.Kind.UNREACHABLE;
      }
    }
    return cut(problem) ? Silence.Kind.UNREACHABLE : Silence.Kind.GARBAGE;
  }

  private static boolean cut(Throwable problem) {
    for (Throwable t = problem; t != null; t = t.getCause()) {
      String message = message(t).toLowerCase(Locale.ROOT);
      if (message.contains("closed") || message.contains("disconnected")) {
        return true;
      }
    }
    return false;
  }

  private static boolean timedOut(String message) {
    return message.toLowerCase(Locale.ROOT).contains("timed out");
  }

  private static String message(Throwable t) {
    return t.getMessage() == null ? "" : t.getMessage();
  }
}
