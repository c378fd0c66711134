package dev.sallyport.plan;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the graph of what was written, and reports what stands in no possible order. */
final class GraphCompiler {
  private final Problems problems;
  private final List<Node> nodes = new ArrayList<>();
  private final List<Graph.Stage> stages = new ArrayList<>();
  private final List<Graph.PhaseNode> phases = new ArrayList<>();
  private final IdentityHashMap<Object, Node.StepNode> placed = new IdentityHashMap<>();
  private final Map<String, Source> paths = new HashMap<>();
  private final PhaseOrder order;

  private GraphCompiler(List<Phase> written, Problems problems) {
    this.problems = problems;
    this.order = new PhaseOrder(written, problems);
  }

  static Graph compile(
      List<Phase> written,
      List<Watch> watches,
      List<Announcement> announcements,
      Problems problems) {
    GraphCompiler compiler = new GraphCompiler(written, problems);
    for (int i = 0; i < written.size(); i++) {
      compiler.phase(i, written.get(i));
    }
    compiler.checkReferences();
    compiler.checkBases(watches);
    return new Graph(
        compiler.nodes,
        compiler.stages,
        compiler.phases,
        compiler.watches(watches),
        compiler.announcements(announcements));
  }

  private List<Graph.WatchNode> watches(List<Watch> watches) {
    List<Graph.WatchNode> compiled = new ArrayList<>();
    for (Watch watch : watches) {
      String path = "@watch/" + watch.name();
      take(path, watch.gate().source());
      int from = end(path, watch, watch.first());
      int until = end(path, watch, watch.last());
      if (from >= 0 && until >= 0 && from != until && !order.isBefore(from, until)) {
        problems.add(
            "DSL-130",
            path,
            watch.gate().source(),
            "the watch '"
                + watch.name()
                + "' is to end with the phase '"
                + watch.last()
                + "', which need not come after '"
                + watch.first()
                + "', with which it begins.",
            "Give over(...) a phase and one that comes after it.");
      }
      compiled.add(new Graph.WatchNode(compiled.size(), watch, from, until));
    }
    return compiled;
  }

  private List<Graph.AnnouncementNode> announcements(List<Announcement> announcements) {
    List<Graph.AnnouncementNode> compiled = new ArrayList<>();
    for (Announcement announcement : announcements) {
      String path = "@announce/" + announcement.name();
      take(path, announcement.source());
      for (String name : announcement.phases()) {
        if (phases.stream().noneMatch(phase -> phase.name().equals(name))) {
          problems.add(
              "DSL-134",
              path,
              announcement.source(),
              "the announcement '"
                  + announcement.name()
                  + "' is about the phase '"
                  + name
                  + "', which the plan lacks.",
              "Add that phase to phases(...), or let it be about another.");
        }
      }
      compiled.add(new Graph.AnnouncementNode(compiled.size(), announcement));
    }
    return compiled;
  }

  private int end(String path, Watch watch, @Nullable String name) {
    if (name == null) {
      return -1;
    }
    for (Graph.PhaseNode phase : phases) {
      if (phase.name().equals(name)) {
        return phase.index();
      }
    }
    problems.add(
        "DSL-129",
        path,
        watch.gate().source(),
        "the watch '" + watch.name() + "' spans the phase '" + name + "', which the plan lacks.",
        "Add that phase to phases(...), or let the watch span another.");
    return -1;
  }

  private void phase(int index, Phase phase) {
    int firstStage = stages.size();
    for (Phase.Item item : phase.items()) {
      stage(index, phase, item);
    }
    phases.add(
        new Graph.PhaseNode(
            index,
            phase,
            firstStage,
            stages.size() - firstStage,
            order.before(index),
            Collections.unmodifiableList(order.next(index))));
  }

  private void stage(int phaseIndex, Phase phase, Phase.Item item) {
    int stage = stages.size();
    int first = nodes.size();
    String prefix = phase.name() + "/";
    if (item instanceof Phase.Item.Steps steps) {
      steps(stage, prefix, steps.steps());
    } else if (item instanceof Phase.Item.Wait wait) {
      Gate gate = wait.gate();
      String path = prefix + gate.name();
      take(path, gate.source());
      nodes.add(new Node.GateNode(first, path, stage, gate, exposure(path, phaseIndex, gate)));
    } else if (item instanceof Phase.Item.Vote vote) {
      take(prefix + vote.approval().name(), vote.approval().source());
      nodes.add(
          new Node.ApprovalNode(first, prefix + vote.approval().name(), stage, vote.approval()));
    } else if (item instanceof Phase.Item.Point point) {
      String path = prefix + "point-of-no-return";
      if (paths.putIfAbsent(path, phase.source()) != null) {
        problems.add(
            "DSL-106",
            path,
            phase.source(),
            "something in the phase '" + phase.name() + "' is named 'point-of-no-return' already.",
            "Keep one point of no return in a phase, and name nothing else so.");
      }
      nodes.add(new Node.PointNode(first, path, stage, point.why()));
    }
    List<Integer> members = new ArrayList<>();
    for (int i = first; i < nodes.size(); i++) {
      members.add(i);
    }
    stages.add(new Graph.Stage(stage, phaseIndex, List.copyOf(members)));
  }

