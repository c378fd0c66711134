package dev.sallyport.checks.redis;

import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Objection;
import dev.sallyport.check.Observation;
import dev.sallyport.check.Quantities;
import dev.sallyport.check.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How long each replica took to have what its primary had at one moment.
 *
 * @param took by replica, for those that came to have it
 * @param behind by replica, how it stood at the end, for those that did not
 * @param waited how long they were given
 * @param problems what keeps a value from being known
 */
record CatchUp(
    Map<String, Duration> took,
    Map<String, LagRules.Standing> behind,
    Duration waited,
    List<Objection> problems,
    Instant at) {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  /** Reads the offsets of all primaries, then asks their replicas until they have them. */
  static CatchUp measure(ClusterSource source, Duration limit, CheckContext context)
      throws Exception {
    ClusterView view = source.look(context);
    List<Objection> problems = new ArrayList<>();
    Absence.ofAll(view).ifPresent(problems::add);
    if (problems.isEmpty()) {
      view.silent().forEach(member -> problems.add(Absence.unread(view, member)));
      view.primaries().stream()
          .filter(primary -> !primary.line().slots().isEmpty())
          .filter(primary -> replicasOf(view, primary) == 0)
          .forEach(primary -> problems.add(noReplica(primary.name())));
    }
    if (!problems.isEmpty()) {
      return new CatchUp(Map.of(), Map.of(), Duration.ZERO, problems, view.at());
    }
    return follow(source, view, limit, context);
  }

  private static long replicasOf(ClusterView view, Peer primary) {
    return view.replicas().stream()
        .filter(replica -> replica.line().primary().equals(primary.id()))
        .count();
  }

  private static Objection noReplica(String whose) {
    return Objection.unknown(
        Verdict.Cause.NO_DATA,
        "no-replica",
        whose,
        "There is no replica of " + whose + ", so there is no lag to measure",
        "Add one, or leave the check out.");
  }

  private static CatchUp follow(
      ClusterSource source, ClusterView view, Duration limit, CheckContext context)
      throws Exception {
    List<Member> primaries = view.primaries().stream().map(Peer::member).toList();
    Map<String, Fields> targets = source.replication(primaries, context);
    // by the monotonic clock: one that is set meanwhile must not make a replica slow
    long begun = System.nanoTime();
    Map<String, Duration> took = new LinkedHashMap<>();
    Map<String, LagRules.Standing> behind = new LinkedHashMap<>();
    List<Peer> left = new ArrayList<>(view.replicas());
    while (true) {
      Map<String, Fields> now =
          source.replication(left.stream().map(Peer::member).toList(), context);
      Duration passed = Duration.ofNanos(System.nanoTime() - begun);
      for (Peer replica : List.copyOf(left)) {
        LagRules.Standing standing =
            LagRules.of(
                targets.getOrDefault(root(view, replica), Fields.NONE),
                now.getOrDefault(replica.id(), Fields.NONE));
        if (standing instanceof LagRules.Reached) {
          took.put(replica.name(), passed);
          behind.remove(replica.name());
          left.remove(replica);
        } else {
          behind.put(replica.name(), standing);
        }
      }
      if (left.isEmpty() || passed.compareTo(limit) >= 0) {
        return new CatchUp(took, behind, passed, List.of(), context.clock().instant());
      }
      context.pause(context.remaining(BETWEEN_LOOKS));
    }
  }

  /** Returns the primary at the head of a chain of replicas: they all count its offset. */
  static String root(ClusterView view, Peer replica) {
    String above = replica.line().primary();
    for (int i = 0; i < view.members().size(); i++) {
      Optional<String> next =
          view.peer(above)
              .filter(peer -> view.replicas().contains(peer))
              .map(peer -> peer.line().primary());
      if (next.isEmpty()) {
        return above;
      }
      above = next.get();
    }
    return above;
  }

  /** Returns why no lag can be told, beside what kept the members from answering. */
  List<Objection> unknown() {
    List<Objection> all = new ArrayList<>(problems);
    if (problems.isEmpty() && took.isEmpty() && behind.isEmpty()) {
      all.add(noReplica("the cluster"));
    }
    behind.forEach(
        (replica, standing) -> {
          if (standing instanceof LagRules.OtherHistory other) {
            all.add(
                Objection.unknown(
                    Verdict.Cause.AMBIGUOUS,
                    "other-history",
                    replica,
                    "The offset of " + replica + " cannot be compared: " + other.why(),
                    "It is about to copy all data, or follows another primary: look at its link."));
          }
        });
    return all;
  }

  /** Returns the longest time that any replica took; meaningless while some are behind. */
  Duration slowest() {
    return took.values().stream().max(Duration::compareTo).orElse(Duration.ZERO);
  }

  List<Observation> rows() {
    List<Observation> rows = new ArrayList<>();
    took.forEach(
        (replica, time) ->
            rows.add(Observation.of(replica, "caught up within", time.toMillis(), "ms")));
    behind.forEach(
        (replica, standing) ->
            rows.add(
                standing instanceof LagRules.Behind lag
                    ? Observation.of(
                        replica, "bytes behind after " + Quantities.show(waited), lag.bytes(), "B")
                    : Observation.of(replica, "offset", "of another history")));
    return rows;
  }
}
