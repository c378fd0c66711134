package dev.sallyport.checks.redis;

import java.util.ArrayList;
import java.util.List;

/**
 * One promise of the setting {@code save}: after {@code seconds} with at least {@code changes}, the
 * data is saved.
 */
record SavePoint(long seconds, long changes) {

  /** Reads the setting, {@code 3600 1 300 100}; what cannot be read is left out. */
  static List<SavePoint> parse(String setting) {
    List<SavePoint> points = new ArrayList<>();
    String[] words = setting.trim().split("\\s+");
    for (int i = 0; i + 1 < words.length; i += 2) {
      if (words[i].matches("\\d{1,9}") && words[i + 1].matches("\\d{1,9}")) {
        points.add(new SavePoint(Long.parseLong(words[i]), Long.parseLong(words[i + 1])));
      }
    }
    return List.copyOf(points);
  }

  boolean overdue(long changesSince, long ageSeconds) {
    return changesSince >= changes && ageSeconds > seconds;
  }
}
