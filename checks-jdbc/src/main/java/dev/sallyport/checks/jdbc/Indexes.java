package dev.sallyport.checks.jdbc;

import java.sql.SQLException;
import java.util.List;

/**
 * The indexes and constraints of a database, those of the system and of temporary tables left out.
 *
 * @param indexes every index with its flags
 * @param unvalidated constraints that were never held against all rows
 * @param building what {@code pg_stat_progress_create_index} shows
 */
record Indexes(List<Row> indexes, List<Row> unvalidated, List<Row> building) {
  static final Question<Indexes> QUESTION = new Ask();

  private static final class Ask implements Question<Indexes> {
    private static final String SYSTEM =
        " not in ('pg_catalog', 'information_schema', 'pg_toast') and n.nspname not like 'pg\\_temp%'"
            + " and n.nspname not like 'pg\\_toast%' ";
    private static final String INDEXES =
        """
        select n.nspname as schema, n.nspname || '.' || c.relname as index, t.relname as "table",
               t.oid as table_oid, c.oid as index_oid, c.relkind,
               i.indisvalid, i.indisready, i.indislive, i.indisunique,
               (select count(*) from pg_inherits h where h.inhparent = t.oid) as partitions,
               (select count(*) from pg_inherits h join pg_index p on p.indexrelid = h.inhrelid
                 where h.inhparent = c.oid and p.indisvalid) as attached
          from pg_index i
          join pg_class c on c.oid = i.indexrelid
          join pg_class t on t.oid = i.indrelid
          join pg_namespace n on n.oid = c.relnamespace
         where n.nspname"""
            + SYSTEM
            + "order by 2";
    // conenforced came with PostgreSQL 18; what is not enforced is never validated, on purpose
    private static final String UNVALIDATED =
        """
        select n.nspname as schema, o.conname as "constraint", o.contype,
               coalesce(nullif(o.conrelid, 0)::regclass::text, o.contypid::regtype::text) as "table"
          from pg_constraint o
          join pg_namespace n on n.oid = o.connamespace
         where not o.convalidated and coalesce((to_jsonb(o)->>'conenforced')::boolean, true)
           and n.nspname"""
            + SYSTEM
            + "order by 1, 2";
    private static final String BUILDING =
        """
        select p.pid, p.relid as table_oid, p.relid::regclass as "table",
               nullif(p.index_relid, 0) as index_oid, p.command, p.phase,
               p.blocks_done, p.blocks_total, p.current_locker_pid
          from pg_stat_progress_create_index p
         where p.datname = current_database()
         order by p.pid
        """;

    @Override
    public String asked() {
      return "pg_index, pg_constraint, pg_stat_progress_create_index";
    }

    @Override
    public Class<Indexes> seen() {
      return Indexes.class;
    }

    @Override
    public Indexes ask(Sql sql) throws SQLException {
      // progress first: what ends between the two is then seen as valid, not as a leftover
      List<Row> building = sql.rows(BUILDING);
      return new Indexes(sql.rows(INDEXES), sql.rows(UNVALIDATED), building);
    }
  }
}
