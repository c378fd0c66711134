package dev.sallyport.checks.jdbc;

import dev.sallyport.check.Objection;
import dev.sallyport.check.Observation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The migrations of Django apps: the Python files of their {@code migrations} folders.
 *
 * <p>The database is at their head if {@code migrate --check} would find nothing to do: every
 * migration is applied, and a squashed one counts as applied if all that it replaces are. Rows that
 * the scripts do not know are no failure, as replaced migrations leave such behind, but are
 * reported. The files are read, not run. Immutable and thread-safe.
 */
public final class DjangoScripts extends MigrationScripts {
  private static final String FILES = "[^_~.].*\\.py";
  private static final String TABLE = "django_migrations";

  private final List<Path> roots;
  private final Map<String, Path> apps;

  private DjangoScripts(List<Path> roots, Map<String, Path> apps) {
    this.roots = roots;
    this.apps = apps;
  }

  /**
   * Returns the migrations of every app below a folder, whose label is the name of its own folder.
   * Hidden folders and {@code site-packages} are left out: name apps that come from there by {@link
   * #app}.
   */
  public static DjangoScripts below(Path project) {
    return new DjangoScripts(List.of(project), Map.of());
  }

  /** Returns the migrations of one app. */
  public static DjangoScripts of(String label, Path migrations) {
    return new DjangoScripts(List.of(), Map.of(label, migrations));
  }

  /** Returns these and the migrations of one more app. */
  public DjangoScripts app(String label, Path migrations) {
    Map<String, Path> more = new TreeMap<>(apps);
    more.put(label, migrations);
    return new DjangoScripts(roots, more);
  }

  @Override
  String tool() {
    return "Django";
  }

  @Override
  List<String> tables() {
    return List.of(TABLE);
  }

  @Override
  Comparison compare(History history, Instant now) throws IOException {
    List<Objection> objections = new ArrayList<>();
    DjangoPlan plan = read(objections);
    if (objections.isEmpty() && plan.migrations().isEmpty()) {
      objections.add(noScripts(roots.isEmpty() ? List.copyOf(apps.values()) : roots));
    }
    Table table = history.table(TABLE);
    if (objections.isEmpty()) {
      table.unusable("Django").ifPresent(objections::add);
    }
    Set<String> rows = new TreeSet<>();
    table.rows().forEach(row -> rows.add(row.text("app") + "." + row.text("name")));
    List<String> unknown = plan.unknown(rows);
    List<Observation> facts = new ArrayList<>();
    facts.add(Observation.of("scripts", "migrations", plan.migrations().size()));
    facts.add(Observation.of("scripts", "apps", plan.apps()));
    unknown.forEach(
        row -> facts.add(Observation.of(row, "applied, but not in the scripts", "true")));
    if (objections.isEmpty()) {
      objections.addAll(plan.findings(rows));
    }
    String pass =
        "All "
            + plan.migrations().size()
            + " migrations of "
            + plan.apps().size()
            + " apps are applied"
            + (unknown.isEmpty()
                ? ""
                : "; the scripts do not know " + Rows.few(unknown) + ", which are applied, too");
    return new Comparison(objections, pass, facts);
  }

  private DjangoPlan read(List<Objection> objections) throws IOException {
    Map<String, Path> folders = new TreeMap<>(apps);
    for (Path root : roots) {
      for (Path file : ScriptFiles.below(root, "__init__\\.py")) {
        Path folder = file.getParent();
        Path app = folder == null ? null : folder.getParent();
        if (folder != null
            && app != null
            && ScriptFiles.name(folder).equals("migrations")
            && !foreign(root.relativize(file))) {
          folders.putIfAbsent(ScriptFiles.name(app), folder);
        }
      }
    }
    Map<String, DjangoPlan.Migration> all = new TreeMap<>();
    for (Map.Entry<String, Path> app : folders.entrySet()) {
      for (Path file : ScriptFiles.in(app.getValue(), FILES)) {
        String name = app.getKey() + "." + ScriptFiles.name(file).replaceFirst("\\.py$", "");
        Python python = Python.classes(ScriptFiles.text(file));
        if (python.has("^class Migration\\b")) {
          all.put(name, DjangoPlan.Migration.of(python));
        } else {
          objections.add(unreadable(name, "it has no class Migration"));
        }
      }
    }
    return new DjangoPlan(all);
  }

  private static boolean foreign(Path relative) {
    for (Path part : relative) {
      String name = part.toString();
      if (name.startsWith(".") || name.equals("site-packages") || name.equals("node_modules")) {
        return true;
      }
    }
    return false;
  }
}
