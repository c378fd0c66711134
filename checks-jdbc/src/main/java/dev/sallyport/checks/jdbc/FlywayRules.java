package dev.sallyport.checks.jdbc;

import dev.sallyport.check.Objection;
import dev.sallyport.check.Observation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * When a database is at the head of Flyway's files. Pure.
 *
 * @param files the migrations that the artefact brings
 * @param history what was applied
 * @param outOfOrder whether Flyway also runs what is older than what was applied last
 */
record FlywayRules(List<FlywayFile> files, FlywayHistory history, boolean outOfOrder) {

  List<Objection> findings() {
    List<Objection> findings = new ArrayList<>(contradictions());
    Stream.concat(history.versioned().values().stream(), history.repeatable().values().stream())
        .filter(row -> !row.flag("success"))
        .forEach(row -> findings.add(failed(row)));
    Map<FlywayVersion, FlywayFile> byVersion = byVersion('V');
    history.versioned().forEach((version, row) -> applied(version, row, byVersion, findings));
    List<String> pending = new ArrayList<>();
    byVersion.forEach((version, file) -> notApplied(version, file, pending, findings));
    repeatables(pending, findings);
    if (!pending.isEmpty()) {
      findings.add(MigrationScripts.pending("Flyway", pending, files.size()));
    }
    return findings;
  }

  private Map<FlywayVersion, FlywayFile> byVersion(char kind) {
    Map<FlywayVersion, FlywayFile> found = new TreeMap<>();
    files.stream()
        .filter(file -> file.kind() == kind)
        .forEach(file -> file.version().ifPresent(version -> found.put(version, file)));
    return found;
  }

  private List<Objection> contradictions() {
    List<Objection> findings = new ArrayList<>();
    Map<String, String> seen = new HashMap<>();
    for (FlywayFile file : files) {
      String what =
          file.kind()
              + " "
              + file.version().map(v -> v.parts().toString()).orElse(file.description());
      String other = seen.put(what, file.name());
      if (other != null) {
        findings.add(
            MigrationScripts.broken(
                file.name(), other + " and " + file.name() + " have the same version"));
      }
    }
    return findings;
  }

  private static Objection failed(Row row) {
    return Objection.fail(
        "migration-failed",
        row.text("script"),
        row.text("script") + " was begun and failed",
        "The database may be half changed. Look at Flyway's log, mend the database, then flyway"
            + " repair.");
  }

  private void applied(
      FlywayVersion version,
      Row row,
      Map<FlywayVersion, FlywayFile> byVersion,
      List<Objection> findings) {
    FlywayFile file = byVersion.get(version);
    if (!row.flag("success") || !row.text("type").equals("SQL")) {
      return;
    }
    if (file == null) {
      findings.add(missing(version, row, byVersion));
    } else {
      changed(file, row).ifPresent(findings::add);
    }
  }

  private static Objection missing(
      FlywayVersion version, Row row, Map<FlywayVersion, FlywayFile> byVersion) {
    boolean newer = byVersion.keySet().stream().allMatch(known -> known.compareTo(version) < 0);
    return newer
        ? MigrationScripts.ahead("Flyway", List.of(row.text("script")))
        : Objection.fail(
            "migration-missing",
            row.text("script"),
            row.text("script") + " was applied, but is not among the files",
            "It was taken out or is of another branch: bring the file back, or flyway repair.");
  }

  private static Optional<Objection> changed(FlywayFile file, Row row) {
    if (!row.has("checksum")
        || file.checksum().isEmpty()
        || row.number("checksum", 0) == file.checksum().getAsInt()) {
      return Optional.empty();
    }
    return Optional.of(
        Objection.fail(
            "checksum-changed",
            file.name(),
            file.name()
                + " was changed after it was applied: its checksum is "
                + file.checksum().getAsInt()
                + ", that of the applied one "
                + row.text("checksum"),
            "What the database has is not what the file says: bring the old file back and write a"
                + " new migration."));
  }

  private void notApplied(
      FlywayVersion version, FlywayFile file, List<String> pending, List<Objection> findings) {
    boolean belowBaseline =
        history.baseline().filter(base -> version.compareTo(base) <= 0).isPresent();
    if (history.versioned().containsKey(version) || belowBaseline) {
      return;
    }
    boolean older = history.highest().filter(last -> version.compareTo(last) < 0).isPresent();
    if (!older || outOfOrder) {
      pending.add(file.name());
      return;
    }
    findings.add(
        Objection.fail(
            "out-of-order",
            file.name(),
            file.name()
                + " is not applied, and older than "
                + history.highest().map(Object::toString).orElse("")
                + ", which is",
            "Flyway will not run it: give it a new version, or let Flyway run out of order and say"
                + " so: outOfOrder()."));
  }

  private void repeatables(List<String> pending, List<Objection> findings) {
    List<String> known = new ArrayList<>();
    for (FlywayFile file : files) {
      if (file.kind() != 'R') {
        continue;
      }
      known.add(file.description());
      Row row = history.repeatable().get(file.description());
      if (row == null) {
        pending.add(file.name());
      } else if (file.checksum().isEmpty()) {
        findings.add(
            MigrationScripts.unreadable(
                file.name(), "it holds a placeholder; give its value: placeholder(name, value)"));
      } else if (row.number("checksum", 0) != file.checksum().getAsInt()) {
        pending.add(file.name() + " (changed)");
      }
    }
    history.repeatable().values().stream()
        .filter(row -> row.text("type").equals("SQL") && !known.contains(row.text("description")))
        .forEach(
            row ->
                findings.add(
                    Objection.fail(
                        "migration-missing",
                        row.text("script"),
                        row.text("script") + " was applied, but is not among the files",
                        "It was taken out: bring the file back, or flyway repair.")));
  }

  String pass() {
    return "All "
        + files.size()
        + " files are applied and unchanged, up to version "
        + history.highest().map(Object::toString).orElse("none")
        + history.baseline().map(base -> ", from baseline " + base).orElse("");
  }

  List<Observation> facts() {
    List<Observation> facts = new ArrayList<>();
    facts.add(Observation.of("scripts", "files", files.size()));
    facts.add(Observation.of("history", "rows", history.rows()));
    history.baseline().ifPresent(base -> facts.add(Observation.of("history", "baseline", base)));
    history.highest().ifPresent(last -> facts.add(Observation.of("history", "version", last)));
    history.versioned().values().stream()
        .filter(row -> !row.text("type").equals("SQL"))
        .forEach(row -> facts.add(Observation.of(row.text("script"), "type", row.text("type"))));
    return facts;
  }
}
