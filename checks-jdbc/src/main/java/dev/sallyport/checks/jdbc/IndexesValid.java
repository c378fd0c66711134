package dev.sallyport.checks.jdbc;

import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Observation;
import dev.sallyport.check.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Checks that every index of a PostgreSQL database is valid, ready and live, that none is being
 * built, and that every enforced constraint was validated.
 *
 * <p>An index that is being built, or a partitioned one whose partitions are not all attached, is
 * pending; an invalid one that nobody builds fails. A database without any index is inconclusive.
 * Immutable and thread-safe.
 */
public final class IndexesValid implements Check {
  private final Database database;
  private final IndexRules rules;

  IndexesValid(Database database, IndexRules rules) {
    this.database = database;
    this.rules = rules;
  }

  /** Returns this check for one schema; every one but those of the system unless said. */
  public IndexesValid inSchema(String schema) {
    return new IndexesValid(database, new IndexRules(Optional.of(schema), rules.expected()));
  }

  /**
   * Returns this check that also wants these indexes to be there, named {@code name} or {@code
   * schema.name}; pending while one is not.
   */
  public IndexesValid expecting(String... indexes) {
    return new IndexesValid(database, new IndexRules(rules.schema(), Set.of(indexes)));
  }

  @Override
  public String name() {
    return "jdbc indexes-valid";
  }

  @Override
  public Verdict judge(CheckContext context) throws Exception {
    return Look.at(database, Indexes.QUESTION, context, this::judge);
  }

  private Verdict judge(Seen<Indexes> seen, Evidence evidence) {
    List<Row> indexes = rules.indexes(seen.state());
    List<Observation> facts = new ArrayList<>();
    facts.add(Observation.of("", "indexes", indexes.size()));
    facts.add(Observation.of("", "constraints not validated", seen.state().unvalidated().size()));
    for (Row index : indexes) {
      if (!IndexRules.sound(index)) {
        facts.addAll(
            Rows.of(
                index.text("index"),
                index,
                "table",
                "relkind",
                "indisvalid",
                "indisready",
                "indislive",
                "partitions",
                "attached"));
      }
    }
    for (Row build : seen.state().building()) {
      facts.addAll(
          Rows.of(
              "process " + build.text("pid"),
              build,
              "command",
              "table",
              "phase",
              "blocks_done",
              "blocks_total",
              "current_locker_pid"));
    }
    return Verdict.of(
        rules.findings(seen.state()),
        "All " + indexes.size() + " indexes are valid, and none is being built",
        Rows.and(evidence, facts).against("indisvalid, indisready, indislive; convalidated"));
  }
}
