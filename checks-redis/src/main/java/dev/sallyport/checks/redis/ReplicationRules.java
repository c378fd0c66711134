package dev.sallyport.checks.redis;

import dev.sallyport.check.Objection;
import dev.sallyport.check.Quantities;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * When every primary has its replicas and every replica its link. Pure.
 *
 * @param perPrimary how many linked replicas each primary with slots must have
 * @param patience how long a link or a node may be down before that is a failure
 */
record ReplicationRules(int perPrimary, Duration patience) {
  private static final long DEFAULT_PING_SECONDS = 10;

  List<Objection> findings(ClusterView view) {
    List<Objection> findings = new ArrayList<>();
    Absence.ofAll(view).ifPresent(findings::add);
    if (!findings.isEmpty()) {
      return findings;
    }
    view.silent().forEach(member -> findings.add(Absence.of(view, member, true, patience)));
    view.replicas().forEach(replica -> findings.addAll(replica(view, replica)));
    view.primaries().stream()
        .filter(peer -> !peer.line().slots().isEmpty())
        .forEach(primary -> findings.addAll(primary(view, primary)));
    if (view.primaries().stream().allMatch(peer -> peer.line().slots().isEmpty())
        && findings.isEmpty()) {
      findings.add(
          Objection.pending(
              "no-primary",
              "",
              "No primary with slots answers, so there is no replication to judge",
              "Create the cluster: redis-cli --cluster create."));
    }
    return findings;
  }

  private List<Objection> replica(ClusterView view, Peer replica) {
    Fields info = replica.state().info();
    if (info.number("master_sync_in_progress", 0) > 0) {
      String percent =
          info.has("master_sync_perc") ? ", " + info.text("master_sync_perc") + " % done" : "";
      return List.of(
          Objection.pending(
              "sync-in-progress",
              replica.name(),
              replica.name() + " is copying all data from its primary" + percent,
              "Let it end."));
    }
    if (!info.text("master_link_status").equals("up")) {
      return List.of(linkDown(view, replica, info));
    }
    long period = pingPeriod(view, replica);
    long silent = info.number("master_last_io_seconds_ago", -1);
    if (silent < 0 || silent > 2 * period) {
      return List.of(
          Objection.pending(
              "link-silent",
              replica.name(),
              replica.name()
                  + " says its link is up, but has heard nothing for "
                  + (silent < 0 ? "an unknown time" : silent + " s")
                  + ", with a ping every "
                  + period
                  + " s",
              "Look whether the primary hangs; the link goes down after repl-timeout."));
    }
    return List.of();
  }

  private Objection linkDown(ClusterView view, Peer replica, Fields info) {
    OptionalLong down = info.number("master_link_down_since_seconds");
    boolean known = down.isPresent() && down.getAsLong() >= 0;
    return Objection.pending(
            "link-down",
            replica.name(),
            replica.name()
                + " has no link to its primary "
                + view.name(replica.line().primary())
                + (known ? " for " + Quantities.show(Duration.ofSeconds(down.getAsLong())) : ""),
            "Look at the replica's log: network, masterauth, or a primary that is gone.")
        .failingIf(known && down.getAsLong() >= patience.toSeconds());
  }

  private static long pingPeriod(ClusterView view, Peer replica) {
    // the primary sends the pings, so it is its setting that counts
    return view.peer(replica.line().primary())
        .map(primary -> primary.state().config())
        .orElse(Fields.NONE)
        .number("repl-ping-replica-period", DEFAULT_PING_SECONDS);
  }

  private List<Objection> primary(ClusterView view, Peer primary) {
    Map<String, String> slaves = slaves(primary.state().info());
    List<Objection> findings = new ArrayList<>();
    slaves.forEach(
        (replica, state) -> {
          if (!state.equals("online")) {
            findings.add(
                Objection.pending(
                    "replica-not-online",
                    primary.name(),
                    primary.name() + " holds its replica " + replica + " for " + state,
                    "It is being brought up to date; let it end."));
          }
        });
    long online = slaves.values().stream().filter("online"::equals).count();
    long linked =
        view.replicas().stream()
            .filter(peer -> peer.line().primary().equals(primary.id()))
            .filter(peer -> peer.state().info().text("master_link_status").equals("up"))
            .count();
    if (Math.min(online, linked) < perPrimary) {
      findings.add(
          Objection.pending(
              "replicas-missing",
              primary.name(),
              primary.name()
                  + " has "
                  + online
                  + " online replicas by its own count and "
                  + linked
                  + " that say so themselves, not "
                  + perPrimary,
              "Start the missing replica, or add one: redis-cli --cluster add-node"
                  + " --cluster-slave."));
    }
    return findings;
  }

  /**
   * Returns the state of each replica by its address, from the lines {@code slave0}, {@code slave1}
   * and on.
   */
  static Map<String, String> slaves(Fields info) {
    return info.values().entrySet().stream()
        .filter(entry -> entry.getKey().matches("(slave|replica)\\d+"))
        .map(entry -> pairs(entry.getValue()))
        .collect(
            Collectors.toMap(
                pairs -> pairs.getOrDefault("ip", "?") + ":" + pairs.getOrDefault("port", "?"),
                pairs -> pairs.getOrDefault("state", "?"),
                (one, two) -> two,
                TreeMap::new));
  }

  private static Map<String, String> pairs(String text) {
    return List.of(text.split(",")).stream()
        .map(pair -> pair.split("=", 2))
        .filter(pair -> pair.length == 2)
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (one, two) -> two));
  }
}
