package dev.sallyport.checks.jdbc;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Asks over one connection, each statement within what is left of the deadline. For one thread.
 *
 * @param connection the connection, in a transaction that will not be kept
 * @param deadline the moment by {@link System#nanoTime} at which the answer is no longer wanted
 */
record Sql(Connection connection, long deadline) {

  /** Returns all rows of the answer. */
  List<Row> rows(String query, String... parameters) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setQueryTimeout(secondsLeft());
      for (int i = 0; i < parameters.length; i++) {
        statement.setString(i + 1, parameters[i]);
      }
      try (ResultSet result = statement.executeQuery()) {
        return rows(result);
      }
    }
  }

  /** Returns the one row of the answer. */
  Row row(String query, String... parameters) throws SQLException {
    List<Row> rows = rows(query, parameters);
    if (rows.size() != 1) {
      throw new SQLException("There were " + rows.size() + " rows, not 1, to: " + query);
    }
    return rows.get(0);
  }

  static List<Row> rows(ResultSet result) throws SQLException {
    ResultSetMetaData columns = result.getMetaData();
    List<Row> rows = new ArrayList<>();
    while (result.next()) {
      Map<String, String> values = new HashMap<>();
      for (int i = 1; i <= columns.getColumnCount(); i++) {
        String value = result.getString(i);
        if (value != null) {
          values.put(columns.getColumnLabel(i).toLowerCase(Locale.ROOT), value);
        }
      }
      rows.add(new Row(values));
    }
    return rows;
  }

  /** Does something that has no answer. */
  void run(String command) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(secondsLeft());
      statement.execute(command);
    }
  }

  DatabaseMetaData meta() throws SQLException {
    return connection.getMetaData();
  }

  boolean postgres() throws SQLException {
    return meta().getDatabaseProductName().equals("PostgreSQL");
  }

  /** Returns the server's version as a number, such as 150018; zero if it is no PostgreSQL. */
  long postgresVersion() throws SQLException {
    return postgres()
        ? row("select current_setting('server_version_num') as version").number("version", 0)
        : 0;
  }

  Duration left() {
    return Duration.ofNanos(Math.max(1_000_000, deadline - System.nanoTime()));
  }

  private int secondsLeft() {
    return Integer.parseInt(DriverProperties.seconds(left()));
  }
}
