package dev.sallyport.checks.redis;

import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Quantities;
import dev.sallyport.check.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Checks that the nodes keep an append-only file (AOF), that it is written and rewritten without
 * error, and that the disk keeps up.
 *
 * <p>Both status fields say {@code ok} while the file is off; so {@code aof_enabled} must be 1.
 * Reads twice within a sample to see delayed fsyncs. Immutable and thread-safe.
 */
public final class AofPersistence implements Check {
  static final Duration WINDOW = Duration.ofSeconds(1);

  private final ClusterSource reader;
  private final AofRules rules;
  private final Duration window;

  AofPersistence(ClusterSource reader, AofRules rules, Duration window) {
    this.reader = reader;
    this.rules = rules;
    this.window = window;
  }

  /** Returns this check for the primaries alone; every node is looked at unless said. */
  public AofPersistence onPrimaries() {
    return new AofPersistence(reader, new AofRules(Scope.PRIMARIES, rules.delayed()), window);
  }

  /** Returns this check for the replicas alone, where only they keep the file. */
  public AofPersistence onReplicas() {
    return new AofPersistence(reader, new AofRules(Scope.REPLICAS, rules.delayed()), window);
  }

  /**
   * Returns this check with another limit of delayed fsyncs of a node within the window; 0 unless
   * said.
   *
   * @throws IllegalArgumentException if {@code count} is negative
   */
  public AofPersistence delayedFsyncsAtMost(long count) {
    if (count < 0) {
      throw new IllegalArgumentException("There cannot be " + count + " delayed fsyncs.");
    }
    return new AofPersistence(reader, new AofRules(rules.scope(), count), window);
  }

  /**
   * Returns this check over another window, 1 s unless said; it must be shorter than the deadline
   * of the sample.
   *
   * @throws IllegalArgumentException if {@code span} is not positive
   */
  public AofPersistence over(Duration span) {
    return new AofPersistence(reader, rules, Quantities.positive(span, "window"));
  }

  @Override
  public String name() {
    return "redis persistence-aof";
  }

  @Override
  public Verdict judge(CheckContext context) throws Exception {
    Optional<Window> seen = Window.over(window, reader, context);
    ClusterView last = seen.isPresent() ? seen.get().after() : reader.look(context);
    Evidence evidence =
        Evidence.of(reader.asked(), last.at())
            .observing(Rows.of(last, AofPersistence::row))
            .against(
                rules.scope()
                    + ": aof_enabled is 1, both status fields are ok, at most "
                    + rules.delayed()
                    + " delayed fsyncs in the window");
    if (seen.isEmpty()) {
      return Verdict.of(List.of(Window.tooShort(window, context)), "", evidence);
    }
    String pass =
        "All "
            + rules.scope().answering(last).size()
            + " nodes looked at keep an append-only file and write it without error";
    return Verdict.of(rules.findings(seen.get()), pass, evidence.over(seen.get().span(), 2));
  }

  private static void row(Rows rows, Peer peer) {
    rows.fields(peer.name(), peer.state().config(), "appendfsync");
    rows.fields(
        peer.name(),
        peer.state().info(),
        "aof_enabled",
        "aof_last_write_status",
        "aof_last_bgrewrite_status",
        "aof_rewrite_in_progress",
        "aof_base_size",
        "aof_pending_bio_fsync",
        "aof_delayed_fsync");
  }
}
