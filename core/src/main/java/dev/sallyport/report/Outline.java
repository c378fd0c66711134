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
 * The shape of a plan, read from its description: phases, in them stages of what stands side by
 * side, and beside them what stands in no phase.
 *
 * @param inputs the inputs
 * @param secrets the secrets
 * @param start when a run may go forward; empty for at any time, else one entry
 * @param phases the phases, in order
 * @param watches the watches
 * @param announcements the announcements
 */
record Outline(
    List<Entry> inputs,
    List<Entry> secrets,
    List<Entry> start,
    List<PhaseOutline> phases,
    List<Entry> watches,
    List<Entry> announcements) {
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
    Map<Entry, List<Entry>> phases = new LinkedHashMap<>();
    List<Entry> current = new ArrayList<>();
    for (Entry entry : plan.entries()) {
      switch (entry.kind()) {
        case "input", "secret", Kinds.START, Kinds.WATCH, Kinds.ANNOUNCEMENT -> {}
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
    return new Outline(
        all(plan, "input"),
        all(plan, "secret"),
        all(plan, Kinds.START),
        List.copyOf(outlines),
        all(plan, Kinds.WATCH),
        all(plan, Kinds.ANNOUNCEMENT));
  }

  private static List<Entry> all(PlanDescription plan, String kind) {
    return plan.entries().stream().filter(entry -> entry.kind().equals(kind)).toList();
  }

  /** Returns everything of which there is something to tell, in the order in which it is told. */
  List<Entry> told() {
    List<Entry> told = new ArrayList<>(start);
    phases.forEach(phase -> phase.stages().forEach(told::addAll));
    told.addAll(watches);
    told.addAll(announcements);
    return told;
  }

  /**
   * Returns the phases with which a watch begins and ends; empty where it is the start or the end
   * of the plan.
   */
  Span span(Entry watch) {
    List<String> froms = new ArrayList<>(names());
    froms.add("the start");
    List<String> untils = new ArrayList<>(names());
    untils.add("the end");
    for (int from = 0; from < froms.size(); from++) {
      for (int until = 0; until < untils.size(); until++) {
        if (watch.structure().equals("from " + froms.get(from) + " to " + untils.get(until))) {
          return new Span(
              from < names().size() ? froms.get(from) : "",
              until < names().size() ? untils.get(until) : "");
        }
      }
    }
    return new Span("", "");
  }

  private List<String> names() {
    return phases.stream().map(PhaseOutline::name).toList();
  }

  /** The phases with which a watch begins and ends; empty for the start and the end of the plan. */
  record Span(String from, String until) {}

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
