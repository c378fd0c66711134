package dev.sallyport.checks.redis;

import dev.sallyport.check.Objection;
import dev.sallyport.check.Quantities;
import dev.sallyport.check.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * When snapshots are configured and work. Pure.
 *
 * @param scope whom it is asked of
 * @param within how old a snapshot may be that lacks changes; by the server's own save points, if
 *     not said
 * @param proven whether a snapshot must have been made since the server's process began
 */
record RdbRules(Scope scope, Optional<Duration> within, boolean proven) {

  List<Objection> findings(ClusterView view) {
    List<Objection> findings = new ArrayList<>();
    Absence.ofAll(view).ifPresent(findings::add);
    if (!findings.isEmpty()) {
      return findings;
    }
    scope.silent(view).forEach(member -> findings.add(Absence.unread(view, member)));
    List<Peer> peers = scope.answering(view);
    if (peers.isEmpty() && findings.isEmpty()) {
      findings.add(
          Objection.unknown(
              Verdict.Cause.NO_DATA,
              "nobody-in-scope",
              "",
              "There is no member to judge: " + scope + " was asked for",
              "Look at the roles of the members."));
    }
    peers.forEach(peer -> findings.addAll(node(peer)));
    return findings;
  }

  private List<Objection> node(Peer peer) {
    Fields config = peer.state().config();
    Fields info = peer.state().info();
    if (info.number("loading", 0) != 0) {
      return List.of(
          Objection.pending(
              "node-loading", peer.name(), peer.name() + " is loading its data", "Let it end."));
    }
    if (!config.has("save")) {
      return List.of(
          Objection.unknown(
              Verdict.Cause.ERROR,
              "setting-unreadable",
              peer.name(),
              peer.name() + " does not let us read the setting save",
              "Allow CONFIG GET to the user of the checks; without it 'ok' may mean 'off'."));
    }
    List<SavePoint> points = SavePoint.parse(config.text("save"));
    if (points.isEmpty()) {
      return List.of(
          Objection.fail(
              "rdb-off",
              peer.name(),
              peer.name()
                  + " makes no snapshots: save is empty, though rdb_last_bgsave_status says "
                  + info.text("rdb_last_bgsave_status"),
              "Set save, for example CONFIG SET save \"3600 1 300 100\", and in its file."));
    }
    if (!info.text("rdb_last_bgsave_status").equals("ok")) {
      return List.of(
          Objection.fail(
              "save-failed",
              peer.name(),
              peer.name()
                  + " failed to make its last snapshot: rdb_last_bgsave_status is "
                  + info.text("rdb_last_bgsave_status"),
              "Look at its log, disk and memory; it may refuse writes until a snapshot works."));
    }
    return age(peer, points);
  }

  private List<Objection> age(Peer peer, List<SavePoint> points) {
    Fields info = peer.state().info();
    long changes = info.number("rdb_changes_since_last_save", 0);
    long age = ageSeconds(peer.state());
    boolean saving = info.number("rdb_bgsave_in_progress", 0) != 0;
    boolean overdue = points.stream().anyMatch(point -> point.overdue(changes, age));
    boolean stale = within.isPresent() ? changes > 0 && age > within.get().toSeconds() : overdue;
    List<Objection> findings = new ArrayList<>();
    if (stale) {
      findings.add(
          Objection.pending(
              "save-overdue",
              peer.name(),
              peer.name()
                  + " has "
                  + changes
                  + " changes that its last snapshot, "
                  + Quantities.show(Duration.ofSeconds(age))
                  + " old, lacks"
                  + (saving ? "; it is making one now" : ""),
              "If none is made, look at its log; BGSAVE makes one by hand."));
    }
    if (proven && !provenSince(info)) {
      findings.add(
          Objection.pending(
              "save-unproven",
              peer.name(),
              peer.name() + " has made no snapshot since its process began",
              "BGSAVE on it proves that disk and memory allow one."));
    }
    return findings;
  }

  /** Returns the age of the last snapshot, or of the process if there was none. */
  static long ageSeconds(NodeState state) {
    long saved = state.info().number("rdb_last_save_time", 0);
    return Math.max(0, state.now().getEpochSecond() - saved);
  }

  /** Returns whether a snapshot was ended by this process: LASTSAVE alone is its start, too. */
  static boolean provenSince(Fields info) {
    return info.number("rdb_last_bgsave_time_sec", -1) >= 0;
  }
}
