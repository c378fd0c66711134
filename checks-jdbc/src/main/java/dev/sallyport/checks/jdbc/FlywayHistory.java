package dev.sallyport.checks.jdbc;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What Flyway's history comes to: rows that a later one takes back are left out. Pure.
 *
 * @param versioned the rows in force of migrations that have a version
 * @param repeatable the latest row in force of each repeatable migration, by description
 * @param baseline the version below which nothing is run, if there is one
 * @param rows how many rows there are in all
 */
record FlywayHistory(
    Map<FlywayVersion, Row> versioned,
    Map<String, Row> repeatable,
    Optional<FlywayVersion> baseline,
    int rows) {

  static FlywayHistory of(List<Row> rows) {
    List<Row> inOrder =
        rows.stream().sorted(Comparator.comparingLong(r -> r.number("installed_rank", 0))).toList();
    Map<FlywayVersion, Row> versioned = new TreeMap<>();
    Map<String, Row> repeatable = new TreeMap<>();
    Optional<FlywayVersion> baseline = Optional.empty();
    for (Row row : inOrder) {
      String type = row.text("type");
      Optional<FlywayVersion> version = FlywayVersion.parse(row.text("version"));
      boolean takesBack = type.equals("DELETE") || type.startsWith("UNDO") && row.flag("success");
      if (type.equals("SCHEMA")) {
        continue;
      }
      if (version.isEmpty()) {
        put(repeatable, row.text("description"), row, takesBack);
      } else if (type.endsWith("BASELINE") && row.flag("success")) {
        baseline = version;
      } else {
        put(versioned, version.get(), row, takesBack);
      }
    }
    return new FlywayHistory(versioned, repeatable, baseline, rows.size());
  }

  private static <K> void put(Map<K, Row> rows, K key, Row row, boolean takesBack) {
    if (takesBack) {
      rows.remove(key);
    } else {
      rows.put(key, row);
    }
  }

  /** Returns the highest version that was applied or set as a baseline. */
  Optional<FlywayVersion> highest() {
    return Stream.concat(versioned.keySet().stream(), baseline.stream())
        .max(Comparator.naturalOrder());
  }
}
