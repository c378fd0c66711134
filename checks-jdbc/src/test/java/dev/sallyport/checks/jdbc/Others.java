package dev.sallyport.checks.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Other users of a database, who leave transactions open until they are closed. */
final class Others implements AutoCloseable {
  private final Server server;
  private final String database;
  private final List<Connection> connections = new ArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  Others(Server server, String database) {
    this.server = server;
    this.database = database;
  }

  /** Begins a transaction, does this in it, and leaves it open. */
  Connection open(String... commands) throws SQLException {
    Connection connection = server.connect(database);
    connections.add(connection);
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      for (String command : commands) {
        statement.execute(command);
      }
    }
    return connection;
  }

  /** Does this without waiting for it to end; errors are no matter. */
  void begin(String command) throws SQLException {
    Connection connection = server.connect(database);
    connections.add(connection);
    threads.submit(
        () -> {
          try (Statement statement = connection.createStatement()) {
            statement.execute(command);
          }
          return null;
        });
  }

  @Override
  public void close() throws SQLException {
    server.run(
        "postgres",
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = '"
            + database
            + "' and usename = 'postgres'");
    for (Connection connection : connections) {
      connection.close();
    }
    threads.shutdownNow();
  }
}
