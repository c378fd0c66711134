package dev.sallyport.checks.jdbc;

import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Observation;
import dev.sallyport.check.Quantities;
import dev.sallyport.check.Verdict;
import java.time.Duration;

/**
 * Checks that the database answers a query, by TLS and login, and is what it is expected to be.
 *
 * <p>The answer comes from the server itself, not from a pooler before it. A database that cannot
 * be reached is pending; a refused login fails. Immutable and thread-safe.
 */
public final class DbConnectivity implements Check {
  private final Database database;
  private final ConnectivityRules rules;

  DbConnectivity(Database database, ConnectivityRules rules) {
    this.database = database;
    this.rules = rules;
  }

  /** Returns this check for a PostgreSQL server that is a primary and takes writes. */
  public DbConnectivity primary() {
    return new DbConnectivity(database, rules.withRole("primary"));
  }

  /** Returns this check for a PostgreSQL server that is a standby. */
  public DbConnectivity standby() {
    return new DbConnectivity(database, rules.withRole("standby"));
  }

  /**
   * Returns this check for one PostgreSQL cluster and its copies: those with that system
   * identifier, as {@code pg_control_system()} gives it.
   */
  public DbConnectivity systemIdentifier(String identifier) {
    return new DbConnectivity(database, rules.withIdentifier(identifier));
  }

  /**
   * Returns this check with a limit to the time of one answer, the connection being open; none
   * unless said.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public DbConnectivity answeringWithin(Duration limit) {
    return new DbConnectivity(
        database, rules.withLimit(Quantities.positive(limit, "limit to answer")));
  }

  @Override
  public String name() {
    return "jdbc db-connectivity";
  }

  @Override
  public Verdict judge(CheckContext context) throws Exception {
    return Look.at(database, Session.QUESTION, context, this::judge, ConnectivityRules::refused);
  }

  private Verdict judge(Seen<Session> seen, Evidence evidence) {
    Session session = seen.state();
    Evidence whole =
        Rows.and(
                evidence,
                Rows.of(
                    database.address(),
                    session.row(),
                    "pg_is_in_recovery",
                    "system_identifier",
                    "inet_server_addr",
                    "current_database",
                    "current_user",
                    "pg_postmaster_start_time",
                    "default_transaction_read_only",
                    "tls"))
            .and(
                Observation.of(database.address(), "answer", session.took().toNanos() / 1000, "us"))
            .against(rules.toString());
    String pass =
        database.address()
            + " answers as "
            + session.role()
            + " within "
            + Quantities.show(session.took());
    return Verdict.of(rules.findings(database.address(), session), pass, whole);
  }
}
