package dev.sallyport.checks.jdbc;

import dev.sallyport.check.Objection;
import dev.sallyport.check.Observation;
import dev.sallyport.check.Quantities;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * When a database is at the head of a changelog. Pure.
 *
 * @param sets the change sets that are for this database
 * @param log the rows of what was run
 * @param lock the rows of the lock
 * @param stale from which age a lock counts as left behind
 */
record LiquibaseRules(List<ChangeSet> sets, List<Row> log, List<Row> lock, Duration stale) {

  /** Returns what the lock says. */
  List<Objection> lock(Instant now) {
    List<Objection> findings = new ArrayList<>();
    for (Row row : lock) {
      if (!row.flag("locked")) {
        continue;
      }
      Optional<Duration> age = granted(row).map(since -> Duration.between(since, now));
      String text =
          "Liquibase's lock is held by "
              + row.text("lockedby")
              + age.map(span -> " for " + Quantities.show(span)).orElse("");
      boolean old = age.filter(span -> span.compareTo(stale) > 0).isPresent();
      findings.add(
          old
              ? Objection.fail(
                  "lock-stale",
                  row.text("lockedby"),
                  text,
                  "Whoever took it has most likely died, and every later run waits for it: make"
                      + " sure, then liquibase release-locks.")
              : Objection.pending(
                  "migration-running", row.text("lockedby"), text, "Let it end; then look again."));
    }
    return findings;
  }

  /** Reads the time at which the lock was taken; it is without a zone, in that of the taker. */
  private static Optional<Instant> granted(Row row) {
    try {
      return Optional.of(
          LocalDateTime.parse(row.text("lockgranted").replace(' ', 'T'))
              .atZone(ZoneId.systemDefault())
              .toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  List<Objection> findings() {
    List<Objection> findings = new ArrayList<>();
    Set<String> known = new TreeSet<>();
    sets.forEach(set -> known.add(set.key()));
    Map<String, String> run = new TreeMap<>();
    log.forEach(row -> run.put(key(row), row.text("exectype")));
    run.forEach(
        (key, how) -> {
          if (how.equals("FAILED")) {
            findings.add(
                Objection.fail(
                    "migration-failed",
                    key,
                    "Change set " + key + " failed",
                    "Look at Liquibase's log and mend the database."));
          }
        });
    List<String> missing =
        sets.stream().map(ChangeSet::key).filter(key -> !run.containsKey(key)).toList();
    if (!missing.isEmpty()) {
      findings.add(MigrationScripts.pending("Liquibase", missing, sets.size()));
    }
    List<String> unknown = run.keySet().stream().filter(key -> !known.contains(key)).toList();
    if (!unknown.isEmpty()) {
      findings.add(MigrationScripts.ahead("Liquibase", unknown));
    }
    return findings;
  }

  private static String key(Row row) {
    return ChangeSet.key(row.text("filename"), row.text("author"), row.text("id"));
  }

  String pass() {
    long marked = log.stream().filter(row -> row.text("exectype").equals("MARK_RAN")).count();
    return "All "
        + sets.size()
        + " change sets are applied"
        + (marked == 0 ? "" : ", " + marked + " of them only marked as run")
        + ", and nobody holds the lock";
  }

  List<Observation> facts() {
    List<Observation> facts = new ArrayList<>();
    facts.add(Observation.of("scripts", "change sets", sets.size()));
    log.stream()
        .filter(row -> !row.text("exectype").equals("EXECUTED"))
        .forEach(row -> facts.add(Observation.of(key(row), "exectype", row.text("exectype"))));
    lock.forEach(row -> facts.addAll(Rows.of("lock", row, "locked", "lockedby", "lockgranted")));
    return facts;
  }
}
