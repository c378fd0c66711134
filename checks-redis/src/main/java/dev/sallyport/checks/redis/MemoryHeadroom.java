package dev.sallyport.checks.redis;

import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.DataSize;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Metric;
import dev.sallyport.check.Objection;
import dev.sallyport.check.Percent;
import dev.sallyport.check.Quantities;
import dev.sallyport.check.Reading;
import dev.sallyport.check.Threshold;
import dev.sallyport.check.Verdict;
import java.time.Duration;
import java.util.ArrayList;
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
  // over which a broker must not evict; empty where that is no matter
  private final Optional<Duration> window;

  MemoryHeadroom(ClusterSource source, MemoryRules rules, Optional<Duration> window) {
    this.source = source;
    this.rules = rules;
    this.window = window;
  }

  /** Returns this metric with the memory that each node's container or host has. */
  public MemoryHeadroom hostLimit(DataSize limit) {
    Objects.requireNonNull(limit, "limit");
    return new MemoryHeadroom(source, new MemoryRules(Optional.of(limit)), window);
  }

  /**
   * Returns this metric for servers that keep a queue, such as Celery's: compared with a limit, it
   * also fails unless their policy is {@code noeviction}, and if a key was evicted within a second.
   */
  public MemoryHeadroom asBroker() {
    return asBroker(Duration.ofSeconds(1));
  }

  /**
   * Returns this metric as {@link #asBroker()}, looking for evictions over another window. What was
   * evicted before stands in the evidence, counted since the server's start.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public MemoryHeadroom asBroker(Duration span) {
    return new MemoryHeadroom(source, rules, Optional.of(Quantities.positive(span, "window")));
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
          List<Objection> wrong = new ArrayList<>();
          if (window.isPresent() && rules.problems(view).isEmpty()) {
            wrong.addAll(rules.policies(view));
            Optional<Window> seen = Window.over(window.get(), source, context);
            wrong.addAll(
                seen.map(MemoryRules::evictions)
                    .orElseGet(() -> List.of(Window.tooShort(window.get(), context))));
          }
          return wrong.isEmpty()
              ? plain.judge(context)
              : Verdict.of(
                  wrong,
                  "",
                  evidence(view)
                      .against(threshold.toString())
                      .over(window.orElseThrow(), view.peers().size()));
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
