package dev.sallyport.checks.redis;

import dev.sallyport.check.DataSize;
import dev.sallyport.check.Objection;
import dev.sallyport.check.Quantities;
import dev.sallyport.check.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How full the memory of each node is. Pure.
 *
 * @param hostLimit what a node without {@code maxmemory} may use; if not said, its host's memory
 */
record MemoryRules(Optional<DataSize> hostLimit) {

  /** Returns the limit of a node in bytes; 0 if it is not known. */
  long limit(Fields info) {
    long maximum = info.number("maxmemory", 0);
    long host = hostLimit.map(size -> size.bytes()).orElse(info.number("total_system_memory", 0));
    return maximum > 0 && host > 0 ? Math.min(maximum, host) : Math.max(maximum, host);
  }

  /** Returns the share that a node uses, in percent; what the system gave it, where that counts. */
  OptionalDouble used(Fields info) {
    long limit = limit(info);
    boolean own = info.number("maxmemory", 0) == limit;
    long used = info.number(own ? "used_memory" : "used_memory_rss", -1);
    return limit <= 0 || used < 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(100.0 * used / limit);
  }

  List<Objection> problems(ClusterView view) {
    List<Objection> problems = new ArrayList<>();
    Absence.ofAll(view).ifPresent(problems::add);
    if (!problems.isEmpty()) {
      return problems;
    }
    view.silent().forEach(member -> problems.add(Absence.unread(view, member)));
    for (Peer peer : view.peers()) {
      if (used(peer.state().info()).isEmpty()) {
        problems.add(
            Objection.unknown(
                Verdict.Cause.NO_DATA,
                "no-limit",
                peer.name(),
                peer.name() + " has no maxmemory and does not tell its host's memory",
                "Set maxmemory, or name the limit of its container: hostLimit(...)."));
      }
    }
    return problems;
  }

  /** Returns what a broker must not have: a policy by which a full memory loses tasks. */
  List<Objection> policies(ClusterView view) {
    List<Objection> found = new ArrayList<>();
    for (Peer peer : view.peers()) {
      String policy = peer.state().info().text("maxmemory_policy");
      if (!policy.equals("noeviction")) {
        found.add(
            Objection.fail(
                "evicting-policy",
                peer.name(),
                peer.name() + " has the policy " + policy + ", so a full memory loses tasks",
                "CONFIG SET maxmemory-policy noeviction."));
      }
    }
    return found;
  }

  /** Returns which nodes threw keys away within a window, or why that cannot be told. */
  static List<Objection> evictions(Window window) {
    List<Objection> found = new ArrayList<>(window.problems(List.of("evicted_keys")));
    for (NodeSpan span : window.spans()) {
      long evicted = span.delta("evicted_keys");
      if (evicted > 0) {
        found.add(
            Objection.fail(
                "keys-evicted",
                span.after().name(),
                span.after().name()
                    + " evicted "
                    + evicted
                    + " keys within "
                    + Quantities.show(window.span()),
                "Tasks are lost: give it memory, and look at the queues."));
      }
    }
    return found;
  }
}
