package dev.sallyport.plan;

import dev.sallyport.check.Quantities;
import dev.sallyport.check.Secret;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What must be true of a plan beside its order: names, inputs, effects, and gates that end. */
final class PlanCheck {
  private final PlanBuilder plan;
  private final Problems problems;
  private final Map<String, String> covered = new HashMap<>();

  private PlanCheck(PlanBuilder plan, Problems problems) {
    this.plan = plan;
    this.problems = problems;
  }

  static void check(PlanBuilder plan, Problems problems) {
    PlanCheck check = new PlanCheck(plan, problems);
    check.head();
    check.values();
    for (Phase phase : plan.phases) {
      check.phase(phase);
    }
    plan.watches.forEach(check::watch);
    plan.announcements.forEach(check::announcement);
  }

  private void head() {
    problems.checkName(plan.name, "plan", plan.name, plan.source);
    if (plan.version < 1) {
      problems.add(
          "DSL-101",
          plan.name,
          plan.source,
          "the plan's version is " + plan.version + ".",
          "Count versions from 1.");
    }
    if (plan.phases.isEmpty()) {
      problems.add(
          "DSL-102", plan.name, plan.source, "the plan has no phase.", "Add one with phases(...).");
    }
    for (int older : plan.resumesFrom) {
      if (older >= plan.version || older < 1) {
        problems.add(
            "DSL-120",
            plan.name,
            plan.source,
            "the plan of version " + plan.version + " says it resumes version " + older + ".",
            "Name older versions only; its own runs it resumes anyway.");
      }
    }
  }

  private void values() {
    Set<String> names = new HashSet<>();
    for (Input<?> input : plan.inputs) {
      value(names, input.name(), "input");
    }
    for (Secret<?> secret : plan.secrets) {
      value(names, secret.name(), "secret");
    }
  }

  private void value(Set<String> names, String name, String what) {
    problems.checkName(name, what, name, plan.source);
    if (!names.add(name)) {
      problems.add(
          "DSL-111",
          name,
          plan.source,
          "two inputs or secrets are named '" + name + "'.",
          "Give one of them another name.");
    }
  }

  private void phase(Phase phase) {
    problems.checkName(phase.name(), "phase", phase.name(), phase.source());
    if (phase.items().isEmpty()) {
      problems.add(
          "DSL-103",
          phase.name(),
          phase.source(),
          "the phase '" + phase.name() + "' is empty.",
          "Add a step or a gate, or leave the phase out.");
    }
    if (phase.undoPolicy().verification() != null) {
      verification(phase.name() + "/@rollback", phase.undoPolicy().verification());
    }
    for (Phase.Item item : phase.items()) {
      if (item instanceof Phase.Item.Steps steps) {
        if (steps.steps().isEmpty()) {
          problems.add(
              "DSL-103",
              phase.name(),
              phase.source(),
              "the phase '" + phase.name() + "' has a parallel(...) without steps.",
              "Add a step to it, or leave it out.");
        }
        steps.steps().forEach(step -> step(phase.name() + "/" + step.name(), step));
      } else if (item instanceof Phase.Item.Wait wait) {
        problems.checkName(
            wait.gate().name(),
            wait.gate().kind(),
            phase.name() + "/" + wait.gate().name(),
            wait.gate().source());
        String path = phase.name() + "/" + wait.gate().name();
        gate(path, wait.gate());
        covers(path, wait.gate().covers(), wait.gate().source());
      } else if (item instanceof Phase.Item.Vote vote) {
        approval(phase.name() + "/" + vote.approval().name(), vote.approval());
      }
    }
  }

  private void verification(String path, Gate gate) {
    gate(path, gate);
    covers(path, gate.covers(), gate.source());
  }

  private void step(String path, Step<?> step) {
    problems.checkName(step.name(), "step", path, step.source());
    covers(path, step.covers(), step.source());
    if (!step.declaresEffect()) {
      problems.add(
          "DSL-107",
          path,
          step.source(),
          "the step '" + path + "' does not say what becomes of its effect.",
          "Add onRollback(...), irreversible(why) or readOnly().");
    } else if (step.effect() instanceof Effect.Reversible<?> reversible
        && reversible.policy().verification() != null) {
      verification(path + " undo", reversible.policy().verification());
    }
    for (Ref<?> ref : step.uses()) {
      if (ref instanceof Input<?> input && !plan.inputs.contains(input)) {
        problems.add(
            "DSL-110",
            path,
            step.source(),
            "the step '"
                + path
                + "' uses the input '"
                + input.name()
                + "', which the plan does not declare.",
            "Add it to inputs(...).");
      }
    }
  }

  private void watch(Watch watch) {
    String path = "@watch/" + watch.name();
    problems.checkName(watch.name(), "watch", path, watch.gate().source());
    covers(path, watch.covers(), watch.gate().source());
  }

