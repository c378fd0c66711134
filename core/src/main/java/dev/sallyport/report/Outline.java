package dev.sallyport.report;

import dev.sallyport.plan.PlanDescription;
import dev.sallyport.plan.PlanDescription.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The shape of a plan, read from its description: phases, and in them stages of what stands side by
 * side.
 *
 * @param inputs the inputs
 * @param secrets the secrets
 * @param phases the phases, in order
 */
record Outline(List<Entry> inputs, List<Entry> secrets, List<PhaseOutline> phases) {
  private static final Pattern STAGE = Pattern.compile("^stage (\\d+)");
  private static final Pattern AFTER = Pattern.compile("(?:^|; )after ");

  /**
   * A phase.
   *
   * @param entry its entry
   * @param after the phases it waits for
   * @param stages what stands in it, in order
   */
  record PhaseOutline(Entry entry, Set<String> after, List<List<Entry>> stages) {
    String name() {
      return entry.path();
    }

    boolean hasRollback() {
      return entry.structure().endsWith("has onRollback");
    }
  }

  static Outline of(PlanDescription plan) {
    List<Entry> inputs = new ArrayList<>();
    List<Entry> secrets = new ArrayList<>();
    Map<Entry, List<Entry>> phases = new LinkedHashMap<>();
    List<Entry> current = new ArrayList<>();
    for (Entry entry : plan.entries()) {
      switch (entry.kind()) {
        case "input" -> inputs.add(entry);
        case "secret" -> secrets.add(entry);
        case "phase" -> {
          current = new ArrayList<>();
          phases.put(entry, current);
        }
        default -> current.add(entry);
      }
    }
    Set<String> names = new LinkedHashSet<>();
    phases.keySet().forEach(entry -> names.add(entry.path()));
    List<PhaseOutline> outlines = new ArrayList<>();
    phases.forEach(
        (entry, nodes) ->
            outlines.add(new PhaseOutline(entry, after(entry, names), stages(nodes))));
    return new Outline(List.copyOf(inputs), List.copyOf(secrets), List.copyOf(outlines));
  }

  /** Returns which of the names the entry waits for. */
  static Set<String> after(Entry entry, Set<String> names) {
    Set<String> found = new LinkedHashSet<>();
    Matcher start = AFTER.matcher(entry.structure());
    if (!start.find()) {
      return found;
    }
    // Names may hold commas and semicolons; so the known ones are looked for, longest first.
    List<String> known = new ArrayList<>(names);
    known.sort((a, b) -> b.length() - a.length());
    String rest = entry.structure().substring(start.end());
    while (true) {
      String text = rest;
      String name = known.stream().filter(n -> begins(text, n)).findFirst().orElse("");
      if (name.isEmpty()) {
        return found;
      }
      found.add(name);
      rest = rest.substring(name.length());
      if (!rest.startsWith(", ")) {
        return found;
      }
      rest = rest.substring(2);
    }
  }

  private static boolean begins(String text, String name) {
    String tail = text.startsWith(name) ? text.substring(name.length()) : "?";
    return tail.isEmpty() || tail.startsWith(", ") || tail.startsWith("; ");
  }

  private static List<List<Entry>> stages(List<Entry> nodes) {
    Map<Integer, List<Entry>> stages = new TreeMap<>();
    for (Entry node : nodes) {
      Matcher stage = STAGE.matcher(node.structure());
      int number = stage.find() ? Integer.parseInt(stage.group(1)) : stages.size() + 1;
      stages.computeIfAbsent(number, n -> new ArrayList<>()).add(node);
    }
    return List.copyOf(stages.values());
  }
}
