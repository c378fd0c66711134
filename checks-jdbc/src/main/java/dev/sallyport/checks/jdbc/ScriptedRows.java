package dev.sallyport.checks.jdbc;

import dev.sallyport.check.DataSize;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a {@link ScriptedDatabase} answers, row by row as PostgreSQL would. Pure. */
final class ScriptedRows {
  private ScriptedRows() {}

  static Row session(boolean standby, String identifier) {
    return row(
        "pg_is_in_recovery",
        flag(standby),
        "system_identifier",
        identifier,
        "current_database",
        "app",
        "current_user",
        "deploy",
        "default_transaction_read_only",
        "off");
  }

  static Row index(String name, String table, boolean valid) {
    return row(
        "schema",
        "public",
        "index",
        "public." + name,
        "table",
        table,
        "table_oid",
        table,
        "index_oid",
        name,
        "relkind",
        "i",
        "indisvalid",
        flag(valid),
        "indisready",
        "t",
        "indislive",
        "t");
  }

  static Row partitioned(String name, String table) {
    Map<String, String> values = new HashMap<>(index(name, table, false).values());
    values.putAll(Map.of("relkind", "I", "partitions", "2", "attached", "1"));
    return new Row(values);
  }

  static Row building(String name, String table) {
    return row(
        "pid",
        "201",
        "table",
        table,
        "table_oid",
        table,
        "index_oid",
        name,
        "command",
        "CREATE INDEX CONCURRENTLY",
        "phase",
        "building index");
  }

  static Row constraint(String name, String table) {
    return row("schema", "public", "constraint", name, "table", table, "contype", "c");
  }

  static Row session(int pid, String state, Duration age) {
    return row(
        "pid",
        String.valueOf(pid),
        "usename",
        "app",
        "application_name",
        "scripted",
        "backend_type",
        "client backend",
        "state",
        state,
        "xact_ms",
        millis(age),
        "state_ms",
        millis(age),
        "query",
        "update app set name = 'x'");
  }

  static Row waiting(int pid, int holder, Duration age) {
    Map<String, String> values = new HashMap<>(session(pid, "active", Duration.ZERO).values());
    values.put("wait_ms", millis(age));
    values.put("blocked_by", String.valueOf(holder));
    values.put("wanted", "app AccessExclusiveLock");
    return new Row(values);
  }

  static Row prepared(String name, Duration age) {
    return row("gid", name, "owner", "app", "age_ms", millis(age));
  }

  static Row capacity(long connections, DataSize size, long xidAge) {
    return row(
        "client_backends",
        String.valueOf(connections),
        "in_database",
        String.valueOf(connections),
        "max_connections",
        "100",
        "superuser_reserved_connections",
        "3",
        "reserved_connections",
        "0",
        "datconnlimit",
        "-1",
        "database_size",
        String.valueOf(size.bytes()),
        "xid_age",
        String.valueOf(xidAge),
        "multixact_age",
        "1",
        "autovacuum_freeze_max_age",
        "200000000");
  }

  static Row slot(String name, String status, DataSize retained) {
    return row(
        "slot_name",
        name,
        "slot_type",
        "physical",
        "active",
        "f",
        "wal_status",
        status,
        "retained",
        String.valueOf(retained.bytes()));
  }

  static Row target(boolean standby, Lsn written, String identifier) {
    return standby
        ? row("system_identifier", identifier)
        : row("lsn", written.toString(), "system_identifier", identifier);
  }

  static List<Row> standbys(Map<String, Lsn> replayed) {
    List<Row> rows = new ArrayList<>();
    replayed.forEach(
        (name, lsn) ->
            rows.add(
                row(
                    "pid",
                    String.valueOf(301 + rows.size()),
                    "application_name",
                    name,
                    "state",
                    "streaming",
                    "sync_state",
                    "async",
                    "replay_lsn",
                    lsn.toString())));
    return rows;
  }

  static Row receiver(
      boolean standby, String identifier, Lsn replayed, String status, boolean paused) {
    Map<String, String> values = new HashMap<>();
    values.put("pg_is_in_recovery", flag(standby));
    values.put("system_identifier", identifier);
    values.put("replay_lsn", replayed.toString());
    values.put("paused", flag(paused));
    values.put("receivers", status.isEmpty() ? "0" : "1");
    if (!status.isEmpty()) {
      values.put("status", status);
    }
    return new Row(values);
  }

  private static Row row(String... namesAndValues) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      values.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return new Row(values);
  }

  private static String flag(boolean value) {
    return value ? "t" : "f";
  }

  private static String millis(Duration span) {
    return String.valueOf(span.toMillis());
  }
}
