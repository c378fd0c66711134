package dev.sallyport.checks.redis;

import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.DataSize;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Metric;
import dev.sallyport.check.Objection;
import dev.sallyport.check.Percent;
import dev.sallyport.check.Reading;
import dev.sallyport.check.Threshold;
import dev.sallyport.check.Verdict;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How full the memory of the fullest node is, in percent of {@code maxmemory}.
 *
 * <p>A node without {@code maxmemory} is not unlimited: it counts by what the system gave it
 * (resident set) against its host's memory, or against {@link #hostLimit}, which a container needs,
 * since the server sees the host's. Evictions and fragmentation stand in the evidence. Immutable
 * and thread-safe.
 */
public final class MemoryHeadroom implements Metric<Percent> {
  private final ClusterSource source;
  private final MemoryRules rules;

  MemoryHeadroom(ClusterSource source, MemoryRules rules) {
    this.source = source;
    this.rules = rules;
  }

  /** Returns this metric with the memory that each node's container or host has. */
  public MemoryHeadroom hostLimit(DataSize limit) {
    Objects.requireNonNull(limit, "limit");
    return new MemoryHeadroom(source, new MemoryRules(Optional.of(limit), rules.broker()));
  }

  /**
   * Returns this metric for servers that keep a queue, such as Celery's: compared with a limit, it
   * also fails unless their policy is {@code noeviction} and no key was ever evicted.
   */
  public MemoryHeadroom asBroker() {
    return new MemoryHeadroom(source, new MemoryRules(rules.hostLimit(), true));
  }

  @Override
  public String name() {
    return "redis memory-headroom";
  }

  @Override
  public Reading<Percent> read(CheckContext context) throws Exception {
    return reading(source.look(context));
  }

  private Reading<Percent> reading(ClusterView view) {
    Evidence evidence = evidence(view);
    List<Objection> problems = rules.problems(view);
    if (!problems.isEmpty()) {
      Verdict verdict = Verdict.of(problems, "", evidence);
      return Reading.error(verdict.reason(), verdict.evidence());
    }
    return view.peers().stream()
        .mapToDouble(peer -> rules.used(peer.state().info()).orElseThrow())
        .max()
        .stream()
        .mapToObj(most -> Reading.value(Percent.of(most), evidence))
        .findFirst()
        .orElseGet(() -> Reading.noData("no node answers", evidence));
  }

  @Override
  public Check compared(Threshold<Percent> threshold) {
    Check plain = Metric.of(name(), context -> reading(source.look(context))).compared(threshold);
    return Check.of(
        plain.name(),
        context -> {
          ClusterView view = source.look(context);
          List<Objection> evictions = rules.evictions(view);
          return evictions.isEmpty()
              ? plain.judge(context)
              : Verdict.of(evictions, "", evidence(view).against(threshold.toString()));
        });
  }

  private Evidence evidence(ClusterView view) {
    return Evidence.of(source.asked(), view.at()).observing(Rows.of(view, this::row));
  }

  private void row(Rows rows, Peer peer) {
    Fields info = peer.state().info();
    rows.fields(peer.name(), info, "used_memory", "used_memory_rss", "maxmemory");
    rows.fields(peer.name(), info, "maxmemory_policy", "evicted_keys", "mem_fragmentation_ratio");
    rows.add(peer.name(), "limit", DataSize.bytes(rules.limit(info)));
  }
}
