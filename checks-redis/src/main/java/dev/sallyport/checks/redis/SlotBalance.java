package dev.sallyport.checks.redis;

import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Metric;
import dev.sallyport.check.Objection;
import dev.sallyport.check.Observation;
import dev.sallyport.check.Percent;
import dev.sallyport.check.Reading;
import dev.sallyport.check.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * By how much the primary that is furthest off has more or fewer slots than its even share.
 *
 * <p>{@code redis-cli --cluster rebalance} leaves alone what is within 2 %. A balance of slots is
 * none of load: the keys of each shard stand beside it in the evidence. Primaries without a slot
 * are left out unless they have a {@linkplain #weighing weight}. Immutable and thread-safe.
 */
public final class SlotBalance implements Metric<Percent> {
  private final ClusterSource source;
  private final Map<String, Double> weights;

  SlotBalance(ClusterSource source, Map<String, Double> weights) {
    this.source = source;
    this.weights = weights;
  }

  /**
   * Returns this metric with a primary that is to have {@code weight} times the slots of one with
   * weight 1, the default; 0 is one that is to have none.
   *
   * @param member its {@code host:port}
   * @throws IllegalArgumentException if the weight is negative or not finite
   */
  public SlotBalance weighing(String member, double weight) {
    if (!(weight >= 0) || !Double.isFinite(weight)) {
      throw new IllegalArgumentException(
          "A weight must be zero or more, but that of " + member + " is " + weight);
    }
    Map<String, Double> more = new LinkedHashMap<>(weights);
    more.put(member, weight);
    return new SlotBalance(source, Map.copyOf(more));
  }

  @Override
  public String name() {
    return "redis slot-balance";
  }

  @Override
  public Reading<Percent> read(CheckContext context) throws Exception {
    ClusterView view = source.look(context);
    Evidence evidence =
        Evidence.of(source.asked(), view.at()).observing(Rows.of(view, SlotBalance::row));
    List<Objection> problems = new ArrayList<>();
    Absence.ofAll(view).ifPresent(problems::add);
    if (problems.isEmpty()) {
      view.silent().stream()
          .filter(member -> !view.slotsBySay(member.id()).isEmpty() || member.named())
          .forEach(member -> problems.add(Absence.unread(view, member)));
    }
    if (!problems.isEmpty()) {
      Verdict verdict = Verdict.of(problems, "", evidence);
      return Reading.error(verdict.reason(), verdict.evidence());
    }
    return worst(shares(view), evidence);
  }

  private Map<String, double[]> shares(ClusterView view) {
    Map<String, double[]> shares = new LinkedHashMap<>();
    for (Peer primary : view.primaries()) {
      int slots = primary.line().slots().count();
      if (slots > 0 || weights.containsKey(primary.name())) {
        double weight = weights.getOrDefault(primary.name(), 1.0);
        shares.put(primary.name(), new double[] {slots, weight});
      }
    }
    return shares;
  }

  private static Reading<Percent> worst(Map<String, double[]> shares, Evidence evidence) {
    double slots = shares.values().stream().mapToDouble(share -> share[0]).sum();
    double weights = shares.values().stream().mapToDouble(share -> share[1]).sum();
    if (slots == 0 || weights == 0) {
      return Reading.noData("no primary has a slot, or none is to have one", evidence);
    }
    double worst = 0;
    String who = "";
    for (Map.Entry<String, double[]> share : shares.entrySet()) {
      double even = slots * share.getValue()[1] / weights;
      double off =
          even == 0
              ? (share.getValue()[0] == 0 ? 0 : 100)
              : 100 * Math.abs(share.getValue()[0] - even) / even;
      if (off >= worst) {
        worst = off;
        who = share.getKey();
      }
    }
    return Reading.value(
        Percent.of(worst), evidence.and(Observation.of(who, "furthest off by", Percent.of(worst))));
  }

  private static void row(Rows rows, Peer peer) {
    if (peer.state().primary()) {
      rows.add(peer.name(), "slots", peer.line().slots().count());
      rows.fields(peer.name(), peer.state().info(), "db0", "used_memory");
    }
  }
}
