package dev.sallyport.cli.checklist;

import dev.sallyport.check.Quantities;
import dev.sallyport.plan.Approval;
import dev.sallyport.plan.Effect;
import dev.sallyport.plan.Gate;
import dev.sallyport.plan.GatePolicy;
import dev.sallyport.plan.Graph;
import dev.sallyport.plan.Node;
import dev.sallyport.plan.OnFailure;
import dev.sallyport.plan.Plan;
import dev.sallyport.plan.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes a plan as a checklist in Markdown. */
record PlanMarkdown(Plan plan) {

  String write() {
    StringBuilder text = new StringBuilder("# ");
    text.append(words(plan.name())).append(' ').append(plan.version()).append("\n\n");
    text.append("Plan ")
        .append(plan.fingerprint())
        .append(". Read it before it runs; what runs is the plan.\n");
    Graph graph = plan.graph();
    for (Graph.PhaseNode phase : graph.phases()) {
      text.append("\n## ").append(words(phase.name())).append("\n\n");
      for (int s = phase.firstStage(); s <= phase.lastStage(); s++) {
        for (int index : graph.stages().get(s).nodes()) {
          item(text, graph.node(index), graph.stages().get(s).nodes().size() > 1);
        }
      }
      if (phase.phase().undo() != null) {
        text.append("\nWhen this phase is rolled back, its own `onRollback` runs last.\n");
        Planned.verification(phase)
            .ifPresent(gate -> verification(text.append('\n'), phase.name(), gate));
      }
    }
    if (!graph.watches().isEmpty() || !graph.announcements().isEmpty()) {
      text.append("\n## Watches and announcements\n\n");
      graph.watches().forEach(watch -> watch(text, graph, watch));
      graph.announcements().forEach(told -> told(text, told));
    }
    return text.toString();
  }

  private static void item(StringBuilder text, Node node, boolean parallel) {
    if (node instanceof Node.PointNode) {
      text.append("\n**").append(words(node.label())).append("**\n\n");
      return;
    }
    List<String> facts = new ArrayList<>();
    facts.add("`" + node.path().substring(node.path().indexOf('/') + 1).replace('`', '\'') + "`");
    facts.add(node.kind() + (parallel ? ", side by side" : ""));
    if (node instanceof Node.StepNode step) {
      facts.addAll(step(step.step()));
    } else if (node instanceof Node.GateNode gate) {
      facts.addAll(gate(gate.gate()));
    } else if (node instanceof Node.ApprovalNode approval) {
      facts.addAll(approval(approval.approval()));
    }
    List<Approval.Item> items = Planned.attested(node);
    if (Planned.isItem(node)) {
      box(text, node.label(), Planned.ownCovers(node));
      text.append("  - ").append(String.join("; ", facts)).append('\n');
    } else {
      text.append("\nApproval **").append(words(node.label())).append("**: ");
      text.append(String.join("; ", facts)).append("\n\n");
    }
    for (Approval.Item item : items) {
      box(text, item.text(), item.covers());
      text.append("  - attested by ").append(words(item.role())).append('\n');
    }
    Planned.verification(node).ifPresent(gate -> verification(text, node.path(), gate));
  }

  private static void verification(StringBuilder text, String undone, Gate gate) {
    box(text, gate.label(), gate.covers());
    text.append("  - on the way back, verifies the undo of `");
    text.append(undone.replace('`', '\'')).append("`; ");
    List<String> how = gate(gate);
    text.append(String.join("; ", how.subList(0, how.size() - 1)));
    text.append("; else what lies beneath is left over\n");
  }

  private static void told(StringBuilder text, Graph.AnnouncementNode node) {
    box(text, node.announcement().label(), node.announcement().covers());
    text.append("  - `").append(node.path().replace('`', '\'')).append("`; announcement to ");
    text.append(words(node.announcement().channel().name())).append('\n');
  }

  private static void box(StringBuilder text, String label, List<String> covers) {
    text.append("- [ ] ").append(words(label));
    if (!covers.isEmpty()) {
      text.append(" <!-- ").append(String.join(" ", covers)).append(" -->");
    }
    text.append('\n');
  }

