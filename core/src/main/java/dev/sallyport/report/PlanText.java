package dev.sallyport.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.check.Quantities;
import dev.sallyport.plan.PlanDescription;
import dev.sallyport.plan.PlanDescription.Entry;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** A plan as an outline in text, and as JSON. */
final class PlanText {
  private PlanText() {}

  static String outline(PlanDescription plan) {
    Outline outline = Outline.of(plan);
    StringBuilder out = new StringBuilder();
    line(out, 0, "plan " + plan.name() + " " + plan.version() + ", " + plan.fingerprint());
    outline.inputs().forEach(e -> line(out, 1, "input " + e.path() + ": " + simple(e)));
    outline.secrets().forEach(e -> line(out, 1, "secret " + e.path()));
    outline.start().forEach(e -> line(out, 1, "start" + start(e)));
    for (Outline.PhaseOutline phase : outline.phases()) {
      String after =
          phase.after().isEmpty() ? "" : ", after " + String.join(" and ", phase.after());
      line(out, 1, "phase " + phase.name() + after + (phase.hasRollback() ? ", onRollback" : ""));
      for (List<Entry> stage : phase.stages()) {
        if (stage.size() > 1) {
          line(out, 2, "side by side");
        }
        stage.forEach(entry -> entry(out, stage.size() > 1 ? 3 : 2, entry));
      }
    }
    outline.watches().forEach(e -> line(out, 1, watch(e)));
    outline.announcements().forEach(e -> line(out, 1, announcement(e)));
    return out.toString();
  }

  private static void line(StringBuilder out, int depth, String text) {
    out.append("  ".repeat(depth)).append(Words.plain(text)).append('\n');
  }

  private static String simple(Entry entry) {
    return entry.structure().substring(entry.structure().lastIndexOf('.') + 1);
  }

  private static void entry(StringBuilder out, int depth, Entry entry) {
    line(out, depth, node(entry));
    for (AttestedItem item : AttestedItem.of(entry)) {
      line(out, depth + 1, item.role() + " attests: " + item.text());
    }
  }

  static String start(Entry entry) {
    Duration notice = StartPolicy.notice(entry.policy());
    String windows = StartPolicy.windows(entry.policy());
    String freezes = StartPolicy.freezes(entry.policy());
    return (notice == null ? "" : ", notice " + Quantities.show(notice))
        + (windows.isEmpty() ? "" : ", windows " + windows)
        + (freezes.isEmpty() ? "" : ", freezes " + freezes);
  }

  private static String watch(Entry entry) {
    String check = Policies.check(entry.policy());
    return "watch " + name(entry) + ", " + entry.structure() + ": " + check + " " + timing(entry);
  }

  private static String announcement(Entry entry) {
    String policy = Policies.words(entry.policy());
    String rest = policy.substring(Math.min(policy.length(), policy.lastIndexOf("] ") + 2));
    return "announcement "
        + name(entry)
        + " to "
        + Policies.channel(entry.policy())
        + ", at "
        + Policies.moments(entry.policy())
        + " ["
        + rest
        + "]";
  }

  /** Returns the name without the phase, with what the checklist calls it and its ids. */
  static String name(Entry entry) {
    String name = entry.path().substring(entry.path().indexOf('/') + 1);
    String label = entry.label().isEmpty() ? "" : " '" + entry.label() + "'";
    String ids = String.join(", ", entry.covers());
    return name + label + (ids.isEmpty() ? "" : " (" + ids + ")");
  }

  private static String node(Entry entry) {
    String name = name(entry);
    return switch (entry.kind()) {
      case "point" -> "point of no return: " + entry.policy();
      case "approval" ->
          "approval " + name + ": " + Policies.roles(entry.policy()) + " " + timing(entry);
      case "soak" -> "soak " + name + ": " + timing(entry);
      case "gate", "monitor" ->
          entry.kind() + " " + name + ": " + Policies.check(entry.policy()) + " " + timing(entry);
      default -> {
        String policy = Policies.words(entry.policy());
        yield "step " + name + ", " + wires(entry) + (policy.isEmpty() ? "" : " [" + policy + "]");
      }
    };
  }

  private static String timing(Entry entry) {
    // The items have lines of their own.
    String words = Policies.words(AttestedItem.without(entry));
    return "[" + words.replaceFirst("^roles=\\{.*?\\} ", "") + "]";
  }

  /** Returns a step's effect and edges, without its place and without its package names. */
  private static String wires(Entry entry) {
    String structure = entry.structure().replaceFirst("^stage \\d+; ", "");
    String effect = structure.substring(structure.lastIndexOf("; ") + 2);
    String rest = structure.substring(0, Math.max(0, structure.length() - effect.length() - 2));
    String made = rest.replaceFirst("^makes (?:[\\w$]+\\.)*", "makes ");
    return effect
        + (made.equals("makes Void") ? "" : ", " + made.replaceFirst("^makes Void; ", ""));
  }

  static ObjectNode json(PlanDescription plan) {
    Outline outline = Outline.of(plan);
    ObjectNode root = (ObjectNode) Json.of(plan);
    ArrayNode inputs = root.putArray("inputs");
    outline
        .inputs()
        .forEach(e -> inputs.addObject().put("name", e.path()).put("type", e.structure()));
    ArrayNode secrets = root.putArray("secrets");
    outline.secrets().forEach(e -> secrets.add(e.path()));
    root.set("start", entries(outline.start()));
    ArrayNode phases = root.putArray("phases");
    for (Outline.PhaseOutline phase : outline.phases()) {
      ObjectNode object = phases.addObject().put("name", phase.name());
      object.set("after", Json.of(phase.after()));
      object.put("hasRollback", phase.hasRollback());
      ArrayNode stages = object.putArray("stages");
      for (List<Entry> stage : phase.stages()) {
        stages.add(entries(stage));
      }
    }
    root.set("watches", entries(outline.watches()));
    root.set("announcements", entries(outline.announcements()));
    return root;
  }

  private static ArrayNode entries(List<Entry> entries) {
    ArrayNode nodes = Json.NODES.arrayNode();
    for (Entry entry : entries) {
      ObjectNode node =
          nodes
              .addObject()
              .put("path", entry.path())
              .put("kind", entry.kind().toLowerCase(Locale.ROOT))
              .put("structure", entry.structure())
              .put("policy", entry.policy())
              .put("label", entry.label());
      node.set("covers", Json.of(entry.covers()));
      node.set("items", Json.of(AttestedItem.of(entry)));
    }
    return nodes;
  }
}
