package dev.sallyport.checks.redis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One atomic slot migration as a node tells of it: {@code CLUSTER MIGRATION STATUS} of Redis 8.4
 * and later, {@code CLUSTER GETSLOTMIGRATIONS} of Valkey 9 and later.
 *
 * <p>These leave no mark in {@code CLUSTER NODES}.
 */
record SlotMigration(String name, String operation, String slots, String state) {
  // a state not listed here counts as running: a new one must not read as done
  private static final Set<String> ENDED =
      Set.of("success", "completed", "failed", "canceled", "cancelled");

  boolean running() {
    return !ENDED.contains(state);
  }

  /** Reads the reply of either command: a list of flat lists of names and values. */
  static List<SlotMigration> parse(List<?> reply) {
    List<SlotMigration> migrations = new ArrayList<>();
    for (Object entry : reply) {
      if (entry instanceof List<?> pairs) {
        migrations.add(of(fields(pairs)));
      }
    }
    return List.copyOf(migrations);
  }

  private static SlotMigration of(Map<String, String> fields) {
    return new SlotMigration(
        first(fields, "name", "id"),
        first(fields, "operation"),
        first(fields, "slot_ranges", "slots"),
        first(fields, "state"));
  }

  private static Map<String, String> fields(List<?> pairs) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (int i = 0; i + 1 < pairs.size(); i += 2) {
      fields.put(String.valueOf(pairs.get(i)), String.valueOf(pairs.get(i + 1)));
    }
    return fields;
  }

  private static String first(Map<String, String> fields, String... names) {
    for (String name : names) {
      String value = fields.get(name);
      if (value != null) {
        return value;
      }
    }
    return "?";
  }
}