  private static void watch(StringBuilder text, Graph graph, Graph.WatchNode node) {
    Gate gate = node.watch().gate();
    box(text, node.watch().label(), node.watch().covers());
    String from = node.from() < 0 ? "the start" : words(graph.phases().get(node.from()).name());
    String until = node.until() < 0 ? "the end" : words(graph.phases().get(node.until()).name());
    text.append("  - `").append(node.path().replace('`', '\'')).append("`; watch; asks ");
    text.append(words(gate.check().name())).append("; every ");
    text.append(Quantities.show(gate.policy().every())).append(" from ").append(from);
    text.append(" to ").append(until).append("; else ");
    text.append(failure(gate.policy().onFailure()).substring("else ".length())).append('\n');
  }

  private static List<String> step(Step<?> step) {
    List<String> facts = new ArrayList<>();
    facts.add(
        step.timeout() == null
            ? "no deadline"
            : "within " + Quantities.show(step.timeout()) + " an attempt");
    Effect<?> effect = step.effect();
    if (effect instanceof Effect.Reversible<?> reversible) {
      Gate verified = reversible.policy().verification();
      facts.add(
          "undone by `onRollback`"
              + (verified == null ? "" : ", verified by " + words(verified.name())));
    } else if (effect instanceof Effect.Irreversible<?> irreversible) {
      facts.add("no undo: " + words(irreversible.why()));
    } else {
      facts.add("read-only");
    }
    facts.add(failure(step.onFailure()));
    return facts;
  }

  private static List<String> gate(Gate gate) {
    List<String> facts = new ArrayList<>();
    if (gate.policy().kind() == GatePolicy.Kind.SOAK) {
      facts.add("lasts " + Quantities.show(gate.policy().within()));
      return facts;
    }
    facts.add("asks " + words(gate.check().name()));
    for (GatePolicy.Window window : gate.policy().windows()) {
      facts.add(
          "every " + Quantities.show(window.every()) + " for " + Quantities.show(window.length()));
    }
    if (!gate.policy().sustained().isZero()) {
      facts.add("sustained for " + Quantities.show(gate.policy().sustained()));
    }
    if (gate.policy().windows().isEmpty()) {
      facts.add("within " + Quantities.show(gate.policy().within()));
    }
    facts.add(failure(gate.policy().onFailure()));
    return facts;
  }

  private static List<String> approval(Approval approval) {
    List<String> facts = new ArrayList<>();
    for (Map.Entry<String, Integer> role : approval.roles().entrySet()) {
      facts.add(
          (role.getValue() == 1 ? "by " : role.getValue() + " votes of ") + words(role.getKey()));
    }
    if (approval.excludesInitiator()) {
      facts.add("not by whoever starts it");
    }
    facts.add("within " + Quantities.show(approval.within()));
    facts.add(failure(approval.onFailure()));
    return facts;
  }

  private static String failure(OnFailure action) {
    return "else "
        + switch (action) {
          case ROLL_BACK -> "rolls back";
          case ASK -> "asks a person";
          case STOP -> "stops";
          case WARN -> "warns";
        };
  }

  /** Returns text that Markdown takes for words only, but for code in backticks, which it keeps. */
  private static String words(String text) {
    String line = text.replaceAll("\\s+", " ").strip();
    StringBuilder words = new StringBuilder();
    String[] parts = line.split("`", -1);
    for (int i = 0; i < parts.length; i++) {
      boolean code = i % 2 == 1 && i < parts.length - 1;
      String tick = i == 0 ? "" : i == parts.length - 1 && i % 2 == 1 ? "\\`" : "`";
      words
          .append(tick)
          .append(code ? parts[i] : parts[i].replaceAll("([\\\\*_<>\\[\\]&#|~])", "\\\\$1"));
    }
    return words.toString().replaceFirst("^([-+]|\\d+[.)])(?=\\s|$)", "\\\\$1");
  }
}
