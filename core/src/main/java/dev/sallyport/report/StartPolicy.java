package dev.sallyport.report;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads when a run may go forward from the policy of its start. */
final class StartPolicy {
  private static final Pattern START =
      Pattern.compile("windows=\\[(.*?)\\] freezes=\\[(.*)\\](?: notice=(.*))?", Pattern.DOTALL);
  private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?) (d|h|min|s|ms)");

  private StartPolicy() {}

  /** Returns how long before it a run is announced; null for no notice. */
  static @Nullable Duration notice(String policy) {
    Matcher found = START.matcher(policy);
    String notice = found.matches() ? found.group(3) : null;
    return notice == null ? null : span(notice);
  }

  /** Returns the windows a run may start in; empty for any time. */
  static String windows(String policy) {
    Matcher found = START.matcher(policy);
    return found.matches() ? found.group(1) : "";
  }

  /** Returns the freezes in which no run may start; empty for none. */
  static String freezes(String policy) {
    Matcher found = START.matcher(policy);
    return found.matches() ? found.group(2) : "";
  }

  /** Reads a span as the policy has it, in its two largest units. */
  private static Duration span(String words) {
    Duration span = Duration.ZERO;
    Matcher part = PART.matcher(words);
    while (part.find()) {
      double unit =
          switch (part.group(2)) {
            case "d" -> 86_400_000;
            case "h" -> 3_600_000;
            case "min" -> 60_000;
            case "s" -> 1_000;
            default -> 1;
          };
      span = span.plusMillis(Math.round(Double.parseDouble(part.group(1)) * unit));
    }
    return span;
  }
}
