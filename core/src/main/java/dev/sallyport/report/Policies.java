package dev.sallyport.report;

import dev.sallyport.check.Quantities;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the policies of a plan's description, which are words like {@code within=PT15M}. */
final class Policies {
  private static final Pattern ISO = Pattern.compile("PT(?=[\\d.-])[\\d.HMS-]*[HMS]");
  private static final Pattern CHECK = Pattern.compile("^check=(.*?) every=", Pattern.DOTALL);
  private static final Pattern ROLES = Pattern.compile("^roles=\\{(.*)\\} within=");
  private static final Pattern PAIR = Pattern.compile("(^|, )(.+?)=(\\d+)(?=, |$)");

  private Policies() {}

  /** Returns the duration of that name; null if there is none. */
  static @Nullable Duration duration(String policy, String name) {
    Matcher found =
        Pattern.compile("(?:^| )" + Pattern.quote(name) + "=(" + ISO + ")(?= |$)").matcher(policy);
    Duration last = null;
    while (found.find()) {
      last = Duration.parse(found.group(1));
    }
    return last;
  }

  /** Returns the duration of that name in the gate that verifies an undo; null if there is none. */
  static @Nullable Duration verification(String policy, String name) {
    int start = policy.indexOf("verified-by=");
    return start < 0 ? null : duration(policy.substring(start).replace(']', ' '), name);
  }

  /** Returns the name of a gate's check; empty if the policy has none. */
  static String check(String policy) {
    Matcher found = CHECK.matcher(policy);
    return found.find() ? found.group(1) : "";
  }

  /** Returns the votes an approval needs, as {@code 1 of lead, 2 of ops}. */
  static String roles(String policy) {
    Matcher found = ROLES.matcher(policy);
    if (!found.find()) {
      return "";
    }
    return PAIR.matcher(found.group(1)).replaceAll("$1$3 of $2");
  }

  /** Returns the policy without its check and with durations as people write them. */
  static String words(String policy) {
    String check = check(policy);
    String rest = check.isEmpty() ? policy : policy.substring("check=".length() + check.length());
    String shown =
        ISO.matcher(rest)
            .replaceAll(m -> Matcher.quoteReplacement(Quantities.show(Duration.parse(m.group()))));
    return shown.replace(" ]", "]").strip();
  }
}
