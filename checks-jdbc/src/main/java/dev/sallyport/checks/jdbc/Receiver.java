package dev.sallyport.checks.jdbc;

import java.sql.SQLException;

/**
 * What a standby says of itself.
 *
 * @param row role, identity, replay and its WAL receiver
 */
record Receiver(Row row) {
  static final Question<Receiver> QUESTION = new Ask();

  private static final class Ask implements Question<Receiver> {
    private static final String QUERY =
        """
        select pg_is_in_recovery(),
               (select system_identifier from pg_control_system()) as system_identifier,
               pg_last_wal_receive_lsn() as receive_lsn, pg_last_wal_replay_lsn() as replay_lsn,
               case when pg_is_in_recovery() then pg_is_wal_replay_paused() end as paused,
               (select count(*) from pg_stat_wal_receiver) as receivers,
               (select status from pg_stat_wal_receiver) as status,
               pg_last_xact_replay_timestamp() as last_xact_replay
        """;

    @Override
    public String asked() {
      return "pg_stat_wal_receiver, pg_last_wal_replay_lsn()";
    }

    @Override
    public Class<Receiver> seen() {
      return Receiver.class;
    }

    @Override
    public Receiver ask(Sql sql) throws SQLException {
      return new Receiver(sql.row(QUERY));
    }
  }
}
