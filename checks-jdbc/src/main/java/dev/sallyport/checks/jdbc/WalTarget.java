package dev.sallyport.checks.jdbc;

import java.sql.SQLException;

/**
 * How far the primary has written, and who it is.
 *
 * @param row role, identity and position
 */
record WalTarget(Row row) {

  /** Asks for it, after a tiny write if {@code write}: a message that nobody decodes. */
  static Question<WalTarget> after(boolean write) {
    return new Ask(write);
  }

  boolean primary() {
    return row.has("lsn");
  }

  Lsn lsn() {
    return Lsn.parse(row.text("lsn")).orElseThrow();
  }

  private record Ask(boolean write) implements Question<WalTarget> {
    @Override
    public String asked() {
      return "pg_current_wal_lsn()" + (write ? " after pg_logical_emit_message(...)" : "");
    }

    @Override
    public Class<WalTarget> seen() {
      return WalTarget.class;
    }

    @Override
    public WalTarget ask(Sql sql) throws SQLException {
      if (write && !sql.row("select pg_is_in_recovery() as standby").flag("standby")) {
        // the commit must not wait for a standby that may be away
        sql.run("set local synchronous_commit = local");
        sql.rows("select pg_logical_emit_message(true, 'sallyport', 'replication-lag')");
        sql.connection().commit();
      }
      return new WalTarget(
          sql.row(
              "select case when not pg_is_in_recovery() then pg_current_wal_lsn() end as lsn,"
                  + " (select system_identifier from pg_control_system()) as system_identifier"));
    }
  }
}
