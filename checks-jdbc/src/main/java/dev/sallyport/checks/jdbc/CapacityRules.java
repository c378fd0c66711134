package dev.sallyport.checks.jdbc;

import dev.sallyport.check.DataSize;
import dev.sallyport.check.Objection;
import dev.sallyport.check.Percent;
import dev.sallyport.check.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How full a database may be. Pure.
 *
 * @param connections the share of connections that may be taken
 * @param xidAge the share of the 2^31 transaction ids that may be without a freeze
 * @param size how large the database may be, if that matters
 * @param retained how much WAL a slot may keep, if that matters
 */
record CapacityRules(
    Percent connections, Percent xidAge, Optional<DataSize> size, Optional<DataSize> retained) {
  private static final double IDS = 2_147_483_648.0;

  static Percent share(long used, long available) {
    return Percent.of(100.0 * (double) used / (double) available);
  }

  static Percent ids(long age) {
    return Percent.of(100.0 * (double) age / IDS);
  }

  /** Returns what a refusal means: that there is no connection left is an answer. */
  static Objection refused(Refusal refusal) {
    Objection unknown = refusal.objection();
    if (refusal.kind() != Refusal.Kind.EXHAUSTED) {
      return unknown;
    }
    return Objection.pending(unknown.code(), unknown.subject(), unknown.text(), unknown.wayOut());
  }

  List<Objection> findings(CapacitySeen seen) {
    List<Objection> findings = new ArrayList<>();
    connections(seen).ifPresent(findings::add);
    for (String age : List.of("xid_age", "multixact_age")) {
      ids(seen.row(), age).ifPresent(findings::add);
    }
    size(seen).ifPresent(findings::add);
    seen.slots().forEach(slot -> slot(slot).ifPresent(findings::add));
    return findings;
  }

  private Optional<Objection> connections(CapacitySeen seen) {
    if (seen.available() <= 0) {
      return Optional.of(
          Objection.unknown(
              Verdict.Cause.NO_DATA,
              "no-connections-allowed",
              "",
              "The server allows " + seen.available() + " connections to users",
              "Look at max_connections, what is reserved, and the limit of the database."));
    }
    Percent used = share(seen.used(), seen.available());
    if (used.compareTo(connections) <= 0) {
      return Optional.empty();
    }
    return Optional.of(
        Objection.pending(
            "connections-exhausted",
            "",
            seen.used()
                + " of "
                + seen.available()
                + " connections are taken, "
                + used
                + ", not at most "
                + connections,
            "Close idle sessions, put a pool before the server, or raise max_connections."));
  }

  private Optional<Objection> ids(Row row, String age) {
    Percent used = ids(row.number(age, 0));
    if (used.compareTo(xidAge) <= 0) {
      return Optional.empty();
    }
    return Optional.of(
        Objection.pending(
            "wraparound-near",
            "",
            age + " is " + row.text(age) + ", " + used + " of 2^31, not at most " + xidAge,
            "Vacuum is held up: look for old transactions, prepared ones and slots, then VACUUM"
                + " FREEZE. At 2^31 the server takes no more writes."));
  }

  private Optional<Objection> size(CapacitySeen seen) {
    DataSize has = DataSize.bytes(seen.row().number("database_size", 0));
    return size.filter(most -> has.compareTo(most) > 0)
        .map(
            most ->
                Objection.pending(
                    "database-too-large",
                    "",
                    "The database has " + has + ", not at most " + most,
                    "Look at what grew; how full the disk is, only the machine can tell."));
  }

  private Optional<Objection> slot(Row slot) {
    String name = slot.text("slot_name");
    String status = slot.text("wal_status");
    if (status.equals("lost")) {
      return Optional.of(
          Objection.fail(
              "slot-lost",
              name,
              "Slot " + name + " has lost WAL that its reader still needs",
              "Its standby or subscriber must be made anew; then drop the slot."));
    }
    if (status.equals("unreserved")) {
      return Optional.of(
          Objection.pending(
              "slot-unreserved",
              name,
              "Slot " + name + " keeps more WAL than is reserved for it and will lose it soon",
              "Let its reader catch up, or raise max_slot_wal_keep_size."));
    }
    DataSize keeps = DataSize.bytes(Math.max(0, slot.number("retained", 0)));
    return retained
        .filter(most -> keeps.compareTo(most) > 0)
        .map(
            most ->
                Objection.pending(
                    "slot-keeps-wal",
                    name,
                    "Slot "
                        + name
                        + (slot.flag("active") ? " (active)" : " (nobody reads it)")
                        + " keeps "
                        + keeps
                        + " of WAL, not at most "
                        + most,
                    "It fills the disk. Start its reader, or drop the slot:"
                        + " pg_drop_replication_slot('"
                        + name
                        + "')."));
  }

  @Override
  public String toString() {
    return "connections <= "
        + connections
        + ", transaction ids <= "
        + xidAge
        + size.map(most -> ", size <= " + most).orElse("")
        + retained.map(most -> ", WAL of a slot <= " + most).orElse("")
        + ", no slot lost";
  }
}
