package dev.sallyport.checks.jdbc;

import dev.sallyport.check.Objection;
import dev.sallyport.check.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * When the lag of standbys can be told at all. Pure.
 *
 * @param expected how many standbys must stream from the primary
 */
record LagRules(int expected) {

  List<Objection> findings(LagSeen seen) {
    List<Objection> findings = new ArrayList<>();
    if (!seen.target().primary()) {
      findings.add(
          Objection.pending(
              "not-primary",
              "",
              "The server asked is a standby itself",
              "A failover may be under way; if not, ask the primary."));
      return findings;
    }
    List<Row> streaming = new ArrayList<>();
    for (Row standby : seen.standbys()) {
      if (Standbys.hidden(standby)) {
        findings.add(hidden(standby));
      } else if (standby.text("state").equals("streaming")) {
        streaming.add(standby);
      } else {
        findings.add(notStreaming(standby));
      }
    }
    if (streaming.size() < expected && findings.isEmpty()) {
      findings.add(missing(streaming));
    }
    seen.refusals().forEach(refusal -> findings.add(refusal.objection()));
    seen.receivers()
        .forEach((name, receiver) -> receiver(seen, name, receiver.row()).ifPresent(findings::add));
    return findings;
  }

  private static Objection hidden(Row standby) {
    return Objection.unknown(
        Verdict.Cause.ERROR,
        "not-allowed",
        standby.text("pid"),
        "The standby of process " + standby.text("pid") + " cannot be looked into",
        "Grant the user pg_read_all_stats, or pg_monitor.");
  }

  private static Objection notStreaming(Row standby) {
    String name = Standbys.name(standby);
    return Objection.pending(
        "standby-catching-up",
        name,
        "Standby " + name + " is in state " + standby.text("state") + ", not streaming",
        "Let it catch up; if it does not, look at the network and its disk.");
  }

  private Objection missing(List<Row> streaming) {
    return Objection.pending(
        "standby-missing",
        "",
        "Of at least "
            + expected
            + " standbys "
            + streaming.size()
            + " stream from the primary"
            + (streaming.isEmpty()
                ? ""
                : ": " + Rows.few(streaming.stream().map(Standbys::name).toList())),
        "Start the one that is missing; look at its log for why it does not connect.");
  }

  private static Optional<Objection> receiver(LagSeen seen, String name, Row row) {
    String identity = seen.target().row().text("system_identifier");
    if (!row.text("system_identifier").equals(identity)) {
      return Optional.of(
          Objection.fail(
              "other-server",
              name,
              name
                  + " is of cluster "
                  + row.text("system_identifier")
                  + ", the primary of "
                  + identity,
              "It is no copy of this primary: look at its address."));
    }
    if (!row.flag("pg_is_in_recovery")) {
      return Optional.of(
          Objection.fail(
              "not-a-standby",
              name,
              name + " is a primary itself",
              "It was promoted: there may be two primaries that both take writes. Stop one."));
    }
    if (row.flag("paused")) {
      return Optional.of(
          Objection.fail(
              "replay-paused",
              name,
              name + " receives, but its replay is paused",
              "pg_wal_replay_resume() on it, if nobody needs the pause."));
    }
    if (row.number("receivers", 0) > 0 && !row.has("status")) {
      return Optional.of(
          Objection.unknown(
              Verdict.Cause.ERROR,
              "not-allowed",
              name,
              "The WAL receiver of " + name + " cannot be looked into",
              "Grant the user pg_read_all_stats, or pg_monitor."));
    }
    if (!row.text("status").equals("streaming")) {
      String status = row.has("status") ? "is " + row.text("status") : "does not run";
      return Optional.of(
          Objection.pending(
              "receiver-not-streaming",
              name,
              "The WAL receiver of " + name + " " + status,
              "It has replayed all it received, which looks like no lag, and is cut off: look at"
                  + " primary_conninfo, the slot and its log."));
    }
    return Optional.empty();
  }
}
