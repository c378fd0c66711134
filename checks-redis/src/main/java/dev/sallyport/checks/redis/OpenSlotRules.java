package dev.sallyport.checks.redis;

import dev.sallyport.check.Objection;
import dev.sallyport.check.Verdict;
import java.util.ArrayList;
import java.util.List;

/** When no slot is being moved, and none was left half moved. Pure. */
final class OpenSlotRules {
  private OpenSlotRules() {}

  /**
   * Returns what is open.
   *
   * @param before the half-open slots of an earlier look in the same sample; a slot is half open
   *     for a moment at the begin and the end of each sound migration, so only one seen twice is a
   *     failure
   */
  static List<Objection> findings(ClusterView view, List<HalfOpen> before) {
    List<Objection> findings = new ArrayList<>();
    Absence.ofAll(view).ifPresent(findings::add);
    if (!findings.isEmpty()) {
      return findings;
    }
    view.silent().forEach(member -> findings.addAll(silent(view, member)));
    List<HalfOpen> half = HalfOpen.in(view);
    for (Peer peer : view.primaries()) {
      for (OpenSlot open : peer.line().open()) {
        HalfOpen one = new HalfOpen(peer.id(), open);
        findings.add(
            half.contains(one)
                ? halfOpen(view, peer, open).failingIf(before.contains(one))
                : moving(view, peer, open));
      }
    }
    view.peers().forEach(peer -> findings.addAll(atomic(peer)));
    return findings;
  }

  private static Objection moving(ClusterView view, Peer peer, OpenSlot open) {
    return Objection.pending(
        "migration-under-way",
        peer.name(),
        mark(view, peer, open),
        "Let the migration end; if nothing is moving it, redis-cli --cluster fix.");
  }

  private static Objection halfOpen(ClusterView view, Peer peer, OpenSlot open) {
    return Objection.pending(
        "half-open-slot",
        peer.name(),
        mark(view, peer, open)
            + ", but "
            + view.name(open.peer())
            + (open.migrating() ? " is not importing it" : " is not migrating it"),
        "Close it: redis-cli --cluster fix, or CLUSTER SETSLOT "
            + open.slot()
            + " STABLE on "
            + peer.name()
            + " after looking for keys on both ends.");
  }

  private static String mark(ClusterView view, Peer peer, OpenSlot open) {
    return peer.name()
        + (open.migrating() ? " is migrating slot " : " is importing slot ")
        + open.slot()
        + (open.migrating() ? " to " : " from ")
        + view.name(open.peer());
  }

  private static List<Objection> silent(ClusterView view, Member member) {
    boolean replica =
        !member.id().isEmpty() && view.linesAbout(member.id()).stream().allMatch(NodeLine::replica);
    boolean slotless = view.slotsBySay(member.id()).isEmpty();
    boolean failed = Standing.of(view, member) == Standing.FAILED;
    if (failed && slotless && !member.silence().orElseThrow().ours()
        || replica && !view.linesAbout(member.id()).isEmpty()) {
      return List.of();
    }
    // the marks stand on the owner's own line alone: nobody else can be asked
    return List.of(
        Objection.unknown(
            Verdict.Cause.ERROR,
            "marks-unreadable",
            member.name(),
            "Whether "
                + member.name()
                + " has open slots only it can tell, and it does not answer ("
                + member.silence().orElseThrow().detail()
                + ")",
            "Start it again or look at why it cannot be reached; then ask again."));
  }

  private static List<Objection> atomic(Peer peer) {
    List<Objection> findings = new ArrayList<>();
    peer.state().migrations().stream()
        .filter(SlotMigration::running)
        .forEach(
            migration ->
                findings.add(
                    atomic(
                        peer,
                        peer.name()
                            + " has an atomic migration ("
                            + migration.operation()
                            + ") of slots "
                            + migration.slots()
                            + " in state "
                            + migration.state())));
    long tasks = peer.state().cluster().number("cluster_slot_migration_active_tasks", 0);
    if (findings.isEmpty() && tasks > 0) {
      findings.add(atomic(peer, peer.name() + " has " + tasks + " atomic migration tasks"));
    }
    return findings;
  }

  private static Objection atomic(Peer peer, String text) {
    return Objection.pending(
        "atomic-migration-under-way", peer.name(), text, "Let it end, or cancel it.");
  }
}
