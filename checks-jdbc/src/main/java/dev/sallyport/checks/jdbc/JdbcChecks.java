package dev.sallyport.checks.jdbc;

import dev.sallyport.check.Percent;
import java.time.Duration;
import java.util.Optional;

/**
 * Checks of a database over JDBC, PostgreSQL first: each reads it as a plan's gate, watch or
 * monitor asks for, and changes nothing.
 *
 * <pre>{@code
 * Secret<String> password = Secret.of("orders-db", String.class);
 * try (JdbcChecks db =
 *     JdbcChecks.of(
 *         JdbcOptions.url("jdbc:postgresql://db:5432/orders").user("deploy").password(password))) {
 *   Check ready = db.dbConnectivity().primary().and(db.locksAndLongTransactions());
 *   Check migrated = db.migrationsAtHead(AlembicScripts.in(Path.of("alembic/versions")));
 *   Check replicated = db.replicationLag().expecting(1).below(Duration.ofSeconds(1));
 * }
 * }</pre>
 *
 * <p>The driver is the caller's: it must be on the class path. One connection is opened when it is
 * first needed, kept until {@link #close}, and opened again when it broke; calls come one after the
 * other, each in a transaction that only reads and is rolled back. Connecting, each answer and the
 * whole look have their own deadlines, whatever the driver does; while a call hangs no other is
 * begun. {@code dbConnectivity} and {@code migrationsAtHead} work with every database, the others
 * with PostgreSQL alone. The user needs {@code pg_monitor}. Thread-safe.
 */
public final class JdbcChecks implements AutoCloseable {
  private final Database database;

  JdbcChecks(Database database) {
    this.database = database;
  }

  /**
   * Returns checks of a database. Nothing is connected to yet.
   *
   * @throws IllegalArgumentException if the options contradict each other
   */
  public static JdbcChecks of(JdbcOptions options) {
    return new JdbcChecks(new JdbcDatabase(options));
  }

  Database database() {
    return database;
  }

  /** Returns the check that the database answers, and is what it is expected to be. */
  public DbConnectivity dbConnectivity() {
    return new DbConnectivity(database, ConnectivityRules.ANY);
  }

  /**
   * Returns the check that exactly the migrations of these scripts, those of the artefact being
   * deployed, have been applied.
   */
  public MigrationsAtHead migrationsAtHead(MigrationScripts scripts) {
    return new MigrationsAtHead(database, scripts);
  }

  /** Returns the metric of how long standbys take to replay; asked of the primary. */
  public ReplicationLag replicationLag() {
    return new ReplicationLag(database);
  }

  /** Returns the check that nothing would hold up a change of the schema. */
  public LocksAndLongTransactions locksAndLongTransactions() {
    return new LocksAndLongTransactions(database, new ActivityRules(Duration.ofSeconds(30)));
  }

  /** Returns the check that every index and constraint is valid. */
  public IndexesValid indexesValid() {
    return new IndexesValid(database, IndexRules.ALL);
  }

  /** Returns the check that there is room: connections, transaction ids, slots, size. */
  public Capacity capacity() {
    return new Capacity(
        database,
        new CapacityRules(
            Percent.percent(80), Percent.percent(50), Optional.empty(), Optional.empty()));
  }

  /** Closes the connection, and cuts off a call that is under way. May be called again. */
  @Override
  public void close() {
    database.close();
  }
}
