package dev.sallyport.checks.redis;

import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Objection;
import dev.sallyport.check.Quantities;
import dev.sallyport.check.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Checks that all members of the cluster answer, know each other and agree on who owns which slots.
 *
 * <p>Unlike {@code redis-cli --cluster check}, which leaves out the nodes it cannot reach, it wants
 * every node in the union of all members' views to answer. Without further words the seeds are
 * expected; {@link #expecting(int)} says how many nodes there are to be. Immutable and thread-safe.
 */
public final class ClusterConfigAgreement implements Check {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(300);
  private static final Duration LONGEST = Duration.ofDays(1);
  // for the looks and the verdict, once the patience is over
  private static final Duration RESERVE = Duration.ofMillis(500);

  private final ClusterSource reader;
  private final Expectation expectation;
  private final Optional<Duration> patience;

  ClusterConfigAgreement(
      ClusterSource reader, Expectation expectation, Optional<Duration> patience) {
    this.reader = reader;
    this.expectation = expectation;
    this.patience = patience;
  }

  /**
   * Returns this check for a cluster of that many nodes, primaries and replicas together.
   *
   * @throws IllegalArgumentException if {@code nodes} is less than one
   */
  public ClusterConfigAgreement expecting(int nodes) {
    if (nodes < 1) {
      throw new IllegalArgumentException("A cluster has at least one node, not " + nodes + ".");
    }
    return new ClusterConfigAgreement(
        reader, new Expectation(OptionalInt.of(nodes), List.of()), patience);
  }

  /**
   * Returns this check for a cluster of these nodes and the seeds, and no other.
   *
   * @param first the address of a node, {@code host:port}
   * @param more the addresses of the others
   * @throws IllegalArgumentException if one is no address
   */
  public ClusterConfigAgreement expecting(String first, String... more) {
    List<Address> addresses =
        Stream.concat(Stream.of(first), Stream.of(more))
            .map(text -> Seed.parse(text).address())
            .toList();
    return new ClusterConfigAgreement(
        reader, new Expectation(OptionalInt.empty(), addresses), patience);
  }

  /**
   * Returns this check with another patience: for how long a difference between the members, or an
   * expected node that is down, is pending before it fails.
   *
   * <p>Twice the {@code cluster-node-timeout} of the servers unless said. A difference has no age
   * that could be asked for; so a sample that has that much time looks until the patience is over,
   * and one that has less says pending and leaves the waiting to its gate.
   *
   * @throws IllegalArgumentException if {@code patience} is not positive
   */
  public ClusterConfigAgreement patience(Duration newPatience) {
    return new ClusterConfigAgreement(
        reader, expectation, Optional.of(Quantities.positive(newPatience, "patience")));
  }

  @Override
  public String name() {
    return "redis cluster-config-agreement";
  }

  @Override
  public Verdict judge(CheckContext context) throws Exception {
    // waiting is measured by the monotonic clock: one that is set meanwhile must not prolong it
    long end = System.nanoTime() + context.remaining(LONGEST).toNanos();
    ClusterView view = firstLook(context);
    AgreementRules rules =
        new AgreementRules(expectation, patience.orElse(view.nodeTimeout().multipliedBy(2)));
    List<Objection> differences = standing(rules, view);
    long since = System.nanoTime();
    Duration stood = Duration.ZERO;
    long looks = 1;
    while (!differences.isEmpty() && worthWaiting(rules.patience().minus(stood), end)) {
      context.pause(BETWEEN_LOOKS);
      view = reader.lookAgain(context, expectation.addresses());
      looks++;
      List<Objection> now = standing(rules, view);
      if (!now.equals(differences)) {
        differences = now;
        since = System.nanoTime();
      }
      stood = Duration.ofNanos(System.nanoTime() - since);
    }
    return Verdict.of(
        rules.findings(view, stood), pass(view), evidence(view, rules).over(stood, looks));
  }

  private ClusterView firstLook(CheckContext context) throws Exception {
    return expectation.addresses().isEmpty()
        ? reader.look(context)
        : reader.lookAgain(context, expectation.addresses());
  }

  private static List<Objection> standing(AgreementRules rules, ClusterView view) {
    return view.peers().isEmpty() ? List.of() : rules.differences(view);
  }

  private static boolean worthWaiting(Duration missing, long end) {
    Duration left = Duration.ofNanos(end - System.nanoTime());
    return missing.compareTo(Duration.ZERO) > 0 && missing.plus(RESERVE).compareTo(left) < 0;
  }

  private static String pass(ClusterView view) {
    int members = view.members().size();
    Slots assigned =
        view.peers().isEmpty() ? Slots.NONE : Signature.of(view.peers().get(0).state()).assigned();
    return "All "
        + members
        + " members answer, know each other and agree on the owners of "
        + assigned.count()
        + " slots";
  }

  private Evidence evidence(ClusterView view, AgreementRules rules) {
    return Evidence.of(reader.asked(), view.at())
        .observing(
            Rows.of(
                view,
                (rows, peer) -> {
                  Signature signature = Signature.of(peer.state());
                  rows.add(peer.name(), "signature", signature.digest());
                  rows.add(peer.name(), "assigned slots", signature.assigned().count());
                  rows.add(peer.name(), "own slots", peer.line().slots());
                  rows.add(peer.name(), "config epoch", peer.line().configEpoch());
                  rows.fields(
                      peer.name(),
                      peer.state().cluster(),
                      "cluster_current_epoch",
                      "cluster_known_nodes",
                      "cluster_state");
                }))
        .against(
            expectation
                + " answer, know each other and name the same owner for every slot; patience "
                + Quantities.show(rules.patience()));
  }
}
