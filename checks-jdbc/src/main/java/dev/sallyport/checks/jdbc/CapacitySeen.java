package dev.sallyport.checks.jdbc;

import java.sql.SQLException;
import java.util.List;

/**
 * How full a database is.
 *
 * @param row connections, their limits, size and age of transaction ids
 * @param slots what replication slots keep
 */
record CapacitySeen(Row row, List<Row> slots) {
  static final Question<CapacitySeen> QUESTION = new Ask();

  /** Returns how many connections users without privileges can have at most. */
  long available() {
    return limitedByDatabase() ? row.number("datconnlimit", 0) : open();
  }

  /** Returns how many of them are taken, ours among them. */
  long used() {
    return row.number(limitedByDatabase() ? "in_database" : "client_backends", 0);
  }

  private boolean limitedByDatabase() {
    long limit = row.number("datconnlimit", -1);
    return limit >= 0 && limit < open();
  }

  private long open() {
    return row.number("max_connections", 0)
        - row.number("superuser_reserved_connections", 0)
        - row.number("reserved_connections", 0);
  }

  private static final class Ask implements Question<CapacitySeen> {
    // the type is null for a user who may not see others: they must be counted all the same
    private static final String CLIENT =
        "(backend_type = 'client backend' or backend_type is null and datname is not null)";
    private static final String CAPACITY =
        """
        select current_setting('max_connections') as max_connections,
               current_setting('superuser_reserved_connections') as superuser_reserved_connections,
               current_setting('reserved_connections', true) as reserved_connections,
               (select count(*) from pg_stat_activity where %1$s) as client_backends,
               (select count(*) from pg_stat_activity
                 where %1$s and datname = d.datname) as in_database,
               d.datconnlimit, pg_database_size(d.oid) as database_size,
               (select max(age(datfrozenxid)) from pg_database) as xid_age,
               (select max(mxid_age(datminmxid)) from pg_database) as multixact_age,
               current_setting('autovacuum_freeze_max_age') as autovacuum_freeze_max_age
          from pg_database d where d.datname = current_database()
        """
            .formatted(CLIENT);
    private static final String SLOTS =
        """
        select slot_name, slot_type, active, wal_status,
               pg_wal_lsn_diff(case when pg_is_in_recovery() then pg_last_wal_replay_lsn()
                                    else pg_current_wal_lsn() end, restart_lsn)::bigint as retained
          from pg_replication_slots order by slot_name
        """;

    @Override
    public String asked() {
      return "connections, size, transaction ids, pg_replication_slots";
    }

    @Override
    public Class<CapacitySeen> seen() {
      return CapacitySeen.class;
    }

    @Override
    public CapacitySeen ask(Sql sql) throws SQLException {
      return new CapacitySeen(sql.row(CAPACITY), sql.rows(SLOTS));
    }
  }
}
