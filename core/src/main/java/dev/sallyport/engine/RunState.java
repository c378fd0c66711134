package dev.sallyport.engine;

import dev.sallyport.journal.Event;
import dev.sallyport.journal.Outcome;
import dev.sallyport.plan.PlanDescription;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state of a run: what {@code Evolve} makes of its events. Belongs to one core, which changes
 * it in place.
 *
 * <p>The counters hold, by stage, how many of its nodes are not done, or in a rollback not undone;
 * and by phase, for how many others it waits; in a rollback also by node, for how many of those
 * behind it in its stage; and how many watches are open, and how many let nothing new start.
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
    /** Its outcome is certain; the last announcements are being sent. */
    CLOSING,
    /** It is over. */
    ENDED
  }

  final Units units;
  Mode mode = Mode.NEW;
  Instant now = Instant.EPOCH;
  String runId = "";
  String startedBy = "";
  @Nullable PlanDescription plan;
  Map<String, String> inputs = Map.of();
  int epoch = 1;
  boolean paused;
  Event.@Nullable Paused pause;
  @Nullable Instant lastStepEndedAt;
  @Nullable String pointPassed;
  @Nullable Event turn;
  Event.@Nullable Answered turnAnswer;
  boolean undoBegun;
  int phasesLeft;
  int live;
  int holding;
  int questions;
  int watching;
  int blocking;
  int announcing;
  Instant startedAt = Instant.EPOCH;
  @Nullable Instant forwardAt;
  Event.@Nullable Closing closing;
  int[] stageLeft;
  int[] stageOpen;
  int[] phaseWaits;
  int[] nextLeft = {};
  private final UnitState[] unit;
  @Nullable Agenda agenda;
  @Nullable Outcome outcome;

  private RunState(Units units, UnitState[] unit, int[] stageLeft, int[] open, int[] phaseWaits) {
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
    UnitState[] waiting = new UnitState[units.count];
    Arrays.fill(waiting, UnitState.WAITING);
    RunState state = new RunState(units, waiting, stages, new int[stages.length], phases);
    state.phasesLeft = phases.length;
    return state;
  }

  /** Returns a copy that shares nothing that can change. */
  RunState copy() {
    RunState copy =
        new RunState(units, unit.clone(), stageLeft.clone(), stageOpen.clone(), phaseWaits.clone());
    copy.nextLeft = nextLeft.clone();
    copy.mode = mode;
    copy.now = now;
    copy.runId = runId;
    copy.startedBy = startedBy;
    copy.plan = plan;
    copy.inputs = inputs;
    copy.epoch = epoch;
    copy.paused = paused;
    copy.pause = pause;
    copy.lastStepEndedAt = lastStepEndedAt;
    copy.pointPassed = pointPassed;
    copy.turn = turn;
    copy.turnAnswer = turnAnswer;
    copy.undoBegun = undoBegun;
    copy.phasesLeft = phasesLeft;
    copy.live = live;
    copy.holding = holding;
    copy.questions = questions;
    copy.watching = watching;
    copy.blocking = blocking;
    copy.announcing = announcing;
    copy.startedAt = startedAt;
    copy.forwardAt = forwardAt;
    copy.closing = closing;
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
    return unit[index];
  }

  /** Puts a unit's new state in place, keeps the totals, and puts the unit on the agenda. */
  void set(int index, UnitState next) {
    UnitState before = unit[index];
    live += count(next.status.isLive()) - count(before.status.isLive());
    holding += count(holdsRollback(index, next)) - count(holdsRollback(index, before));
    questions += count(next.question != null) - count(before.question != null);
    announcing += count(!next.outbox.isIdle()) - count(!before.outbox.isIdle());
    unit[index] = next;
    look(index);
    blocked(index, before, next);
  }

  private void blocked(int index, UnitState before, UnitState next) {
    boolean watch = units.isWatch(index);
    watching += watch ? count(isOpen(next)) - count(isOpen(before)) : 0;
    boolean blocked = blocks(watch, before);
    blocking += count(blocks(watch, next)) - count(blocked);
    if (blocked && blocking == 0) {
      for (int i = 0; i < units.watches; i++) {
        look(i);
      }
    }
  }

  private static boolean isOpen(UnitState watch) {
    return watch.status != Status.WAITING && !watch.status.letsPass();
  }

  private static boolean blocks(boolean watch, UnitState unit) {
    return unit.blocks || unit.lapsed || watch && unit.status == Status.FAILED;
  }

  /** Returns whether nothing new may start on the way forward. */
  boolean standsStill() {
    return paused || blocking > 0;
  }

  void look(int index) {
    agenda = Agenda.add(agenda, index);
  }

  /** Returns whether a rollback must not end yet because of a unit. */
  private boolean holdsRollback(int index, UnitState state) {
    boolean looksAgain = state.status == Status.UNKNOWN && state.dueAt != null;
    return state.status.holdsRollback() || looksAgain && units.isReversible(index);
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
      case READY, RETRYING, FAILED, PASSED_OVER ->
          units.isReversible(index) && (state.unknown || isWorthProbing(index, state));
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

  private static List<Integer> list(int[] numbers) {
    return Arrays.stream(numbers).boxed().toList();
  }

  private List<@Nullable Object> facts() {
    return Arrays.asList(
        mode,
        runId,
        startedBy,
        inputs,
        epoch,
        paused,
        pause,
        lastStepEndedAt,
        pointPassed,
        turn,
        turnAnswer,
        undoBegun,
        phasesLeft,
        live,
        holding,
        questions,
        watching,
        blocking,
        announcing,
        startedAt,
        forwardAt,
        closing,
        list(stageLeft),
        list(stageOpen),
        list(phaseWaits),
        list(nextLeft),
        Arrays.asList(unit),
        outcome);
  }
}
