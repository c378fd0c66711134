package dev.sallyport.testkit.simulation;

import dev.sallyport.check.Check;
import dev.sallyport.journal.Work;
import dev.sallyport.plan.Approval;
import dev.sallyport.plan.Effect;
import dev.sallyport.plan.Gate;
import dev.sallyport.plan.Graph;
import dev.sallyport.plan.Node;
import dev.sallyport.plan.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the names of a script that the plan does not have. */
final class ScriptNames {
  private final Script script;
  private final List<String> problems;
  private final Set<String> nodes = new LinkedHashSet<>();
  private final Set<String> steps;
  private final Set<String> probes = new LinkedHashSet<>();
  private final Set<String> undos = new LinkedHashSet<>();
  private final Set<String> gates = new LinkedHashSet<>();
  private final Set<String> checks = new LinkedHashSet<>();
  private final Set<String> verifications = new LinkedHashSet<>();
  private final Map<String, Approval> approvals = new LinkedHashMap<>();

  ScriptNames(Script script, Map<String, Step<?>> steps, List<String> problems) {
    this.script = script;
    this.problems = problems;
    this.steps = steps.keySet();
    steps.forEach(this::step);
    for (Node node : script.plan.graph().nodes()) {
      nodes.add(node.path());
      if (node instanceof Node.GateNode gate) {
        gates.add(node.path());
        checks(gate.gate());
      } else if (node instanceof Node.ApprovalNode approval) {
        approvals.put(node.path(), approval.approval());
      }
    }
    for (Graph.WatchNode watch : script.plan.graph().watches()) {
      nodes.add(watch.path());
      gates.add(watch.path());
      checks(watch.watch().gate());
    }
    for (Graph.PhaseNode phase : script.plan.graph().phases()) {
      if (phase.phase().undo() != null) {
        nodes.add(phase.rollbackPath());
        undos.add(phase.rollbackPath());
        verification(phase.rollbackPath(), phase.phase().undoPolicy().verification());
      }
    }
  }

  private void step(String path, Step<?> step) {
    if (step.probe() != null) {
      probes.add(path);
    }
    if (step.effect() instanceof Effect.Reversible<?> reversible) {
      undos.add(path);
      verification(path, reversible.policy().verification());
    }
  }

  private void verification(String path, @Nullable Gate gate) {
    if (gate != null) {
      verifications.add(path);
      checks(gate);
    }
  }

  private void checks(Gate gate) {
    checks.add(gate.check().name());
    Check abort = gate.abort();
    if (abort != null) {
      checks.add(abort.name());
    }
  }

  void check() {
    script.calls.keySet().forEach(this::call);
    script.gates.keySet().forEach(this::judged);
    script.approvals.forEach(this::votes);
    script.answers.keySet().forEach(path -> name("step, gate or approval", path, nodes));
    List<String> channels =
        script.plan.graph().announcements().stream()
            .map(node -> node.announcement().channel().name())
            .toList();
    script.channels.keySet().forEach(name -> name("channel", name, new LinkedHashSet<>(channels)));
    script.deaths.forEach(death -> moment(death.moment()));
    script.operator.forEach(operator -> moment(operator.moment()));
  }

  private void call(Target target) {
    if (target.work() == Work.RUN) {
      name("step", target.path(), steps);
    } else if (target.work() == Work.PROBE) {
      name("step with a probe", target.path(), probes);
    } else {
      name("step or phase with an undo", target.path(), undos);
    }
  }

  private void judged(Judged judged) {
    switch (judged.kind()) {
      case GATE -> name("gate", judged.name(), gates);
      case CHECK -> name("check", judged.name(), checks);
      case VERIFICATION -> name("undo with a verification", judged.name(), verifications);
    }
  }

  private void votes(String path, List<Script.Vote> votes) {
    name("approval", path, approvals.keySet());
    Approval approval = approvals.get(path);
    if (approval == null) {
      return;
    }
    List<String> roles = new ArrayList<>(approval.roles().keySet());
    for (Script.Vote vote : votes) {
      boolean known = vote.role() == null ? roles.size() == 1 : roles.contains(vote.role());
      if (!known) {
        problems.add(
            "'"
                + path
                + "' cannot have the vote of '"
                + vote.who()
                + "' "
                + (vote.role() == null ? "without a role" : "as '" + vote.role() + "'")
                + ". It asks the roles: "
                + String.join(", ", roles)
                + ".");
      }
    }
  }

  private void moment(Moment moment) {
    if (!moment.path().isEmpty()) {
      name("step, gate or approval", moment.path(), nodes);
    }
  }

  private void name(String what, String name, Set<String> known) {
    if (!known.contains(name)) {
      problems.add(
          "The plan has no "
              + what
              + " '"
              + name
              + "'. "
              + (known.isEmpty() ? "It has none." : "It has: " + String.join(", ", known) + "."));
    }
  }
}
