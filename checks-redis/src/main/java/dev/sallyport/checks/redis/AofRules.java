package dev.sallyport.checks.redis;

import dev.sallyport.check.Objection;
import dev.sallyport.check.Verdict;
import java.util.ArrayList;
import java.util.List;

/**
 * When the append-only file is on and is written. Pure.
 *
 * @param scope whom it is asked of
 * @param delayed how many delayed fsyncs a node may have in the window
 */
record AofRules(Scope scope, long delayed) {
  private static final String DELAYED = "aof_delayed_fsync";

  List<Objection> findings(Window window) {
    ClusterView view = window.after();
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
    for (NodeSpan span : window.spans()) {
      if (peers.contains(span.after()) && on(span.before()) && on(span.after())) {
        findings.addAll(delays(span));
      }
    }
    return findings;
  }

  private static boolean on(Peer peer) {
    return peer.state().info().number("aof_enabled", 0) == 1;
  }

  private static List<Objection> node(Peer peer) {
    Fields info = peer.state().info();
    String name = peer.name();
    if (info.number("loading", 0) != 0) {
      return List.of(
          Objection.pending("node-loading", name, name + " is loading its data", "Let it end."));
    }
    if (!on(peer)) {
      return List.of(
          Objection.fail(
              "aof-off",
              name,
              name
                  + " keeps no append-only file: aof_enabled is "
                  + info.text("aof_enabled")
                  + ", though aof_last_write_status says "
                  + info.text("aof_last_write_status"),
              "CONFIG SET appendonly yes, and in its file."));
    }
    List<Objection> findings = new ArrayList<>();
    if (!info.text("aof_last_write_status").equals("ok")) {
      findings.add(
          Objection.fail(
              "aof-write-failed",
              name,
              name + " failed to write or fsync its append-only file",
              "Look at its log and disk; it refuses writes until this works."));
    }
    if (!info.text("aof_last_bgrewrite_status").equals("ok")) {
      findings.add(
          Objection.fail(
              "aof-rewrite-failed",
              name,
              name + " failed to rewrite its append-only file",
              "Look at its log, disk and memory; BGREWRITEAOF tries again."));
    }
    if (findings.isEmpty() && firstRewrite(info)) {
      findings.add(
          Objection.pending(
              "aof-first-rewrite",
              name,
              name + " was just told to keep an append-only file and writes its base",
              "Until that is done a restart would lose data; let it end."));
    }
    return findings;
  }

  private static boolean firstRewrite(Fields info) {
    boolean rewriting =
        info.number("aof_rewrite_in_progress", 0) + info.number("aof_rewrite_scheduled", 0) > 0;
    return rewriting && info.number("aof_base_size", 0) == 0;
  }

  private List<Objection> delays(NodeSpan span) {
    List<Objection> findings = new ArrayList<>();
    span.problem(List.of(DELAYED)).ifPresent(findings::add);
    long more = span.delta(DELAYED);
    if (findings.isEmpty() && more > delayed) {
      findings.add(
          Objection.pending(
              "fsync-delayed",
              span.after().name(),
              span.after().name() + " had " + more + " delayed fsyncs in the window",
              "Its disk does not keep up; writes wait for it."));
    }
    return findings;
  }
}
