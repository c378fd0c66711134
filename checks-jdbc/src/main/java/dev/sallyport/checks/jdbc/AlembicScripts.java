package dev.sallyport.checks.jdbc;

import dev.sallyport.check.Objection;
import dev.sallyport.check.Observation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The migration scripts of Alembic: the Python files of its {@code versions} folders.
 *
 * <p>The database is at their head if its version rows, with all that comes before them, cover
 * every head of the scripts, and each row is one that the scripts know. There may be several heads,
 * and as many rows. The files are read, not run: {@code revision}, {@code down_revision}, {@code
 * depends_on} and {@code branch_labels} must be literals, as Alembic writes them. Immutable and
 * thread-safe.
 */
public final class AlembicScripts extends MigrationScripts {
  private static final String FILES = "(?!__init__|\\.#).*\\.py";

  private final List<Path> folders;
  private final String table;

  private AlembicScripts(List<Path> folders, String table) {
    this.folders = folders;
    this.table = table;
  }

  /** Returns the scripts right in these folders, each a {@code versions} folder of the artefact. */
  public static AlembicScripts in(Path versions, Path... more) {
    List<Path> all = new ArrayList<>(List.of(versions));
    all.addAll(List.of(more));
    return new AlembicScripts(List.copyOf(all), "alembic_version");
  }

  /**
   * Returns these scripts with their {@code version_table}, {@code alembic_version} unless said.
   */
  public AlembicScripts versionTable(String name) {
    return new AlembicScripts(folders, name);
  }

  @Override
  String tool() {
    return "Alembic";
  }

  @Override
  List<String> tables() {
    return List.of(table);
  }

  @Override
  Comparison compare(History history, Instant now) throws IOException {
    List<Objection> objections = new ArrayList<>();
    AlembicRevisions revisions = read(objections);
    if (objections.isEmpty() && revisions.all().isEmpty()) {
      objections.add(noScripts(folders));
    }
    if (objections.isEmpty()) {
      revisions.contradictions().forEach(why -> objections.add(broken("", why)));
    }
    Table versions = history.table(table);
    List<String> rows =
        versions.rows().stream().map(row -> row.text("version_num")).sorted().toList();
    List<Observation> facts =
        List.of(
            Observation.of("scripts", "revisions", revisions.all().size()),
            Observation.of("scripts", "heads", revisions.heads()),
            Observation.of(table, "version_num", rows));
    if (objections.isEmpty()) {
      versions.unusable("Alembic").ifPresent(objections::add);
    }
    if (objections.isEmpty()) {
      objections.addAll(findings(revisions, rows));
    }
    String pass =
        "The database is at "
            + (rows.size() == 1 ? "the head " : "the heads ")
            + String.join(", ", rows)
            + " of "
            + revisions.all().size()
            + " scripts";
    return new Comparison(objections, pass, facts);
  }

  private AlembicRevisions read(List<Objection> objections) throws IOException {
    Map<String, AlembicRevisions.Revision> all = new LinkedHashMap<>();
    for (Path folder : folders) {
      for (Path file : ScriptFiles.in(folder, FILES)) {
        String name = ScriptFiles.name(file);
        try {
          AlembicRevisions.Revision revision =
              AlembicRevisions.Revision.parse(ScriptFiles.text(file));
          if (all.put(revision.id(), revision) != null) {
            objections.add(broken(name, "two files say revision " + revision.id()));
          }
        } catch (IllegalArgumentException e) {
          objections.add(unreadable(name, String.valueOf(e.getMessage())));
        }
      }
    }
    return new AlembicRevisions(all);
  }

  private static List<Objection> findings(AlembicRevisions revisions, List<String> rows) {
    List<String> unknown = rows.stream().filter(row -> !revisions.all().containsKey(row)).toList();
    if (!unknown.isEmpty()) {
      return List.of(ahead("Alembic", unknown));
    }
    for (String row : rows) {
      List<String> overlaps = rows.stream().filter(revisions.before(row)::contains).toList();
      if (!overlaps.isEmpty()) {
        return List.of(
            Objection.fail(
                "overlapping-rows",
                row,
                "The rows "
                    + row
                    + " and "
                    + overlaps
                    + " are of one branch, which has one at most",
                "Somebody wrote the table by hand, and Alembic will refuse to upgrade: take the"
                    + " older row out."));
      }
    }
    Set<String> applied = revisions.upTo(rows);
    List<String> missing =
        revisions.all().keySet().stream().filter(id -> !applied.contains(id)).toList();
    if (missing.isEmpty()) {
      return List.of();
    }
    List<String> heads = revisions.heads().stream().filter(h -> !applied.contains(h)).toList();
    Objection pending = pending("Alembic", missing, revisions.all().size());
    String several =
        revisions.heads().size() == 1
            ? ""
            : "; of "
                + revisions.heads().size()
                + " heads not yet "
                + Rows.few(heads)
                + " (alembic upgrade heads, in the plural)";
    return List.of(
        Objection.pending(pending.code(), "", pending.text() + several, pending.wayOut()));
  }
}
