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
 * Checks that no failover is under way: one epoch everywhere, a config epoch of its own for each
 * primary, and neither roles nor epochs changed over a window.
 *
 * <p>{@code master_failover_state} tells of a coordinated {@code FAILOVER} only; an election of the
 * cluster shows in its epochs. Immutable and thread-safe.
 */
public final class FailoverQuiescent implements Check {
  static final Duration WINDOW = Duration.ofSeconds(2);

  private final ClusterSource source;
  private final Duration window;

  FailoverQuiescent(ClusterSource source, Duration window) {
    this.source = source;
    this.window = window;
  }

  /**
   * Returns this check over another window, 2 s unless said. The sample waits for it; so it must be
   * shorter than the deadline of the sample.
   *
   * @throws IllegalArgumentException if {@code span} is not positive
   */
  public FailoverQuiescent over(Duration span) {
    return new FailoverQuiescent(source, Quantities.positive(span, "window"));
  }

  @Override
  public String name() {
    return "redis failover-quiescent";
  }

  @Override
  public Verdict judge(CheckContext context) throws Exception {
    Optional<Window> seen = Window.over(window, source, context);
    if (seen.isEmpty()) {
      return Verdict.of(
          List.of(Window.tooShort(window, context)),
          "",
          Evidence.of(source.asked(), context.clock().instant()));
    }
    Window both = seen.get();
    Evidence evidence =
        Evidence.of(source.asked(), both.after().at())
            .observing(Rows.of(both.after(), FailoverQuiescent::row))
            .against("one epoch, no failover, roles and epochs unchanged")
            .over(both.span(), 2);
    return Verdict.of(
        QuiescenceRules.findings(both),
        "All "
            + both.after().peers().size()
            + " members kept their roles at epoch "
            + both.after().peers().stream()
                .map(peer -> peer.state().cluster().text("cluster_current_epoch"))
                .findFirst()
                .orElse("?"),
        evidence);
  }

  private static void row(Rows rows, Peer peer) {
    rows.fields(peer.name(), peer.state().cluster(), "cluster_current_epoch", "cluster_my_epoch");
    rows.add(peer.name(), "config epoch", peer.line().configEpoch());
    rows.fields(peer.name(), peer.state().info(), "master_failover_state", "run_id");
  }
}
