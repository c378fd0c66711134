package dev.sallyport.report;

import dev.sallyport.journal.Event;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An item that a role attests before it votes, read from an approval's policy.
 *
 * @param role the role
 * @param text the item, as it stands in the checklist
 */
record AttestedItem(String role, String text) {
  private static final Pattern ATTESTS =
      Pattern.compile(
          " within=\\S+ attests=\\[(.*?)\\]"
              + "(?: waivable-by=\\[.*\\])?(?: several-roles)?(?: not-by-initiator)?"
              + "(?: on-failure=\\w+)?\\z",
          Pattern.DOTALL);

  /** Returns the items of an approval: what its plan says, and what else was attested. */
  static List<AttestedItem> of(NodeStory approval) {
    Map<String, String> spoken = new LinkedHashMap<>();
    for (Event.Attested item : approval.ballot().attested()) {
      spoken.put(item.item(), item.role());
    }
    Set<String> known = new LinkedHashSet<>(spoken.keySet());
    approval.ballot().waivers().forEach(waiver -> known.add(waiver.item()));
    known.remove("");
    List<AttestedItem> items = of(approval.policy(), known);
    items.forEach(item -> spoken.remove(item.text()));
    spoken.forEach((text, role) -> items.add(new AttestedItem(role, text)));
    return items;
  }

  /**
   * Returns the items that an approval has attested, in the order of the plan, with their roles.
   *
   * @param known texts of items that were spoken of; a text may hold what else parts two items
   */
  static List<AttestedItem> of(String policy, Set<String> known) {
    Matcher found = ATTESTS.matcher(policy);
    List<AttestedItem> items = new ArrayList<>();
    String rest = found.find() ? found.group(1) : "";
    Set<String> roles = Policies.votes(policy).keySet();
    while (!rest.isEmpty()) {
      String text = rest;
      String role = role(text, roles);
      if (role.isEmpty()) {
        return items;
      }
      String tail = rest.substring(role.length() + 2);
      String item = item(tail, roles, known);
      items.add(new AttestedItem(role, item));
      rest = tail.length() > item.length() ? tail.substring(item.length() + 2) : "";
    }
    return items;
  }

  /** Returns an approval's policy without its items. */
  static String without(String policy) {
    Matcher found = ATTESTS.matcher(policy);
    return found.find()
        ? policy.substring(0, found.start(1) - " attests=[".length())
            + policy.substring(found.end(1) + 1)
        : policy;
  }

  private static String role(String text, Set<String> roles) {
    return roles.stream()
        .filter(role -> text.startsWith(role + ": "))
        .max(Comparator.comparing(String::length))
        .orElse("");
  }

  private static String item(String tail, Set<String> roles, Set<String> known) {
    for (String text : known) {
      String rest = tail.startsWith(text) ? tail.substring(text.length()) : "?";
      if (rest.isEmpty() || rest.startsWith(", ") && !role(rest.substring(2), roles).isEmpty()) {
        return text;
      }
    }
    int end = tail.length();
    for (String role : roles) {
      int next = tail.indexOf(", " + role + ": ");
      end = next < 0 ? end : Math.min(end, next);
    }
    return tail.substring(0, end);
  }
}
