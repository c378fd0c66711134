package dev.sallyport.examples.webhook.service;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** The database: events, each once, and the audit log. A few connections are kept. Thread-safe. */
final class Store {
  private static final int KEPT = 8;

  private final Config config;
  private final BlockingQueue<Connection> idle = new LinkedBlockingQueue<>(KEPT);

  Store(Config config) {
    this.config = config;
  }

  /** What is done with a connection. */
  @FunctionalInterface
  private interface Work<T> {
    T with(Connection connection) throws SQLException;
  }

  /** Records an event with its line in the audit log; returns whether it is a new one. */
  boolean accept(String id, String body, boolean keep) throws SQLException {
    return in(
        connection -> {
          boolean fresh = insert(connection, id, body);
          audit(connection, id, fresh ? "accepted" : "duplicate");
          if (keep) {
            connection.commit();
          } else {
            connection.rollback();
          }
          return fresh;
        });
  }

  /** Records that something was refused. */
  void refuse(String why) throws SQLException {
    in(
        connection -> {
          audit(connection, "", why);
          connection.commit();
          return true;
        });
  }

  /** Returns whether the database answers. */
  boolean answers() {
    try {
      return in(connection -> connection.isValid(2));
    } catch (SQLException e) {
      System.out.println("WARN the database does not answer: " + e.getMessage());
      return false;
    }
  }

  private static boolean insert(Connection connection, String id, String body) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into webhook_event (event_id, body) values (?, ?) on conflict do nothing")) {
      insert.setString(1, id);
      insert.setString(2, body);
      return insert.executeUpdate() == 1;
    }
  }

  private static void audit(Connection connection, String id, String outcome) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("insert into audit_log (event_id, outcome) values (?, ?)")) {
      insert.setString(1, id);
      insert.setString(2, outcome);
      insert.executeUpdate();
    }
  }

  /** Works with a kept connection; one that broke is not kept, and a new one is tried once. */
  private <T> T in(Work<T> work) throws SQLException {
    Connection kept = idle.poll();
    if (kept != null) {
      try {
        return keeping(kept, work);
      } catch (SQLException e) {
        if (!"08".equals(classOf(e)) && !"57".equals(classOf(e))) {
          throw e;
        }
      }
    }
    return keeping(connect(), work);
  }

  private static String classOf(SQLException e) {
    String state = e.getSQLState();
    return state == null || state.length() < 2 ? "" : state.substring(0, 2);
  }

  private <T> T keeping(Connection connection, Work<T> work) throws SQLException {
    boolean sound = false;
    try {
      T done = work.with(connection);
      sound = true;
      return done;
    } finally {
      if (!sound || !idle.offer(connection)) {
        connection.close();
      }
    }
  }

  private Connection connect() throws SQLException {
    Properties login = new Properties();
    login.setProperty("user", config.user());
    login.setProperty("password", config.password());
    login.setProperty("connectTimeout", "3");
    login.setProperty("socketTimeout", "10");
    Connection connection = DriverManager.getConnection(config.database(), login);
    connection.setAutoCommit(false);
    return connection;
  }
}
