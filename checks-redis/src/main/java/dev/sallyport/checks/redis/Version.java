package dev.sallyport.checks.redis;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which server this is. Valkey keeps {@code redis_version} at 7.2.4 for its clients' sake, so its
 * own name and number are looked at first.
 */
record Version(String server, String number) {
  private static final Pattern LEADING = Pattern.compile("(\\d{1,4})\\.(\\d{1,4}).*");

  static Version of(Fields info) {
    if (info.has("valkey_version")) {
      return new Version("valkey", info.text("valkey_version"));
    }
    return new Version(
        info.has("server_name") ? info.text("server_name") : "redis", info.text("redis_version"));
  }

  boolean isRedis() {
    return server.equals("redis");
  }

  boolean isValkey() {
    return server.equals("valkey");
  }

  boolean atLeast(int major, int minor) {
    Matcher matcher = LEADING.matcher(number);
    if (!matcher.matches()) {
      return false;
    }
    int theirs = Integer.parseInt(matcher.group(1));
    return theirs > major || theirs == major && Integer.parseInt(matcher.group(2)) >= minor;
  }

  @Override
  public String toString() {
    return server + " " + number;
  }
}
