package dev.sallyport.checks.jdbc;

import dev.sallyport.check.Objection;
import dev.sallyport.check.Verdict;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * When all indexes can be used. Pure.
 *
 * @param schema the one schema to look at, if not all
 * @param expected indexes that must be there, as {@code schema.name} or {@code name}
 */
record IndexRules(Optional<String> schema, Set<String> expected) {
  static final IndexRules ALL = new IndexRules(Optional.empty(), Set.of());

  IndexRules {
    expected = Set.copyOf(expected);
  }

  boolean includes(Row row) {
    return schema.isEmpty() || schema.get().equals(row.text("schema"));
  }

  List<Row> indexes(Indexes seen) {
    return seen.indexes().stream().filter(this::includes).toList();
  }

  static boolean sound(Row index) {
    return index.flag("indisvalid") && index.flag("indisready") && index.flag("indislive");
  }

  List<Objection> findings(Indexes seen) {
    List<Objection> findings = new ArrayList<>();
    List<Row> indexes = indexes(seen);
    if (indexes.isEmpty() && seen.building().isEmpty()) {
      findings.add(
          Objection.unknown(
              Verdict.Cause.NO_DATA,
              "no-indexes",
              "",
              "There is no index in " + schema.map(s -> "schema " + s).orElse("the database"),
              "Look at the database, the schema and its name: nothing was checked."));
    }
    for (Row index : indexes) {
      if (!sound(index)) {
        findings.add(unsound(index, seen.building()));
      }
    }
    for (Row build : seen.building()) {
      findings.add(building(build));
    }
    for (Row constraint : seen.unvalidated()) {
      if (includes(constraint)) {
        findings.add(unvalidated(constraint));
      }
    }
    Set<String> names = names(indexes);
    new TreeSet<>(expected)
        .stream()
            .filter(name -> !names.contains(name))
            .map(IndexRules::missing)
            .forEach(findings::add);
    return findings;
  }

  private static Set<String> names(List<Row> indexes) {
    Set<String> names = new HashSet<>();
    for (Row index : indexes) {
      String full = index.text("index");
      names.add(full);
      names.add(full.substring(full.indexOf('.') + 1));
    }
    return names;
  }

  private static Objection missing(String name) {
    return Objection.pending(
        "index-missing",
        name,
        "There is no index " + name,
        "Let the migration that makes it run; look at its name and schema.");
  }

  private static Objection unsound(Row index, List<Row> building) {
    String name = index.text("index");
    String text = name + " on " + index.text("table") + " is " + flags(index);
    if (index.text("relkind").equals("I")) {
      return Objection.pending(
          "partitions-not-attached",
          name,
          text
              + ": of "
              + index.text("partitions")
              + " partitions "
              + index.text("attached")
              + " have a valid index attached to it",
          "Make the index on each other partition and attach it: ALTER INDEX "
              + name
              + " ATTACH PARTITION ...");
    }
    boolean underWay =
        building.stream()
            .anyMatch(
                build ->
                    build.text("index_oid").equals(index.text("index_oid"))
                        || build.text("table_oid").equals(index.text("table_oid")));
    if (underWay) {
      return Objection.pending(
          "index-building", name, text + ", and is being built", "Wait for it to end.");
    }
    return Objection.fail(
        "index-invalid",
        name,
        text + ", and nobody is building it",
        "CREATE or REINDEX ... CONCURRENTLY failed half-way. Until it is gone it slows writes and"
            + " serves no read, and IF NOT EXISTS takes it for done: DROP INDEX CONCURRENTLY "
            + name
            + ", then make it again.");
  }

  private static String flags(Row index) {
    List<String> flags = new ArrayList<>();
    if (!index.flag("indisvalid")) {
      flags.add("not valid");
    }
    if (!index.flag("indisready")) {
      flags.add("not ready");
    }
    if (!index.flag("indislive")) {
      flags.add("being dropped");
    }
    return String.join(", ", flags);
  }

  private static Objection building(Row build) {
    if (!build.has("command")) {
      return Objection.unknown(
          Verdict.Cause.ERROR,
          "not-allowed",
          build.text("pid"),
          "Process " + build.text("pid") + " builds an index which this user may not see",
          "Grant the user pg_read_all_stats.");
    }
    String locker =
        build.number("current_locker_pid", 0) > 0
            ? ", held up by process " + build.text("current_locker_pid")
            : "";
    return Objection.pending(
        "index-building",
        build.text("table"),
        "Process "
            + build.text("pid")
            + " runs "
            + build.text("command")
            + " on "
            + build.text("table")
            + ": "
            + build.text("phase")
            + locker,
        "Wait for it to end; if it waits for others, end their transactions.");
  }

  private static Objection unvalidated(Row constraint) {
    String name = constraint.text("constraint");
    return Objection.fail(
        "constraint-not-validated",
        name,
        "Constraint " + name + " of " + constraint.text("table") + " was never validated",
        "ALTER TABLE ... VALIDATE CONSTRAINT " + name + "; it may find rows that break it.");
  }
}
