package dev.sallyport.testkit.simulation;

import dev.sallyport.journal.Work;
import dev.sallyport.plan.Effect;
import dev.sallyport.plan.Gate;
import dev.sallyport.plan.GatePolicy;
import dev.sallyport.plan.Graph;
import dev.sallyport.plan.Node;
import dev.sallyport.plan.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds everything that is wrong with a script, before anything runs. */
final class ScriptCheck {
  private final Script script;
  private final Map<String, Step<?>> steps = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();

  ScriptCheck(Script script) {
    this.script = script;
    for (Node node : script.plan.graph().nodes()) {
      if (node instanceof Node.StepNode step) {
        steps.put(step.path(), step.step());
      }
    }
  }

  /** Throws with all that is wrong, if anything is. */
  void require() {
    unbound();
    new ScriptNames(script, steps, problems).check();
    script.calls.forEach(this::lines);
    outputs();
    unscripted();
    if (!problems.isEmpty()) {
      StringBuilder text =
          new StringBuilder("The simulation of " + script.plan + " cannot run as scripted:");
      problems.forEach(problem -> text.append("\n- ").append(problem));
      throw new IllegalArgumentException(text.toString());
    }
  }

  private void unbound() {
    List<String> missing = script.plan.unbound();
    if (!missing.isEmpty()) {
      problems.add(
          "Nothing is bound to " + String.join(", ", missing) + ". Bind each with .with(...).");
    }
  }

  private void lines(Target target, CallLines lines) {
    if (lines.hasUnreachable()) {
      problems.add(
          "A line for '"
              + target.path()
              + "' is never reached: the one before it holds for every further call. Write"
              + " failsOnce(...) or fails(n, ...) before what comes after.");
    }
    Step<?> step = steps.get(target.path());
    Object output = lines.output();
    if (step != null && output != null && !step.type().isInstance(output)) {
      problems.add(
          "'"
              + target.path()
              + "' makes "
              + (step.type() == Void.class ? "nothing" : step.type().getSimpleName())
              + ", but the script gives it a "
              + output.getClass().getSimpleName()
              + ": "
              + output
              + ".");
    }
  }

  /** What the plan's own code is given must be there. */
  private void outputs() {
    for (Node node : script.plan.graph().nodes()) {
      if (!(node instanceof Node.StepNode user)) {
        continue;
      }
      String path = user.path();
      boolean real = script.runsForReal(path);
      boolean realUndo = script.runsForReal(new Target(Work.UNDO, path));
      if (realUndo && isReversible(user.step()) && lacksOutput(path)) {
        problems.add(missing(path, "the undo of '" + path + "'"));
      }
      if (real || realUndo || script.runsForReal(new Target(Work.PROBE, path))) {
        for (int maker : user.uses()) {
          if (maker >= 0 && lacksOutput(script.plan.graph().node(maker).path())) {
            problems.add(missing(script.plan.graph().node(maker).path(), "'" + path + "'"));
          }
        }
      }
    }
  }

  private boolean lacksOutput(String path) {
    Step<?> step = steps.get(path);
    return step != null
        && step.type() != Void.class
        && !script.runsForReal(path)
        && script.output(path) == null;
  }

  private String missing(String path, String user) {
    Step<?> step = steps.get(path);
    String type = step == null ? "value" : step.type().getSimpleName();
    return user
        + " runs for real and is given the output of '"
        + path
        + "', but the script gives it none. Say which: .step(\""
        + path
        + "\").returns(a "
        + type
        + ").";
  }

  static boolean isReversible(Step<?> step) {
    return step.effect() instanceof Effect.Reversible;
  }

  /** What nobody scripted is never called. */
  private void unscripted() {
    List<String> open = new ArrayList<>();
    for (Node node : script.plan.graph().nodes()) {
      if (isOpen(node)) {
        open.add(node.kind() + " " + node.path());
      }
    }
    for (Graph.WatchNode watch : script.plan.graph().watches()) {
      if (script.rest == Script.Rest.IS_REFUSED && isUnheard(watch.path(), watch.watch().gate())) {
        open.add("watch " + watch.watch().name());
      }
    }
    boolean anyReal = steps.keySet().stream().anyMatch(script::runsForReal);
    for (Graph.PhaseNode phase : script.plan.graph().phases()) {
      if (anyReal
          && script.rest == Script.Rest.IS_REFUSED
          && phase.phase().undo() != null
          && !script.calls.containsKey(Target.rollbackOf(phase.name()))) {
        open.add("rollback of phase " + phase.name());
      }
    }
    if (!open.isEmpty()) {
      boolean people = script.rest == Script.Rest.RUNS_FOR_REAL;
      problems.add(
          (people
                  ? "The script does not say who opens, and people cannot be run for real:\n    "
                  : "The script does not say what becomes of these, and what it does not mention is"
                      + " never called:\n    ")
              + String.join("\n    ", open)
              + (people
                  ? "\n  Say so: .approval(\"...\").approvedBy(\"ann\")."
                  : "\n  Script each of them, or end the script with .everythingElseSucceeds(), or"
                      + " .everythingElseRunsForReal() if nothing real stands behind the plan."));
    }
  }

  private boolean isUnheard(String path, Gate gate) {
    return !script.gates.containsKey(new Judged(Judged.Kind.GATE, path))
        && !script.gates.containsKey(new Judged(Judged.Kind.CHECK, gate.check().name()));
  }

  private boolean isOpen(Node node) {
    if (node instanceof Node.ApprovalNode) {
      return script.rest != Script.Rest.SUCCEEDS && !script.approvals.containsKey(node.path());
    }
    if (script.rest != Script.Rest.IS_REFUSED) {
      return false;
    }
    if (node instanceof Node.GateNode gate) {
      return gate.gate().policy().kind() != GatePolicy.Kind.SOAK
          && isUnheard(node.path(), gate.gate());
    }
    return node instanceof Node.StepNode
        && !script.calls.containsKey(new Target(Work.RUN, node.path()));
  }
}