  private int exposure(String path, int phaseIndex, Gate gate) {
    Step<?> exposure = gate.policy().exposure();
    if (exposure == null) {
      return -1;
    }
    Node.StepNode node = placed.get(exposure.identity());
    String counts = "the gate '" + path + "' counts its warm-up from '" + exposure.name() + "', ";
    if (node == null) {
      problems.add(
          "DSL-104",
          path,
          gate.source(),
          counts + "which is placed later or nowhere.",
          "Place that step before the gate.");
      return -1;
    }
    int there = node.stage() < stages.size() ? stages.get(node.stage()).phase() : phaseIndex;
    if (there != phaseIndex && !order.isBefore(there, phaseIndex)) {
      problems.add(
          "DSL-104",
          path,
          gate.source(),
          counts
              + "which stands in the phase '"
              + phases.get(there).name()
              + "', which need not have ended by then.",
          "Let the phase of the gate come after '" + phases.get(there).name() + "'.");
    }
    return node.index();
  }

  /**
   * Adds steps side by side; a step may only wait for one written before it, so order is
   * topological.
   */
  private void steps(int stage, String prefix, List<Step<?>> steps) {
    int first = nodes.size();
    List<List<Integer>> next = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      Step<?> step = steps.get(i);
      next.add(new ArrayList<>());
      Set<Integer> before = new LinkedHashSet<>();
      for (Step<?> needed : needs(step)) {
        Node.StepNode node = placed.get(needed.identity());
        if (node != null && node.stage() == stage) {
          before.add(node.index());
        }
      }
      before.forEach(b -> next.get(b - first).add(first + next.size() - 1));
      String path = prefix + step.name();
      Node.StepNode node =
          new Node.StepNode(
              first + i,
              path,
              stage,
              step,
              List.copyOf(before),
              Collections.unmodifiableList(next.get(i)),
              uses(step));
      nodes.add(node);
      Node.StepNode twice = placed.putIfAbsent(step.identity(), node);
      if (twice == null || !twice.path().equals(path)) {
        take(path, step.source());
      }
      if (twice != null) {
        problems.add(
            "DSL-117",
            path,
            step.source(),
            "the step '"
                + step.name()
                + "' is placed twice, as '"
                + twice.path()
                + "' and '"
                + path
                + "'.",
            "Make a method that returns a new step, and call it for each place.");
      }
    }
  }

  private static List<Step<?>> needs(Step<?> step) {
    List<Step<?>> needs = new ArrayList<>(step.after());
    for (Ref<?> ref : step.uses()) {
      if (ref instanceof Step<?> used) {
        needs.add(used);
      }
    }
    return needs;
  }

  private List<Integer> uses(Step<?> step) {
    List<Integer> uses = new ArrayList<>();
    for (Ref<?> ref : step.uses()) {
      Node.StepNode node = ref instanceof Step<?> used ? placed.get(used.identity()) : null;
      uses.add(node == null ? -1 : node.index());
    }
    return List.copyOf(uses);
  }

  private void take(String path, Source source) {
    Source other = paths.putIfAbsent(path, source);
    if (other != null) {
      problems.add(
          "DSL-106",
          path,
          source,
          "two things are named '" + path + "'; the other one is declared at " + other + ".",
          "Give one of them another name.");
    }
  }

  /** What a check is made of must be made, and for a gate before it is reached. */
  private void checkBases(List<Watch> watches) {
    for (Node node : nodes) {
      if (node instanceof Node.GateNode gate && gate.gate().basis() != null) {
        Node.StepNode made = placed.get(gate.gate().basis().identity());
        boolean before =
            made != null
                && (stages.get(made.stage()).phase() == stages.get(node.stage()).phase()
                    ? made.index() < node.index()
                    : order.isBefore(
                        stages.get(made.stage()).phase(), stages.get(node.stage()).phase()));
        if (!before) {
          noBasis(node.path(), gate.gate(), "which need not have ended when it is reached.");
        }
      }
    }
    for (Watch watch : watches) {
      Step<?> basis = watch.gate().basis();
      if (basis != null && !placed.containsKey(basis.identity())) {
        noBasis("@watch/" + watch.name(), watch.gate(), "which is placed in no phase.");
      }
    }
  }

  private void noBasis(String path, Gate gate, String why) {
    Step<?> basis = Objects.requireNonNull(gate.basis());
    problems.add(
        "DSL-135",
        path,
        gate.source(),
        "the check of '" + path + "' is made of the output of '" + basis.name() + "', " + why,
        "Place that step before it.");
  }

  private void checkReferences() {
    for (Node node : nodes) {
      if (node instanceof Node.StepNode stepNode) {
        for (Step<?> needed : needs(stepNode.step())) {
          checkReference(stepNode, needed);
        }
      }
    }
  }

  private void checkReference(Node.StepNode node, Step<?> needed) {
    Node.StepNode target = placed.get(needed.identity());
    String reads = "'" + node.path() + "' needs '" + needed.name() + "', but ";
    Source source = node.step().source();
    if (target == null) {
      problems.add(
          "DSL-105",
          node.path(),
          source,
          reads + "that step is placed in no phase.",
          "Add it to a phase before.");
      return;
    }
    Graph.Stage here = stages.get(node.stage());
    Graph.Stage there = stages.get(target.stage());
    boolean before =
        here.phase() == there.phase()
            ? target.index() < node.index()
            : order.isBefore(there.phase(), here.phase());
    if (before) {
      return;
    }
    String where = phases.get(there.phase()).name();
    if (target.index() == node.index()) {
      problems.add(
          "DSL-104",
          node.path(),
          source,
          "'" + node.path() + "' waits for itself.",
          "Leave it out of its own after(...).");
    } else if (here.phase() == there.phase()) {
      problems.add(
          "DSL-104",
          node.path(),
          source,
          reads + "that one is written after it.",
          "Write '" + target.path() + "' first.");
    } else {
      problems.add(
          "DSL-104",
          node.path(),
          source,
          reads
              + "that one stands in the phase '"
              + where
              + "', which need not have ended by then.",
          "Move it before, or let the phase '"
              + phases.get(here.phase()).name()
              + "' come after '"
              + where
              + "'.");
    }
  }

  /** Which phases come after which. */
  private static final class PhaseOrder {
    private final List<List<Integer>> before = new ArrayList<>();
    private final List<List<Integer>> next = new ArrayList<>();
    private final List<BitSet> ancestors = new ArrayList<>();

    PhaseOrder(List<Phase> phases, Problems problems) {
      Map<String, Integer> indexes = new HashMap<>();
      Set<Integer> open = new LinkedHashSet<>();
      for (int i = 0; i < phases.size(); i++) {
        Phase phase = phases.get(i);
        List<Integer> waits =
            phase.afterNames() == null
                ? List.copyOf(open)
                : named(phase, phase.afterNames(), indexes, problems);
        BitSet all = new BitSet();
        for (int other : waits) {
          all.set(other);
          all.or(ancestors.get(other));
          next.get(other).add(i);
          open.remove(other);
        }
        before.add(waits);
        next.add(new ArrayList<>());
        ancestors.add(all);
        open.add(i);
        if (indexes.putIfAbsent(phase.name(), i) != null) {
          problems.add(
              "DSL-121",
              phase.name(),
              phase.source(),
              "two phases are named '" + phase.name() + "'.",
              "Give one of them another name.");
        }
      }
    }

    private static List<Integer> named(
        Phase phase, List<String> names, Map<String, Integer> indexes, Problems problems) {
      List<Integer> waits = new ArrayList<>();
      for (String name : names) {
        Integer index = indexes.get(name);
        if (index == null) {
          problems.add(
              "DSL-116",
              phase.name(),
              phase.source(),
              "the phase '"
                  + phase.name()
                  + "' comes after '"
                  + name
                  + "', which is not written before it.",
              "Add that phase to phases(...), before this one.");
        } else if (!waits.contains(index)) {
          waits.add(index);
        }
      }
      return waits;
    }

    List<Integer> before(int phase) {
      return List.copyOf(before.get(phase));
    }

    /** Not a copy: phases written later are still to be added while the graph is compiled. */
    List<Integer> next(int phase) {
      return next.get(phase);
    }

    boolean isBefore(int one, int other) {
      return ancestors.get(other).get(one);
    }
  }
}
