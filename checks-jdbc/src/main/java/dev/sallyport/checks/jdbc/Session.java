package dev.sallyport.checks.jdbc;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.Map;

/**
 * Who answered.
 *
 * @param row the server's own words: role, identity, start, TLS
 * @param took how long that took
 */
record Session(Row row, Duration took) {
  static final Question<Session> QUESTION = new Ask();

  boolean roleKnown() {
    return row.has("pg_is_in_recovery");
  }

  boolean standby() {
    return row.flag("pg_is_in_recovery");
  }

  String role() {
    return roleKnown() ? standby() ? "standby" : "primary" : "database";
  }

  private static final class Ask implements Question<Session> {
    private static final String POSTGRES =
        """
        select pg_is_in_recovery(), current_database(), current_user,
               inet_server_addr() || ':' || inet_server_port() as inet_server_addr,
               pg_postmaster_start_time(),
               current_setting('default_transaction_read_only') as default_transaction_read_only,
               (select system_identifier from pg_control_system()) as system_identifier,
               (select version from pg_stat_ssl where pid = pg_backend_pid()) as tls
        """;

    @Override
    public String asked() {
      return "one answer, and who gave it";
    }

    @Override
    public Class<Session> seen() {
      return Session.class;
    }

    @Override
    public boolean postgresOnly() {
      return false;
    }

    @Override
    public Session ask(Sql sql) throws SQLException {
      long began = System.nanoTime();
      Row row = sql.postgres() ? sql.row(POSTGRES) : other(sql);
      return new Session(row, Duration.ofNanos(System.nanoTime() - began));
    }

    private static Row other(Sql sql) throws SQLException {
      int seconds = Integer.parseInt(DriverProperties.seconds(sql.left()));
      if (!sql.connection().isValid(seconds)) {
        throw new SQLTimeoutException("The driver holds the connection for broken");
      }
      return new Row(Map.of("current_user", String.valueOf(sql.meta().getUserName())));
    }
  }
}
