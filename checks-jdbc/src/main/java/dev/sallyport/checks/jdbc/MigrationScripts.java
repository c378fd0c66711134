package dev.sallyport.checks.jdbc;

import dev.sallyport.check.Objection;
import dev.sallyport.check.Observation;
import dev.sallyport.check.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * The migrations that an artefact brings, as its tool would read them from its files.
 *
 * <p>They are read anew for each sample, from any {@link java.nio.file.Path}, one in a zip file as
 * well; nothing is run. Call it, do not extend it: {@link AlembicScripts}, {@link DjangoScripts},
 * {@link FlywayScripts}, {@link LiquibaseScripts}.
 */
public abstract sealed class MigrationScripts
    permits AlembicScripts, DjangoScripts, FlywayScripts, LiquibaseScripts {

  MigrationScripts() {}

  /** Returns the tool's name. */
  abstract String tool();

  /** Returns the tables that tell what was applied. */
  abstract List<String> tables();

  /**
   * Compares the files with what was applied.
   *
   * @throws IOException if a file cannot be read
   */
  abstract Comparison compare(History history, Instant now) throws IOException;

  /**
   * What comes of comparing.
   *
   * @param objections what keeps the database from being at the head of the scripts
   * @param pass what to say if nothing does
   * @param facts what was compared
   */
  record Comparison(List<Objection> objections, String pass, List<Observation> facts) {}

  static Comparison nothing(Objection objection) {
    return new Comparison(List.of(objection), "", List.of());
  }

  /** Returns the objection that the folders hold no migration: then nothing is judged. */
  static Objection noScripts(List<Path> folders) {
    return Objection.unknown(
        Verdict.Cause.NO_DATA,
        "no-scripts",
        "",
        "There is no migration in " + folders,
        "Name the folder of the artefact that is being deployed.");
  }

  static Objection unreadable(String file, String why) {
    return Objection.unknown(
        Verdict.Cause.ERROR,
        "scripts-unreadable",
        file,
        "The migration " + file + " cannot be read: " + why,
        "Write it as its tool makes it, or look at it by hand.");
  }

  static Objection broken(String file, String why) {
    return Objection.fail(
        "scripts-broken",
        file,
        "The scripts contradict themselves: " + why,
        "The artefact was built from an incomplete merge: mend the scripts and build it again.");
  }

  static Objection pending(String tool, List<String> missing, int all) {
    return Objection.pending(
        "migrations-pending",
        "",
        "Of " + all + " migrations " + missing.size() + " are not applied: " + Rows.few(missing),
        "Let " + tool + " run them, and look at its log if it ended already.");
  }

  static Objection ahead(String tool, List<String> unknown) {
    return Objection.fail(
        "database-ahead",
        "",
        "The database has migrations that the scripts do not know: " + Rows.few(unknown),
        "A newer artefact has migrated it, or the folder is not that of this artefact: deploy the"
            + " newer one, or take its migrations back with its own "
            + tool
            + " scripts.");
  }
}
