package dev.sallyport.report;

import dev.sallyport.check.Quantities;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the policies of a plan's description, which are words like {@code within=PT15M}. */
final class Policies {
  private static final Pattern ISO = Pattern.compile("PT(?=[\\d.-])[\\d.HMS-]*[HMS]");
  private static final Pattern CHECK = Pattern.compile("^check=(.*?) every=", Pattern.DOTALL);
  private static final Pattern ROLES = Pattern.compile("^roles=\\{(.*)\\} within=", Pattern.DOTALL);
  private static final Pattern PAIR =
      Pattern.compile("(^|, )(.+?)=(\\d+)(?=, |\\z)", Pattern.DOTALL);

  private static final Pattern CHANNEL =
      Pattern.compile("^channel=(.*) at=\\[([A-Z_, ]*)\\]", Pattern.DOTALL);

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

  /** Returns how many votes of each role an approval needs, in the order of the plan. */
  static Map<String, Integer> votes(String policy) {
    Map<String, Integer> votes = new LinkedHashMap<>();
    Matcher found = ROLES.matcher(policy);
    Matcher pair = PAIR.matcher(found.find() ? found.group(1) : "");
    while (pair.find()) {
      votes.put(pair.group(2), Integer.valueOf(pair.group(3)));
    }
    return votes;
  }

  /** Returns the name of the channel to which an announcement goes. */
  static String channel(String policy) {
    Matcher found = CHANNEL.matcher(policy);
    return found.find() ? found.group(1) : "";
  }

  /** Returns when an announcement is sent, for example {@code start, end}. */
  static String moments(String policy) {
    Matcher found = CHANNEL.matcher(policy);
    return found.find() ? found.group(2).toLowerCase(Locale.ROOT).replace('_', ' ') : "";
  }

  /** Returns why a step's effect is declared irreversible; null if it is not. */
  static @Nullable String irreversible(String policy) {
    String word = "irreversible: ";
    int start = policy.startsWith(word) ? 0 : policy.indexOf(" " + word) + 1;
    return policy.startsWith(word, start) ? policy.substring(start + word.length()) : null;
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
