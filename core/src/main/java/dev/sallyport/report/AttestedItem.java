package dev.sallyport.report;

import dev.sallyport.journal.Event;
import dev.sallyport.plan.Approval;
import dev.sallyport.plan.PlanDescription;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An item that a role attests before it votes.
 *
 * @param role the role
 * @param text the item, as it stands in the checklist
 * @param covers the ids of the checklist's items that it is
 */
record AttestedItem(String role, String text, List<String> covers) {

  /** Returns the items of an approval: what its plan says, and what else was attested. */
  static List<AttestedItem> of(NodeStory approval) {
    List<AttestedItem> items = of(approval.entry());
    Map<String, String> spoken = new LinkedHashMap<>();
    for (Event.Attested item : approval.ballot().attested()) {
      spoken.put(item.item(), item.role());
    }
    items.forEach(item -> spoken.remove(item.text()));
    spoken.forEach((text, role) -> items.add(new AttestedItem(role, text, List.of())));
    return items;
  }

  /** Returns the items that a plan has an approval attested by, in order. */
  static List<AttestedItem> of(PlanDescription.Entry approval) {
    List<AttestedItem> items = new ArrayList<>();
    for (Approval.Item item : approval.items()) {
      items.add(new AttestedItem(item.role(), item.text(), item.covers()));
    }
    return items;
  }

  /** Returns an approval's policy without its items. */
  static String without(PlanDescription.Entry approval) {
    return approval.policy().replace(" attests=" + approval.items(), "");
  }

  /** Returns the item as the checklist has it, with its ids. */
  String title() {
    return covers.isEmpty() ? text : text + " (" + String.join(", ", covers) + ")";
  }
}
