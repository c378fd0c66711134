package dev.sallyport.checks.redis;

import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Verdict;

/** Checks that every slot has one owner that serves it, in the eyes of every member. */
record SlotCoverage(ClusterSource reader) implements Check {

  @Override
  public String name() {
    return "redis slot-coverage";
  }

  @Override
  public Verdict judge(CheckContext context) throws Exception {
    ClusterView view = reader.look(context);
    Evidence evidence =
        Evidence.of(reader.asked(), view.at())
            .observing(Rows.of(view, SlotCoverage::row))
            .against(
                "16384 slots ok, none pfail or fail, cluster_state ok on every member, each slot"
                    + " claimed by one primary");
    return Verdict.of(CoverageRules.findings(view), pass(view), evidence);
  }

  private static void row(Rows rows, Peer peer) {
    rows.add(peer.name(), "own slots", peer.line().slots());
    rows.fields(
        peer.name(),
        peer.state().cluster(),
        "cluster_state",
        "cluster_slots_assigned",
        "cluster_slots_ok",
        "cluster_slots_pfail",
        "cluster_slots_fail");
    rows.fields(peer.name(), peer.state().config(), "cluster-require-full-coverage");
  }

  private static String pass(ClusterView view) {
    String silent =
        view.silent().isEmpty()
            ? ""
            : "; " + view.silent().size() + " failed nodes without slots do not answer";
    return "All 16384 slots are served by "
        + view.primaries().stream().filter(peer -> !peer.line().slots().isEmpty()).count()
        + " primaries, as all "
        + view.peers().size()
        + " answering members say"
        + silent;
  }
}
