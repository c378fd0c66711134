package dev.sallyport.checks.redis;

import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Quantities;
import dev.sallyport.check.Verdict;
import java.time.Duration;

/**
 * Checks that each member of the cluster holds its link to each other for up: both directions of
 * each pair, as both ends say.
 *
 * <p>"Connected" is what one end says of the link it opened; the way back is the other end's. A
 * node that answers us and is not heard by another is what a one-way firewall looks like. Immutable
 * and thread-safe.
 */
public final class ClusterLinks implements Check {
  private final ClusterSource source;
  private final LinkRules rules;

  ClusterLinks(ClusterSource source, LinkRules rules) {
    this.source = source;
    this.rules = rules;
  }

  /**
   * Returns this check with another patience: for how long a node may be unheard of by another
   * before that is a failure; until then it is pending. 60 s unless said.
   *
   * @throws IllegalArgumentException if {@code patience} is not positive
   */
  public ClusterLinks patience(Duration patience) {
    return new ClusterLinks(source, new LinkRules(Quantities.positive(patience, "patience")));
  }

  @Override
  public String name() {
    return "redis cluster-links";
  }

  @Override
  public Verdict judge(CheckContext context) throws Exception {
    ClusterView view = source.look(context);
    Evidence evidence =
        Evidence.of(source.asked(), view.at())
            .observing(Rows.of(view, (rows, peer) -> links(rows, view, peer)))
            .against(
                "every member connected to every other, none flagged fail, fail?, handshake or"
                    + " noaddr; patience "
                    + Quantities.show(rules.patience()));
    int members = view.members().size();
    return Verdict.of(
        rules.findings(view),
        "All " + members * (members - 1) + " links between " + members + " members are up",
        evidence);
  }

  private static void links(Rows rows, ClusterView view, Peer peer) {
    for (NodeLine line : peer.state().nodes()) {
      if (!line.myself()) {
        Duration unheard = LinkRules.unheard(peer, line);
        rows.add(
            peer.name(),
            "link to " + view.name(line.id()),
            (line.connected() ? "connected" : "disconnected")
                + " "
                + String.join(",", line.flags().stream().sorted().toList())
                + ", heard "
                + unheard.toMillis()
                + " ms ago"
                + (line.pingSentMillis() > 0 ? ", a ping is unanswered" : ""));
      }
    }
  }
}
