package dev.sallyport.checks.jdbc;

import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Objection;
import dev.sallyport.check.Observation;
import dev.sallyport.check.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Checks that exactly the migrations of an artefact's scripts have been applied to the database.
 *
 * <p>What is missing is pending; a failed, changed or unknown migration fails. No table, an empty
 * one, and one in another schema are told apart; no scripts is inconclusive. Works with every
 * database that the tool works with. Immutable and thread-safe.
 */
public final class MigrationsAtHead implements Check {
  private final Database database;
  private final MigrationScripts scripts;
  private final Optional<String> schema;
  private final List<String> columns;

  MigrationsAtHead(Database database, MigrationScripts scripts) {
    this(database, scripts, Optional.empty(), List.of());
  }

  private MigrationsAtHead(
      Database database, MigrationScripts scripts, Optional<String> schema, List<String> columns) {
    this.database = database;
    this.scripts = Objects.requireNonNull(scripts, "scripts");
    this.schema = schema;
    this.columns = columns;
  }

  /** Returns this check with the tool's table in that schema; on the search path unless said. */
  public MigrationsAtHead inSchema(String name) {
    return new MigrationsAtHead(database, scripts, Optional.of(name), columns);
  }

  /**
   * Returns this check that also wants columns to be there: the table of versions may have been
   * stamped, and says nothing of the schema.
   *
   * @param table a table, beside the tool's own
   * @param column one of its columns
   * @param more others
   */
  public MigrationsAtHead having(String table, String column, String... more) {
    List<String> all = new ArrayList<>(columns);
    all.add(table + "." + column);
    for (String one : more) {
      all.add(table + "." + one);
    }
    return new MigrationsAtHead(database, scripts, schema, List.copyOf(all));
  }

  @Override
  public String name() {
    return "jdbc migrations-at-head";
  }

  @Override
  public Verdict judge(CheckContext context) throws Exception {
    return Look.at(
        database, new History.Ask(scripts.tables(), columns, schema), context, this::judge);
  }

  private Verdict judge(Seen<History> seen, Evidence evidence) {
    MigrationScripts.Comparison comparison = compare(seen);
    List<Objection> objections = new ArrayList<>(comparison.objections());
    if (objections.isEmpty()) {
      columns.stream()
          .filter(column -> !seen.state().columns().contains(column))
          .map(this::schemaDiffers)
          .forEach(objections::add);
    }
    List<Observation> facts = new ArrayList<>(comparison.facts());
    for (Table table : seen.state().tables().values()) {
      facts.add(
          Observation.of(
              table.name(), "schema", table.foundIn().orElse("none of " + table.path())));
      facts.add(Observation.of(table.name(), "rows", table.rows().size()));
    }
    columns.forEach(
        column ->
            facts.add(Observation.of(column, "there", seen.state().columns().contains(column))));
    return Verdict.of(
        objections,
        comparison.pass(),
        Rows.and(evidence, facts).against("what was applied = what the scripts bring"));
  }

  private MigrationScripts.Comparison compare(Seen<History> seen) {
    try {
      return scripts.compare(seen.state(), seen.at());
    } catch (IOException | UncheckedIOException e) {
      return MigrationScripts.nothing(
          Objection.unknown(
              Verdict.Cause.ERROR,
              "scripts-unreadable",
              "",
              "The scripts cannot be read: " + e,
              "Name the folder of the artefact that is being deployed."));
    }
  }

  private Objection schemaDiffers(String column) {
    return Objection.fail(
        "schema-differs",
        column,
        "All migrations count as applied, but there is no column " + column,
        "The version was stamped, or the change undone by hand: compare the schema with the"
            + " models ("
            + (scripts.tool().equals("Alembic") ? "alembic check" : "a diff of both")
            + ").");
  }
}
