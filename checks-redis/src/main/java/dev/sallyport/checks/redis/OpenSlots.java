package dev.sallyport.checks.redis;

import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Checks that no slot is being moved or was left half moved, in either way of moving slots. */
record OpenSlots(ClusterSource reader) implements Check {
  private static final Duration CONFIRM = Duration.ofMillis(500);

  @Override
  public String name() {
    return "redis open-slots";
  }

  @Override
  public Verdict judge(CheckContext context) throws Exception {
    ClusterView view = reader.look(context);
    List<HalfOpen> before = HalfOpen.in(view);
    if (!before.isEmpty() && context.remaining().compareTo(CONFIRM.multipliedBy(2)) > 0) {
      context.pause(CONFIRM);
      view = reader.lookAgain(context, List.of());
      return judge(view, before, CONFIRM, 2);
    }
    return judge(view, List.of(), Duration.ZERO, 1);
  }

  private Verdict judge(ClusterView view, List<HalfOpen> before, Duration window, long looks) {
    Evidence evidence =
        Evidence.of(reader.asked(), view.at())
            .observing(Rows.of(view, OpenSlots::row))
            .against("no primary marks a slot as migrating or importing, no atomic migration runs")
            .over(window, looks);
    String pass = "None of " + view.primaries().size() + " primaries has an open slot";
    return Verdict.of(OpenSlotRules.findings(view, before), pass, evidence);
  }

  private static void row(Rows rows, Peer peer) {
    NodeState state = peer.state();
    if (state.primary()) {
      String marks =
          peer.line().open().stream().map(OpenSlot::toString).collect(Collectors.joining(" "));
      rows.add(peer.name(), "open slots", marks.isEmpty() ? "none" : marks);
    }
    rows.fields(peer.name(), state.cluster(), "cluster_slot_migration_active_tasks");
    for (SlotMigration migration : state.migrations()) {
      rows.add(
          peer.name(),
          "atomic migration " + migration.name(),
          migration.operation() + " " + migration.slots() + " " + migration.state());
    }
  }
}
