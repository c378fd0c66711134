package dev.sallyport.examples.analytics;

import dev.sallyport.command.Command;
import dev.sallyport.command.Parser;
import dev.sallyport.plan.StepContext;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * The release's {@code manage.py}, against any of the databases. Everything it does may be
 * repeated; what it says is read as JSON, since its exit code tells less.
 */
final class Manage {
  /** How long one of its commands may take. */
  static final Duration LIMIT = Duration.ofMinutes(5);

  static final Parser<Shown> SHOWN = Parser.json(Shown.class);
  static final Parser<DryRun> DRY_RUN = Parser.json(DryRun.class);
  static final Parser<Compared> COMPARED = Parser.json(Compared.class);
  static final Parser<RolledBack> ROLLED_BACK = Parser.json(RolledBack.class);

  private final AnalyticsSystems on;

  Manage(AnalyticsSystems on) {
    this.on = on;
  }

  /** What {@code showmigrations} says. */
  record Shown(List<Migration> migrations) {
    /** Returns whether none was begun. */
    boolean noneBegun() {
      return migrations.stream().allMatch(m -> m.state().equals("pending"));
    }

    /** Returns whether none was left halfway. */
    boolean allOrNone() {
      return allApplied() || noneBegun();
    }

    /** Returns whether there are any, and all of them are applied as this release has them. */
    boolean allApplied() {
      return !migrations.isEmpty()
          && migrations.stream().allMatch(m -> m.state().equals("applied"));
    }
  }

  /** A migration, which is pending, applied, half, changed or unknown. */
  record Migration(String id, String state) {}

  /** What {@code migrate --dry-run} says. */
  record DryRun(List<Planned> plan, List<String> errors, double seconds) {
    Duration estimate() {
      return Duration.ofMillis(Math.round(seconds * 1000));
    }
  }

  /** What a migration would do. */
  record Planned(String id, String does, long documents, boolean rollback) {}

  /** What {@code migrate --rollback} has taken back. */
  record RolledBack(List<String> rolledBack) {}

  /** What {@code compare} says. */
  record Compared(boolean ok, List<Collection> collections) {
    long documents() {
      return collections.stream().mapToLong(Collection::documents).sum();
    }
  }

  /** A collection of a backup, and what of it is not in the database any more. */
  record Collection(
      String name, long documents, long lost, List<String> examples, List<String> indexesLost) {}

  /** Returns a command against the database at a URI. */
  Command at(String uri, String... words) {
    Command command = Command.of(on.at.programs().python(), "manage.py");
    for (String word : words) {
      command = command.arg(word);
    }
    return command
        .in(on.home.app())
        .env("MONGO_URL", uri)
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .timeout(LIMIT);
  }

  /** Returns a command that says in JSON what it found, whether or not all is well. */
  Command asking(String uri, String... words) {
    return at(uri, words).arg("--json").expecting(0, 1);
  }

  /** Returns whether a database still has all that a backup has. */
  Compared compared(String uri, String file, StepContext context) throws Exception {
    return asking(uri, "compare", file).run(context, COMPARED);
  }

  /** Returns the URI of another database on the same server. */
  static String beside(String uri, String database) {
    return URI.create(uri).resolve("/" + database).toString();
  }

  /** Returns the database that a URI names. */
  static String database(String uri) {
    return URI.create(uri).getPath().substring(1);
  }
}
