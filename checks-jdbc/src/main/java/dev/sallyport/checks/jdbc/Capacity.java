package dev.sallyport.checks.jdbc;

import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.DataSize;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Observation;
import dev.sallyport.check.Percent;
import dev.sallyport.check.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks that a PostgreSQL database has room: connections left, transaction ids far from
 * wraparound, slots that have not lost their WAL; and, where asked, its size and the WAL that slots
 * keep.
 *
 * <p>Connections are counted against what is open to ordinary users: {@code max_connections} less
 * what is reserved, or the limit of the database if that is lower. How full the disk is, SQL cannot
 * tell. Immutable and thread-safe.
 */
public final class Capacity implements Check {
  private final Database database;
  private final CapacityRules rules;

  Capacity(Database database, CapacityRules rules) {
    this.database = database;
    this.rules = rules;
  }

  /** Returns this check with another limit for the share of connections taken, 80 % unless said. */
  public Capacity connectionsAtMost(Percent share) {
    return with(new CapacityRules(share, rules.xidAge(), rules.size(), rules.retained()));
  }

  /**
   * Returns this check with another limit for the age of the oldest transaction id and multixact,
   * as a share of 2^31; 50 % unless said.
   */
  public Capacity transactionIdsAtMost(Percent share) {
    return with(new CapacityRules(rules.connections(), share, rules.size(), rules.retained()));
  }

  /** Returns this check with a limit for the size of the database; none unless said. */
  public Capacity databaseAtMost(DataSize size) {
    return with(
        new CapacityRules(
            rules.connections(), rules.xidAge(), Optional.of(size), rules.retained()));
  }

  /** Returns this check with a limit for the WAL that each slot keeps; none unless said. */
  public Capacity slotsKeepAtMost(DataSize size) {
    return with(
        new CapacityRules(rules.connections(), rules.xidAge(), rules.size(), Optional.of(size)));
  }

  private Capacity with(CapacityRules other) {
    return new Capacity(database, other);
  }

  @Override
  public String name() {
    return "jdbc capacity";
  }

  @Override
  public Verdict judge(CheckContext context) throws Exception {
    return Look.at(database, CapacitySeen.QUESTION, context, this::judge, CapacityRules::refused);
  }

  private Verdict judge(Seen<CapacitySeen> seen, Evidence evidence) {
    CapacitySeen state = seen.state();
    List<Observation> facts =
        new ArrayList<>(
            Rows.of(
                "",
                state.row(),
                "client_backends",
                "in_database",
                "max_connections",
                "superuser_reserved_connections",
                "reserved_connections",
                "datconnlimit",
                "database_size|B",
                "xid_age",
                "multixact_age",
                "autovacuum_freeze_max_age"));
    state
        .slots()
        .forEach(
            slot ->
                facts.addAll(
                    Rows.of(
                        "slot " + slot.text("slot_name"),
                        slot,
                        "slot_type",
                        "active",
                        "wal_status",
                        "retained|B")));
    String pass =
        state.used()
            + " of "
            + state.available()
            + " connections are taken, transaction ids are at "
            + CapacityRules.ids(state.row().number("xid_age", 0))
            + " of 2^31";
    return Verdict.of(
        rules.findings(state), pass, Rows.and(evidence, facts).against(rules.toString()));
  }
}
