package dev.sallyport.checks.jdbc;

import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Quantities;
import dev.sallyport.check.Redactor;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Holds the one connection to a database, and keeps each call within its time whatever the driver
 * does.
 *
 * <p>There is never a second connection: a call that hangs is cut off, and until it has ended no
 * other is begun; so a server in trouble is not hammered. A connection that broke since the last
 * call is opened again once. Thread-safe; calls come one after the other.
 */
final class Client implements AutoCloseable {
  // what a check keeps back of its time to judge and to answer
  private static final Duration RESERVE = Duration.ofMillis(50);

  private final JdbcOptions.Settings settings;
  private final Semaphore turn = new Semaphore(1);
  private final AtomicReference<@Nullable Connection> kept = new AtomicReference<>();
  private volatile boolean closed;

  Client(JdbcOptions.Settings settings) {
    this.settings = settings;
  }

  /** Something to be asked. */
  interface Work<T> {
    T ask(Sql sql) throws SQLException;
  }

  /**
   * Returns what {@code work} gives.
   *
   * @throws Refusal if the database does not answer it
   */
  <T> T ask(CheckContext context, Work<T> work) throws Refusal, InterruptedException {
    if (closed) {
      throw new IllegalStateException("These JdbcChecks are closed. Keep them open for the run.");
    }
    Optional<String> password = settings.password().map(context::secret);
    Redactor redactor = Redactor.of(password.stream().toList());
    Duration limit = limit(context);
    long deadline = System.nanoTime() + limit.toNanos();
    if (!turn.tryAcquire(left(deadline), TimeUnit.NANOSECONDS)) {
      throw new Refusal(Refusal.Kind.BUSY, settings.address(), "for " + Quantities.show(limit));
    }
    FutureTask<T> call = new FutureTask<>(() -> inTurn(work, password, deadline));
    Thread thread = new Thread(call, "sallyport-jdbc " + settings.address());
    thread.setDaemon(true);
    thread.start();
    try {
      return call.get(left(deadline), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      abort();
      throw new Refusal(
          Refusal.Kind.TIMED_OUT, settings.address(), "no answer in " + Quantities.show(limit));
    } catch (InterruptedException e) {
      abort();
      throw e;
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw Refusal.of(cause, settings.address(), redactor);
    }
  }

  private Duration limit(CheckContext context) {
    Duration wanted = settings.answerWithin();
    if (kept.get() == null) {
      wanted = wanted.plus(settings.connectWithin());
    }
    Duration limit = context.remaining(wanted.plus(RESERVE)).minus(RESERVE);
    return limit.isNegative() ? Duration.ZERO : limit;
  }

  private <T> T inTurn(Work<T> work, Optional<String> password, long deadline) throws SQLException {
    try {
      Connection before = kept.get();
      if (before != null) {
        try {
          return inTransaction(before, work, deadline);
        } catch (SQLException e) {
          if (kept.get() == before || left(deadline) <= 0) {
            throw e;
          }
        }
      }
      return inTransaction(open(password), work, deadline);
    } finally {
      turn.release();
    }
  }

  private <T> T inTransaction(Connection connection, Work<T> work, long deadline)
      throws SQLException {
    boolean sound = false;
    try {
      Sql sql = new Sql(connection, deadline);
      limitStatements(sql);
      T answer = work.ask(sql);
      connection.rollback();
      sound = true;
      return answer;
    } finally {
      if (!sound && !rolledBack(connection)) {
        discard(connection);
      }
    }
  }

  /** Within the transaction alone: a setting of the session would stay behind in a pooler. */
  private static void limitStatements(Sql sql) throws SQLException {
    if (sql.postgres()) {
      long millis = sql.left().toMillis() + 1;
      sql.run("set local statement_timeout = " + millis + "; set local lock_timeout = " + millis);
    }
  }

  private static boolean rolledBack(Connection connection) {
    try {
      connection.rollback();
      return connection.isValid(1);
    } catch (SQLException e) {
      return false;
    }
  }

  private Connection open(Optional<String> password) throws SQLException {
    Connection connection = connect(password);
    try {
      connection.setAutoCommit(false);
      connection.setReadOnly(true);
    } catch (SQLException e) {
      discard(connection);
      throw e;
    }
    kept.set(connection);
    if (closed) {
      discard(connection);
      throw new SQLException("The checks were closed meanwhile.");
    }
    return connection;
  }

  private Connection connect(Optional<String> password) throws SQLException {
    if (settings.source().isPresent()) {
      return settings.source().get().getConnection();
    }
    return DriverManager.getConnection(
        settings.url().orElseThrow(), DriverProperties.of(settings, password));
  }

  private void discard(Connection connection) {
    kept.compareAndSet(connection, null);
    try {
      connection.close();
    } catch (SQLException e) {
      // it was of no use anyway
    }
  }

  private void abort() {
    Connection connection = kept.getAndSet(null);
    if (connection != null) {
      try {
        connection.abort(Runnable::run);
      } catch (SQLException e) {
        discard(connection);
      }
    }
  }

  private static long left(long deadline) {
    return deadline - System.nanoTime();
  }

  @Override
  public void close() {
    closed = true;
    abort();
  }
}
