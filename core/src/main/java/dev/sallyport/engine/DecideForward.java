package dev.sallyport.engine;

import dev.sallyport.check.Quantities;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Question;
import dev.sallyport.journal.Trigger;
import dev.sallyport.journal.Work;
import dev.sallyport.plan.Approval;
import dev.sallyport.plan.Gate;
import dev.sallyport.plan.GatePolicy;
import dev.sallyport.plan.Node;
import dev.sallyport.plan.OnFailure;
import dev.sallyport.plan.Step;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Decisions about a unit while the run goes forward. */
final class DecideForward {
  private final Decide decide;
  private final RunState state;
  private final Units units;

  DecideForward(Decide decide) {
    this.decide = decide;
    this.state = decide.state;
    this.units = decide.units;
  }

  boolean unit(int index, UnitState unit) {
    switch (unit.status) {
      case READY -> ready(index);
      case RETRYING -> retrying(index, unit);
      case UNKNOWN -> unknown(index, unit);
      case HOLDING -> holding(index, unit);
      case FAILED -> {
        return failed(index, unit);
      }
      default -> {}
    }
    return true;
  }

  private void ready(int index) {
    if (units.isWatch(index)) {
      new DecideWatch(decide).begin(index);
      return;
    }
    if (state.standsStill()) {
      return;
    }
    Node node = units.node(index);
    if (node instanceof Node.StepNode) {
      decide.start(index, Work.RUN);
    } else if (node instanceof Node.PointNode point) {
      decide.record(new Event.PointPassed(state.now, point.path(), point.why()));
    } else {
      decide.record(new Event.GateReached(state.now, node.path(), Work.RUN, exposure(node)));
    }
  }

  private Instant exposure(Node node) {
    Instant exposed =
        node instanceof Node.GateNode gate && gate.exposure() >= 0
            ? state.at(gate.exposure()).endedAt
            : state.lastStepEndedAt;
    return exposed == null ? state.now : exposed;
  }

  private void retrying(int index, UnitState unit) {
    Instant due = Objects.requireNonNull(unit.dueAt, "dueAt");
    if (state.now.isBefore(due)) {
      decide.wake(index, due);
    } else if (!state.standsStill()) {
      decide.start(index, Work.RUN);
    }
  }

  private void unknown(int index, UnitState unit) {
    if (unit.question != null) {
      return;
    }
    Step<?> step = Objects.requireNonNull(units.step(index), "step");
    if (step.probe() != null && unit.probeGaveUp == null) {
      if (unit.dueAt != null && state.now.isBefore(unit.dueAt)) {
        decide.wake(index, unit.dueAt);
      } else {
        decide.start(index, Work.PROBE);
      }
    } else if (step.isIdempotent() && unit.crashed) {
      if (!state.standsStill()) {
        decide.start(index, Work.RUN);
      }
    } else {
      decide.ask(index, Questions.unknown(units.path(index), unit, isVoid(step)));
    }
  }

  private static boolean isVoid(Step<?> step) {
    return step.type() == Void.class;
  }

  private void holding(int index, UnitState unit) {
    if (units.isWatch(index)) {
      new DecideWatch(decide).judge(index, unit);
      return;
    }
    Node node = units.node(index);
    if (node instanceof Node.ApprovalNode approval) {
      approval(index, unit, approval.approval());
    } else if (node instanceof Node.GateNode gate) {
      new DecideGate(decide).judge(index, unit, gate.gate(), Work.RUN);
    }
  }

  private void approval(int index, UnitState unit, Approval approval) {
    Instant deadline = Objects.requireNonNull(unit.startedAt, "startedAt").plus(approval.within());
    Ballot ballot = unit.ballot;
    Event.Waived waiver = ballot.waiver("", state.now);
    String path = units.path(index);
    if (ballot.rejected()) {
      decide.record(
          new Event.GateFailed(
              state.now, path, Work.RUN, Trigger.REJECTED, unit.reasonOr("rejected")));
    } else if (waiver != null) {
      decide.record(new Event.GateOpened(state.now, path, Work.RUN, Ballot.words(waiver)));
    } else if (ballot.isComplete(approval, state.now)) {
      decide.record(new Event.GateOpened(state.now, path, Work.RUN, ballot.toString()));
    } else if (state.now.isBefore(deadline)) {
      decide.wake(index, deadline);
    } else {
      decide.record(
          new Event.GateFailed(
              state.now, path, Work.RUN, Trigger.APPROVAL_TIMED_OUT, expiry(approval, ballot)));
    }
  }

  private String expiry(Approval approval, Ballot ballot) {
    StringBuilder text = new StringBuilder("not approved within ");
    text.append(Quantities.show(approval.within()));
    text.append("; missing: ").append(ballot.missing(approval));
    ballot.open(approval, state.now).forEach(item -> text.append("; not attested: ").append(item));
    ballot.remarks(state.now).forEach(remark -> text.append("; ").append(remark));
    return text.toString();
  }

  private boolean failed(int index, UnitState unit) {
    if (unit.question != null) {
      return true;
    }
    String path = units.path(index);
    Trigger trigger = unit.trigger == null ? Trigger.STEP_FAILED : unit.trigger;
    String reason = unit.reasonOr("failed");
    OnFailure action = onFailure(index, trigger);
    if (action == OnFailure.WARN) {
      decide.record(new Event.Warned(state.now, path, reason));
      return true;
    }
    if (action == OnFailure.ASK) {
      decide.ask(index, question(index, Question.Kind.FAILED, path, reason, null));
      return true;
    }
    if (action == OnFailure.ROLL_BACK && state.pointPassed != null) {
      decide.ask(
          index,
          question(
              index, Question.Kind.BEHIND_POINT_OF_NO_RETURN, path, reason, state.pointPassed));
      return true;
    }
    decide.turn(action == OnFailure.ROLL_BACK, trigger, path, reason, "the plan");
    return false;
  }

  private Question question(
      int index, Question.Kind kind, String path, String reason, @Nullable String point) {
    return units.isWatch(index)
        ? Questions.tripped(kind, units.watch(index).watch().name(), reason, point)
        : Questions.failed(kind, path, reason, mayAccept(index), point);
  }

  private boolean mayAccept(int index) {
    Step<?> step = units.step(index);
    return step == null || isVoid(step);
  }

  private OnFailure onFailure(int index, Trigger trigger) {
    if (units.isWatch(index)) {
      GatePolicy policy = units.watch(index).watch().gate().policy();
      return trigger == Trigger.WATCH_BLIND ? policy.onBlind() : policy.onFailure();
    }
    Node node = units.node(index);
    if (node instanceof Node.StepNode step) {
      return step.step().onFailure();
    }
    if (node instanceof Node.GateNode gate) {
      Gate it = gate.gate();
      return it.policy().onFailure();
    }
    return node instanceof Node.ApprovalNode approval
        ? approval.approval().onFailure()
        : OnFailure.ROLL_BACK;
  }
}
