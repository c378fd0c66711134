package dev.sallyport.checks.jdbc;

import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Observation;
import dev.sallyport.check.Quantities;
import dev.sallyport.check.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks that nothing in a PostgreSQL database would hold up a change of its schema: no transaction
 * older than a limit, no lock waited for longer, no prepared transaction left over, no vacuum that
 * prevents wraparound.
 *
 * <p>Names who blocks in the end, not only who waits. Literals in statements are masked. The user
 * needs {@code pg_read_all_stats}; what it may not see makes the check inconclusive. Immutable and
 * thread-safe.
 */
public final class LocksAndLongTransactions implements Check {
  private final Database database;
  private final ActivityRules rules;

  LocksAndLongTransactions(Database database, ActivityRules rules) {
    this.database = database;
    this.rules = rules;
  }

  /**
   * Returns this check with another limit for the age of transactions and waits, 30 s unless said.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public LocksAndLongTransactions noneLongerThan(Duration limit) {
    return new LocksAndLongTransactions(
        database, new ActivityRules(Quantities.positive(limit, "limit")));
  }

  @Override
  public String name() {
    return "jdbc locks-and-long-transactions";
  }

  @Override
  public Verdict judge(CheckContext context) throws Exception {
    return Look.at(database, Activity.QUESTION, context, this::judge);
  }

  private Verdict judge(Seen<Activity> seen, Evidence evidence) {
    List<Observation> facts = new ArrayList<>();
    facts.add(Observation.of("", "other sessions", seen.state().sessions().size()));
    facts.add(Observation.of("", "prepared transactions", seen.state().prepared().size()));
    for (Row session : seen.state().sessions()) {
      if (session.has("xact_ms") || session.has("blocked_by")) {
        facts.addAll(
            Rows.of(
                "process " + session.text("pid"),
                session,
                "usename",
                "application_name",
                "client_addr",
                "backend_type",
                "state",
                "xact_ms|ms",
                "state_ms|ms",
                "wait_ms|ms",
                "wanted",
                "blocked_by"));
      }
    }
    seen.state()
        .prepared()
        .forEach(row -> facts.addAll(Rows.of(row.text("gid"), row, "owner", "age_ms|ms")));
    String limit = Quantities.show(rules.limit());
    return Verdict.of(
        rules.findings(seen.state()),
        "None of "
            + seen.state().sessions().size()
            + " other sessions has a transaction or a wait longer than "
            + limit,
        Rows.and(evidence, facts).against("none longer than " + limit));
  }
}
