package dev.sallyport.checks.jdbc;

import dev.sallyport.check.Objection;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The SQL migrations of Flyway: the files {@code V...__....sql}, {@code R__....sql} and {@code
 * B...__....sql} of its locations.
 *
 * <p>The database is at their head if each is applied, none failed, none changed since, and none
 * was applied that is not there. The prefixes and suffixes must be Flyway's own. Migrations written
 * in Java are not in the files: applied ones are reported, pending ones are not seen. Immutable and
 * thread-safe.
 */
public final class FlywayScripts extends MigrationScripts {
  private final List<Path> locations;
  private final String table;
  private final boolean outOfOrder;
  private final Map<String, String> placeholders;

  private FlywayScripts(
      List<Path> locations, String table, boolean outOfOrder, Map<String, String> placeholders) {
    this.locations = locations;
    this.table = table;
    this.outOfOrder = outOfOrder;
    this.placeholders = placeholders;
  }

  /** Returns the migrations in these folders and below. */
  public static FlywayScripts in(Path location, Path... more) {
    List<Path> all = new ArrayList<>(List.of(location));
    all.addAll(List.of(more));
    return new FlywayScripts(List.copyOf(all), "flyway_schema_history", false, Map.of());
  }

  /** Returns these scripts with their history table, {@code flyway_schema_history} unless said. */
  public FlywayScripts historyTable(String name) {
    return new FlywayScripts(locations, name, outOfOrder, placeholders);
  }

  /**
   * Returns these scripts for a Flyway that runs out of order: then one that is older than what was
   * applied last is pending; else it fails, as Flyway would never run it.
   */
  public FlywayScripts outOfOrder() {
    return new FlywayScripts(locations, table, true, placeholders);
  }

  /** Returns these scripts with a placeholder's value; repeatable ones are compared with it in. */
  public FlywayScripts placeholder(String name, String value) {
    Map<String, String> more = new TreeMap<>(placeholders);
    more.put(name, value);
    return new FlywayScripts(locations, table, outOfOrder, more);
  }

  @Override
  String tool() {
    return "Flyway";
  }

  @Override
  List<String> tables() {
    return List.of(table);
  }

  @Override
  Comparison compare(History history, Instant now) throws IOException {
    List<FlywayFile> files = new ArrayList<>();
    for (Path location : locations) {
      for (Path file : ScriptFiles.below(location, "[VRB].*\\.sql")) {
        FlywayFile.of(ScriptFiles.name(file), ScriptFiles.text(file), placeholders)
            .ifPresent(files::add);
      }
    }
    Table applied = history.table(table);
    List<Objection> objections = new ArrayList<>();
    if (files.isEmpty()) {
      objections.add(noScripts(locations));
    }
    if (objections.isEmpty()) {
      applied.unusable("Flyway").ifPresent(objections::add);
    }
    FlywayRules rules = new FlywayRules(files, FlywayHistory.of(applied.rows()), outOfOrder);
    if (objections.isEmpty()) {
      objections.addAll(rules.findings());
    }
    return new Comparison(objections, rules.pass(), rules.facts());
  }
}
