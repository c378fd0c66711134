package dev.sallyport.checks.jdbc;

import dev.sallyport.check.Secret;
import dev.sallyport.testkit.checks.Ask;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * A PostgreSQL server of a test, on a port of the loop-back address; {@code postgres} needs no
 * password.
 */
interface Server {
  String PASSWORD = "s3same-" + "0pen";
  Secret<String> SECRET = Secret.of("database", String.class);
  Ask ASK = Ask.checks().patience(Duration.ofSeconds(6)).knowing(SECRET, PASSWORD);

  int port();

  default String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port() + "/" + database;
  }

  /** Returns a connection of the superuser. */
  default Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(url(database) + "?sslmode=disable", "postgres", "postgres");
  }

  default void run(String database, String... commands) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      for (String command : commands) {
        statement.execute(command);
      }
    }
  }

  default String ask(String database, String query) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      return result.next() ? String.valueOf(result.getString(1)) : "";
    }
  }

  /** Makes a database of that name anew, and returns it. */
  default String database(String name) throws SQLException {
    run("postgres", "drop database if exists " + name + " with (force)", "create database " + name);
    return name;
  }

  /** Makes the user of the checks, who may see everything, and one who may not. */
  default void roles() throws SQLException {
    run(
        "postgres",
        "create role checker login password '"
            + PASSWORD
            + "' in role pg_monitor, pg_read_all_data",
        "create role stranger login password '" + PASSWORD + "'");
  }

  /** Returns checks by the user who may see everything. */
  default JdbcChecks checks(String database) {
    return JdbcChecks.of(
        JdbcOptions.url(url(database)).withoutTls().user("checker").password(Server.SECRET));
  }
}
