package dev.sallyport.engine;

import dev.sallyport.journal.Event;
import dev.sallyport.journal.Outcome;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The state of a run: what {@code Evolve} makes of its events. Immutable once handed out.
 *
 * <p>The counters hold, by stage, how many of its nodes are not done, or in a rollback not undone;
 * and by phase, for how many others it waits.
 */
final class RunState {
  /** What the run is doing as a whole. */
  enum Mode {
    /** Nothing was recorded yet. */
    NEW,
    /** It goes forward. */
    FORWARD,
    /** It walks back. */
    ROLLING_BACK,
    /** It waits for what is under way, and ends. */
    STOPPING,
    /** It is over. */
    ENDED
  }

  final Units units;
  Mode mode = Mode.NEW;
  Instant now = Instant.EPOCH;
  String runId = "";
  String startedBy = "";
  Map<String, String> inputs = Map.of();
  int epoch = 1;
  boolean paused;
  @Nullable Instant lastStepEndedAt;
  @Nullable String pointPassed;
  @Nullable Event turn;
  Event.@Nullable Answered turnAnswer;
  boolean undoBegun;
  int phasesLeft;
  int live;
  int holding;
  int questions;
  Ints stageLeft;
  Ints stageOpen;
  Ints phaseWaits;
  Vec<UnitState> unit;
  @Nullable Agenda agenda;
  @Nullable Outcome outcome;

  private RunState(Units units, Vec<UnitState> unit, Ints stageLeft, Ints open, Ints phaseWaits) {
    this.units = units;
    this.unit = unit;
    this.stageLeft = stageLeft;
    this.stageOpen = open;
    this.phaseWaits = phaseWaits;
  }

  /** Returns the state of a run nothing is known of. */
  static RunState of(Units units) {
    int[] stages = units.graph.stages().stream().mapToInt(stage -> stage.nodes().size()).toArray();
    int[] phases = units.graph.phases().stream().mapToInt(p -> p.before().size()).toArray();
    RunState state =
        new RunState(
            units,
            Vec.of(units.count, i -> UnitState.WAITING),
            Ints.of(stages),
            Ints.of(new int[stages.length]),
            Ints.of(phases));
    state.phasesLeft = phases.length;
    return state;
  }

  RunState with(Consumer<RunState> change) {
    RunState copy = copy();
    change.accept(copy);
    return copy;
  }

  /** Returns a copy that only its maker may change, and only before handing it out. */
  RunState copy() {
    RunState copy = new RunState(units, unit, stageLeft, stageOpen, phaseWaits);
    copy.mode = mode;
    copy.now = now;
    copy.runId = runId;
    copy.startedBy = startedBy;
    copy.inputs = inputs;
    copy.epoch = epoch;
    copy.paused = paused;
    copy.lastStepEndedAt = lastStepEndedAt;
    copy.pointPassed = pointPassed;
    copy.turn = turn;
    copy.turnAnswer = turnAnswer;
    copy.undoBegun = undoBegun;
    copy.phasesLeft = phasesLeft;
    copy.live = live;
    copy.holding = holding;
    copy.questions = questions;
    copy.agenda = agenda;
    copy.outcome = outcome;
    return copy;
  }

  /** Makes it later, with that unit on the agenda; for the only holder of this state. */
  void tick(Instant instant, int index) {
    now = instant.isAfter(now) ? instant : now;
    look(index);
  }

  UnitState at(int index) {
    return unit.get(index);
  }

  /** Puts a unit's new state in place, keeps the totals, and puts the unit on the agenda. */
  void set(int index, UnitState next) {
    UnitState before = unit.get(index);
    live += count(next.status.isLive()) - count(before.status.isLive());
    holding += count(next.holdsRollback()) - count(before.holdsRollback());
    questions += count(next.question != null) - count(before.question != null);
    unit = unit.with(index, next);
    look(index);
  }

  void look(int index) {
    agenda = Agenda.add(agenda, index);
  }

  private static int count(boolean holds) {
    return holds ? 1 : 0;
  }

  /** Returns whether a rollback still has to deal with a unit before what lies beneath it. */
  boolean isInTheWay(int index) {
    UnitState state = at(index);
    return switch (state.status) {
      case WAITING, HOLDING, UNDONE, LEFT -> false;
      case DONE, UNKNOWN -> units.isReversible(index);
      case READY, RETRYING -> units.isReversible(index) && state.unknown;
      case FAILED -> units.isReversible(index) && (state.unknown || isWorthProbing(index, state));
      default -> true;
    };
  }

  /** A failed step says that it left no effect; where that can be looked up, it is. */
  private boolean isWorthProbing(int index, UnitState state) {
    return units.hasProbe(index) && state.runs > 0 && !state.absent;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RunState that && facts().equals(that.facts());
  }

  @Override
  public int hashCode() {
    return facts().hashCode();
  }

  private List<@Nullable Object> facts() {
    return Arrays.asList(
        mode,
        runId,
        startedBy,
        inputs,
        epoch,
        paused,
        lastStepEndedAt,
        pointPassed,
        turn,
        turnAnswer,
        undoBegun,
        phasesLeft,
        live,
        holding,
        questions,
        stageLeft,
        stageOpen,
        phaseWaits,
        unit,
        outcome);
  }
}