  private void announcement(Announcement announcement) {
    String path = "@announce/" + announcement.name();
    Source source = announcement.source();
    problems.checkName(announcement.name(), "announcement", path, source);
    covers(path, announcement.covers(), source);
    if (announcement.moments().isEmpty()) {
      problems.add(
          "DSL-133",
          path,
          source,
          "the announcement '" + announcement.name() + "' is sent at no moment.",
          "Add one, for example atStart(), atRollback(), atEnd() or every(...).");
    }
    for (String fact : announcement.facts()) {
      boolean input =
          fact.startsWith("input:")
              && plan.inputs.stream().anyMatch(i -> i.name().equals(fact.substring(6)));
      if (!input && !Announcement.FACTS.contains(fact)) {
        problems.add(
            "DSL-132",
            path,
            source,
            "the announcement '"
                + announcement.name()
                + "' names the fact '{"
                + fact
                + "}', which no run has.",
            "Name one of " + Announcement.FACTS + ", or {input:name} of an input of the plan.");
      }
    }
  }

  /** An item is covered once, or nobody could say which of the two ticks it. */
  private void covers(String path, List<String> ids, Source source) {
    for (String id : ids) {
      String other = covered.putIfAbsent(id, path);
      if (other != null) {
        problems.add(
            "DSL-126",
            path,
            source,
            "'" + path + "' covers the item '" + id + "', which '" + other + "' covers already.",
            "Let one of them cover it.");
      }
    }
  }

  private void approval(String path, Approval approval) {
    covers(path, approval.covers(), approval.source());
    problems.checkName(approval.name(), "approval", path, approval.source());
    Set<String> items = new HashSet<>();
    for (Approval.Item item : approval.items()) {
      if (!items.add(item.text())) {
        problems.add(
            "DSL-131",
            path,
            approval.source(),
            "the approval '" + path + "' has the item '" + item.text() + "' twice.",
            "Word them differently, so that people can tell which one they attest.");
      }
    }
    if (!approval.hasLimit()) {
      problems.add(
          "DSL-109",
          path,
          approval.source(),
          "the approval '" + path + "' could wait for ever.",
          "Add within(...).");
    }
  }

  private void windows(String path, Gate monitor) {
    if (monitor.policy().within == null) {
      problems.add(
          "DSL-127",
          path,
          monitor.source(),
          "the monitor '" + path + "' has no window, so it watches nothing.",
          "Add window(length, every).");
    }
    for (GatePolicy.Window window : monitor.policy().windows()) {
      if (window.every().compareTo(window.length()) > 0) {
        problems.add(
            "DSL-128",
            path,
            monitor.source(),
            "a window of the monitor '"
                + path
                + "' lasts "
                + Quantities.show(window.length())
                + ", but samples are "
                + Quantities.show(window.every())
                + " apart, so it might see none.",
            "Sample more often, or make the window longer.");
      }
    }
  }

  private void gate(String path, Gate gate) {
    GatePolicy policy = gate.policy();
    if (policy.kind() != GatePolicy.Kind.GATE) {
      windows(path, gate);
      return;
    }
    Duration within = policy.within;
    if (within == null) {
      problems.add(
          "DSL-108",
          path,
          gate.source(),
          "the gate '" + path + "' could wait for ever.",
          "Add within(...).");
      return;
    }
    Duration least = policy.warmUp().plus(policy.sustained());
    if (least.compareTo(within) > 0) {
      problems.add(
          "DSL-113",
          path,
          gate.source(),
          "the gate '"
              + path
              + "' needs "
              + Quantities.show(least)
              + " (warm-up and sustained span), but has only "
              + Quantities.show(within)
              + ".",
          "Give it more time by within(...), or ask for less.");
    }
    Duration samples = policy.every().multipliedBy(policy.minSamples() - 1L).plus(policy.warmUp());
    if (samples.compareTo(within) > 0) {
      problems.add(
          "DSL-125",
          path,
          gate.source(),
          "the gate '"
              + path
              + "' asks for "
              + policy.minSamples()
              + " samples, one every "
              + Quantities.show(policy.every())
              + ", which takes "
              + Quantities.show(samples)
              + ", but has only "
              + Quantities.show(within)
              + ".",
          "Sample more often, ask for fewer samples, or give it more time.");
    }
    if (policy.maxGap().compareTo(policy.every()) < 0) {
      problems.add(
          "DSL-115",
          path,
          gate.source(),
          "the gate '"
              + path
              + "' allows a gap of "
              + Quantities.show(policy.maxGap())
              + " between samples, but takes one only every "
              + Quantities.show(policy.every())
              + ", so it can never be sustained.",
          "Allow a gap longer than the interval, or sample more often.");
    }
  }
}
