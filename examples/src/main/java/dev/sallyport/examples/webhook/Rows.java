package dev.sallyport.examples.webhook;

import dev.sallyport.check.Check;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Verdict;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Properties;

/** What the service has written into its database, by the ids of events. Thread-safe. */
final class Rows {
  private static final String EVENTS = "select count(*) from webhook_event where event_id like ?";
  private static final String AUDIT =
      "select count(*) from audit_log where event_id like ? and outcome = 'accepted'";

  private final WebhookSettings.Database database;

  Rows(WebhookSettings.Database database) {
    this.database = database;
  }

  /** Returns how many events there are whose id begins so. */
  long events(String prefix, String password) throws SQLException {
    return count(EVENTS, prefix, password);
  }

  /** Removes an event and what was to be passed on of it; the audit log keeps its line. */
  void removeEvent(String id, String password) throws SQLException {
    try (Connection connection = connect(password);
        PreparedStatement delete =
            connection.prepareStatement("delete from webhook_event where event_id = ?")) {
      delete.setString(1, id);
      delete.executeUpdate();
    }
  }

  /** Returns the check that an event is there, once. */
  Check eventIsThere(String id) {
    return once("event-row", EVENTS, id, "Look whether the service answers 2xx before it writes.");
  }

  /** Returns the check that the audit log tells of an event, once. */
  Check isAudited(String id) {
    return once("audit-row", AUDIT, id, "Look for the audit log in the service's own log.");
  }

  private Check once(String name, String sql, String id, String wayOut) {
    return Check.of(
        name,
        context -> {
          long found = count(sql, id, context.secret(Secrets.DATABASE));
          Evidence evidence =
              Evidence.of(sql + " [" + id + "]", context.startedAt())
                  .and("", "rows", found)
                  .against("1 row");
          if (found == 1) {
            return Verdict.pass("There is one row of " + id, evidence);
          }
          return found == 0
              ? Verdict.pending("no-row", "There is no row of " + id + ". " + wayOut, evidence)
              : Verdict.fail(
                  "several-rows",
                  "There are " + found + " rows of " + id + ", of an event sent once.",
                  evidence);
        });
  }

  private long count(String sql, String id, String password) throws SQLException {
    try (Connection connection = connect(password);
        PreparedStatement query = connection.prepareStatement(sql)) {
      query.setString(1, id);
      query.setQueryTimeout(10);
      try (ResultSet rows = query.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }

  private Connection connect(String password) throws SQLException {
    Properties login = new Properties();
    login.setProperty("user", database.user());
    login.setProperty("password", password);
    login.setProperty("connectTimeout", "5");
    login.setProperty("socketTimeout", "15");
    return DriverManager.getConnection(database.jdbc(), login);
  }
}
