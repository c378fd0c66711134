package dev.sallyport.checks.jdbc;

import java.sql.SQLException;
import java.util.List;

/**
 * What goes on in a database besides the check itself.
 *
 * @param sessions who is connected, and the vacuum workers, with ages in milliseconds
 * @param prepared transactions that were prepared and not yet decided
 */
record Activity(List<Row> sessions, List<Row> prepared) {
  static final Question<Activity> QUESTION = new Ask();

  private static final class Ask implements Question<Activity> {
    private static final String SESSIONS =
        """
        select a.pid, a.usename, a.application_name, a.client_addr, a.backend_type, a.state,
               a.wait_event_type, a.wait_event,
               (extract(epoch from clock_timestamp() - a.xact_start) * 1000)::bigint as xact_ms,
               (extract(epoch from clock_timestamp() - a.state_change) * 1000)::bigint as state_ms,
               (extract(epoch from clock_timestamp() - w.waitstart) * 1000)::bigint as wait_ms,
               array_to_string(case when w.pid is not null then pg_blocking_pids(a.pid) end, ',')
                 as blocked_by,
               w.wanted,
               a.backend_type = 'autovacuum worker' and a.query like '%%to prevent wraparound%%'
                 as wraparound,
               a.query
          from pg_stat_activity a
          left join (select l.pid, %s as waitstart,
                            min(coalesce(l.relation::regclass::text, l.locktype) || ' ' || l.mode)
                              as wanted
                       from pg_locks l where not l.granted group by l.pid) w on w.pid = a.pid
         where a.datname = current_database() and a.pid <> pg_backend_pid()
           -- null for a user who may not see others: they must not vanish
           and (a.backend_type is null
                or a.backend_type in ('client backend', 'autovacuum worker', 'background worker'))
         order by a.xact_start nulls last, a.pid
        """;
    private static final String PREPARED =
        """
        select gid, owner,
               (extract(epoch from clock_timestamp() - prepared) * 1000)::bigint as age_ms
          from pg_prepared_xacts where database = current_database() order by prepared
        """;

    @Override
    public String asked() {
      return "pg_stat_activity, pg_locks, pg_blocking_pids, pg_prepared_xacts";
    }

    @Override
    public Class<Activity> seen() {
      return Activity.class;
    }

    @Override
    public Activity ask(Sql sql) throws SQLException {
      // since when a lock is waited for, PostgreSQL 14 and later tell
      String since = sql.postgresVersion() >= 140_000 ? "min(l.waitstart)" : "null::timestamptz";
      return new Activity(sql.rows(SESSIONS.formatted(since)), sql.rows(PREPARED));
    }
  }
}
