package dev.sallyport.testkit.properties;

import dev.sallyport.journal.Event;
import dev.sallyport.plan.Node;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was waived in a run, and whether it might be. */
final class Waivers {
  private final Trace trace;
  private final List<Event.Waived> all = new ArrayList<>();

  Waivers(Trace trace) {
    this.trace = trace;
  }

  /** Notes a waiver; returns what is wrong with it, or null. */
  @Nullable String add(Event.Waived waiver, String initiator) {
    all.add(waiver);
    Node node = trace.plan().graph().node(trace.plan().graph().indexOf(waiver.path()));
    boolean initiated = waiver.who().equals(initiator);
    boolean allowed;
    if (node instanceof Node.ApprovalNode it) {
      initiated &= it.approval().excludesInitiator();
      allowed = it.approval().waivableBy().contains(waiver.role());
    } else {
      initiated = false;
      allowed =
          node instanceof Node.GateNode it
              && it.gate().policy().waivableBy().contains(waiver.role());
    }
    if (!allowed || initiated) {
      return waiver + " is by nobody who may";
    }
    return waiver.until().isAfter(waiver.at()) ? null : waiver + " had ended when it was given";
  }

  /** Returns whether an item, or all of a node if it is empty, is waived at that time. */
  boolean cover(String path, String item, Instant at) {
    return all.stream()
        .anyMatch(
            waiver ->
                waiver.path().equals(path)
                    && waiver.item().equals(item)
                    && at.isBefore(waiver.until()));
  }

  /** Returns whether a waiver of that node had ended by that time. */
  boolean ended(String path, Instant at) {
    return all.stream()
        .anyMatch(waiver -> waiver.path().equals(path) && !at.isBefore(waiver.until()));
  }
}
