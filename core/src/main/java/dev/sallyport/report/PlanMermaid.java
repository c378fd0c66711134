package dev.sallyport.report;

import dev.sallyport.plan.PlanDescription;
import dev.sallyport.plan.PlanDescription.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A plan as a Mermaid flowchart: a box a phase, steps as boxes, gates as diamonds. */
final class PlanMermaid {
  private final StringBuilder out = new StringBuilder("flowchart TD\n");
  private final Map<String, String> ids = new HashMap<>();
  private int watches;
  private int announcements;

  private PlanMermaid() {}

  static String write(PlanDescription plan) {
    PlanMermaid chart = new PlanMermaid();
    Outline outline = Outline.of(plan);
    Map<String, String> phases = new HashMap<>();
    for (Outline.PhaseOutline phase : outline.phases()) {
      phases.put(phase.name(), "p" + (phases.size() + 1));
    }
    for (Outline.PhaseOutline phase : outline.phases()) {
      chart.phase(phase, phases.getOrDefault(phase.name(), ""));
    }
    for (Outline.PhaseOutline phase : outline.phases()) {
      for (String before : phase.after()) {
        chart.line(1, phases.get(before) + " --> " + phases.get(phase.name()));
      }
    }
    outline.start().forEach(entry -> chart.start(entry, outline, phases));
    outline.watches().forEach(entry -> chart.watch(entry, outline.span(entry), phases));
    outline.announcements().forEach(chart::announcement);
    return chart.out.toString();
  }

  private void start(Entry entry, Outline outline, Map<String, String> phases) {
    line(1, "s1([" + label("start" + PlanText.start(entry)) + "])");
    for (Outline.PhaseOutline phase : outline.phases()) {
      if (phase.after().isEmpty()) {
        line(1, "s1 --> " + phases.get(phase.name()));
      }
    }
  }

  /** Writes a watch with dotted lines to the phases with which its span begins and ends. */
  private void watch(Entry entry, Outline.Span span, Map<String, String> phases) {
    String id = "w" + ++watches;
    String check = Policies.check(entry.policy());
    line(1, id + "([" + label("watch " + PlanText.name(entry) + "\n" + check) + "])");
    if (!span.from().isEmpty()) {
      line(1, id + " -. from .-> " + phases.get(span.from()));
    }
    if (!span.until().isEmpty()) {
      line(1, id + " -. until .-> " + phases.get(span.until()));
    }
  }

  private void announcement(Entry entry) {
    String to =
        "to " + Policies.channel(entry.policy()) + " at " + Policies.moments(entry.policy());
    String name = "announcement " + PlanText.name(entry) + "\n" + to;
    line(1, "a" + ++announcements + ">" + label(name) + "]");
  }

  private void phase(Outline.PhaseOutline phase, String id) {
    line(1, "subgraph " + id + "[" + label(phase.name()) + "]");
    List<String> open = List.of();
    for (List<Entry> stage : phase.stages()) {
      open = stage(stage, open);
    }
    line(1, "end");
  }

  /** Writes a stage after the nodes in which the one before it ends; returns those of this one. */
  private List<String> stage(List<Entry> stage, List<String> before) {
    Set<String> paths = new LinkedHashSet<>();
    for (Entry entry : stage) {
      paths.add(entry.path());
      ids.put(entry.path(), "n" + (ids.size() + 1));
    }
    List<String> ends = new ArrayList<>(paths);
    for (Entry entry : stage) {
      line(2, id(entry.path()) + shape(entry));
      Set<String> after = Outline.after(entry, paths);
      ends.removeAll(after);
      for (String from : after.isEmpty() ? before : after) {
        line(2, id(from) + " --> " + id(entry.path()));
      }
    }
    return ends;
  }

  private String id(String path) {
    return ids.getOrDefault(path, path);
  }

  private static String shape(Entry entry) {
    String name = PlanText.name(entry);
    return switch (entry.kind()) {
      case "gate", "monitor", "soak" ->
          "{" + label(name + "\n" + Policies.check(entry.policy())) + "}";
      case "approval" -> "{{" + label(name + "\n" + approval(entry)) + "}}";
      case "point" -> "[/" + label("point of no return\n" + entry.policy()) + "/]";
      default -> "[" + label(name) + "]";
    };
  }

  private static String approval(Entry entry) {
    StringBuilder text = new StringBuilder(Policies.roles(entry.policy()));
    for (AttestedItem item : AttestedItem.of(entry)) {
      text.append("\n").append(item.role()).append(" attests: ").append(item.text());
    }
    return text.toString();
  }

  /** Returns a quoted label; what Mermaid could take for mark-up is written as entities. */
  private static String label(String text) {
    StringBuilder label = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            c -> {
              if (c == '\n') {
                label.append("<br/>");
              } else if ("\"<>&#;`\\".indexOf(c) >= 0 || Character.isISOControl(c)) {
                label.append('#').append(c).append(';');
              } else {
                label.appendCodePoint(c);
              }
            });
    return label.append('"').toString();
  }

  private void line(int depth, String text) {
    out.append("  ".repeat(depth)).append(text).append('\n');
  }
}
