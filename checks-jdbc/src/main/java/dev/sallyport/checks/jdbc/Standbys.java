package dev.sallyport.checks.jdbc;

import java.sql.SQLException;
import java.util.List;

/**
 * The physical standbys that stream from a primary, as the primary sees them.
 *
 * @param rows one for each, with positions and lags
 */
record Standbys(List<Row> rows) {
  static final Question<Standbys> QUESTION = new Ask();

  static String name(Row row) {
    String address = row.text("client_addr");
    return row.text("application_name") + (address.isEmpty() ? "" : "@" + address);
  }

  /** Returns whether this user sees that there is a standby, but nothing of it. */
  static boolean hidden(Row row) {
    return !row.has("state");
  }

  private static final class Ask implements Question<Standbys> {
    private static final String QUERY =
        """
        select r.pid, r.application_name, r.client_addr, r.state, r.sync_state,
               r.sent_lsn, r.write_lsn, r.flush_lsn, r.replay_lsn,
               (extract(epoch from r.write_lag) * 1000)::bigint as write_lag,
               (extract(epoch from r.flush_lag) * 1000)::bigint as flush_lag,
               (extract(epoch from r.replay_lag) * 1000)::bigint as replay_lag
          from pg_stat_replication r
          left join pg_replication_slots s on s.active_pid = r.pid
         where s.slot_type is distinct from 'logical' and r.state is distinct from 'backup'
         order by r.application_name, r.pid
        """;

    @Override
    public String asked() {
      return "pg_stat_replication";
    }

    @Override
    public Class<Standbys> seen() {
      return Standbys.class;
    }

    @Override
    public Standbys ask(Sql sql) throws SQLException {
      return new Standbys(sql.rows(QUERY));
    }
  }
}
