package dev.sallyport.checks.jdbc;

import dev.sallyport.check.Objection;
import dev.sallyport.check.Quantities;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The change sets of a Liquibase changelog, in XML or formatted SQL, with all that it includes.
 *
 * <p>The database is at their head if each that is for it was run or marked as run, nobody holds
 * Liquibase's lock, and no change set was run that the changelog does not know. Checksums of change
 * sets are Liquibase's own matter and are not compared. Immutable and thread-safe.
 */
public final class LiquibaseScripts extends MigrationScripts {
  private static final String LOG = "databasechangelog";
  private static final String LOCK = "databasechangeloglock";

  private final Path root;
  private final String changelog;
  private final List<String> contexts;
  private final Duration stale;

  private LiquibaseScripts(Path root, String changelog, List<String> contexts, Duration stale) {
    this.root = root;
    this.changelog = changelog;
    this.contexts = contexts;
    this.stale = stale;
  }

  /**
   * Returns the change sets of a changelog.
   *
   * @param root the folder that Liquibase searches
   * @param changelog the file as Liquibase is told, relative to it
   */
  public static LiquibaseScripts in(Path root, String changelog) {
    return new LiquibaseScripts(root, changelog, List.of(), Duration.ofMinutes(10));
  }

  /** Returns these change sets for a Liquibase that runs with these contexts; all unless said. */
  public LiquibaseScripts contexts(String... names) {
    return new LiquibaseScripts(root, changelog, List.of(names), stale);
  }

  /**
   * Returns these change sets with another age from which a lock counts as left behind, 10 min
   * unless said. The age is by the clock of whoever took the lock.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public LiquibaseScripts staleLockAfter(Duration age) {
    return new LiquibaseScripts(root, changelog, contexts, Quantities.positive(age, "age"));
  }

  @Override
  String tool() {
    return "Liquibase";
  }

  @Override
  List<String> tables() {
    return List.of(LOG, LOCK);
  }

  @Override
  Comparison compare(History history, Instant now) throws IOException {
    List<ChangeSet> sets;
    try {
      sets =
          Changelog.read(root, changelog).stream()
              .filter(set -> set.isFor(history.product()) && set.isIn(contexts))
              .toList();
    } catch (IllegalArgumentException e) {
      return nothing(unreadable(changelog, String.valueOf(e.getMessage())));
    }
    if (sets.isEmpty()) {
      return nothing(noScripts(List.of(root.resolve(changelog))));
    }
    Table log = history.table(LOG);
    Optional<Objection> unusable = log.unusable("Liquibase");
    LiquibaseRules rules = new LiquibaseRules(sets, log.rows(), history.table(LOCK).rows(), stale);
    List<Objection> objections = new ArrayList<>(rules.lock(now));
    unusable.ifPresentOrElse(objections::add, () -> objections.addAll(rules.findings()));
    return new Comparison(objections, rules.pass(), rules.facts());
  }
}
