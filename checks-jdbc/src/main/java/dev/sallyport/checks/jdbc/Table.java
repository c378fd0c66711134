package dev.sallyport.checks.jdbc;

import dev.sallyport.check.Objection;
import java.util.List;
import java.util.Optional;

/**
 * A table of applied migrations.
 *
 * @param name its name as the tool calls it
 * @param path the schemas that were searched, in order
 * @param foundIn the schema it was found in; empty if in none of these
 * @param elsewhere other schemas that have a table of that name
 * @param rows its rows
 */
record Table(
    String name,
    List<String> path,
    Optional<String> foundIn,
    List<String> elsewhere,
    List<Row> rows) {

  /** Returns why nothing can be compared with this table, if so. */
  Optional<Objection> unusable(String tool) {
    if (foundIn.isEmpty() && !elsewhere.isEmpty()) {
      return Optional.of(
          Objection.fail(
              "wrong-schema",
              name,
              "There is no " + name + " in " + path + ", but one in " + elsewhere,
              tool
                  + " ran with another search path than this user has: set the schema"
                  + " (inSchema), or the user's search_path."));
    }
    if (foundIn.isEmpty()) {
      return Optional.of(
          Objection.pending(
              "never-migrated",
              name,
              "There is no table " + name + " in " + path,
              tool + " never ran on this database: look at its name, or run the migrations."));
    }
    if (rows.isEmpty()) {
      return Optional.of(
          Objection.pending(
              "nothing-applied",
              name,
              "The table " + foundIn.get() + "." + name + " is there, but empty",
              "Everything was taken back or the table was emptied: run the migrations, and look at"
                  + " what the database really holds first."));
    }
    return Optional.empty();
  }
}
