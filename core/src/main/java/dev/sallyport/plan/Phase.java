package dev.sallyport.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A named stage of a plan. What is written in it in order happens in order; {@link #parallel} puts
 * steps side by side. Phases are in order unless one says {@link #after}. Immutable.
 */
public final class Phase {
  private final String name;
  private final Source source;
  private List<Item> items = List.of();
  private @Nullable List<String> after;
  private StepBody.@Nullable PhaseUndo undo;
  private UndoPolicy undoPolicy = UndoPolicy.undo();

  private Phase(String name, Source source) {
    this.name = Objects.requireNonNull(name, "name");
    this.source = source;
  }

  static Phase named(String name, Source source) {
    return new Phase(name, source);
  }

  /** Returns this phase with steps one after the other. */
  public Phase step(Step<?>... steps) {
    Phase phase = this;
    for (Step<?> step : steps) {
      phase = phase.and(new Item.Steps(List.of(step)));
    }
    return phase;
  }

  /**
   * Returns this phase with steps side by side, ordered only by their own {@code using} and {@code
   * after}.
   */
  public Phase parallel(Step<?>... steps) {
    return and(new Item.Steps(List.of(steps)));
  }

  /** Returns this phase with a gate. */
  public Phase gate(Gate gate) {
    return and(new Item.Wait(Objects.requireNonNull(gate, "gate")));
  }

  /** Returns this phase with a scheduled watch period, which it waits for. */
  public Phase monitor(Monitor monitor) {
    return and(new Item.Wait(Objects.requireNonNull(monitor, "monitor").gate()));
  }

  /** Returns this phase with a time in which everything is left alone. */
  public Phase soak(Soak soak) {
    return and(new Item.Wait(Objects.requireNonNull(soak, "soak").gate()));
  }

  /** Returns this phase with a gate that people open. */
  public Phase gate(Approval approval) {
    return and(new Item.Vote(Objects.requireNonNull(approval, "approval")));
  }

  /** Returns this phase with a point behind which nothing is rolled back automatically. */
  public Phase pointOfNoReturn(String why) {
    return and(new Item.Point(Require.text(why, "reason")));
  }

  /**
   * Returns this phase with code that runs once when it is rolled back, after the undo of its
   * steps.
   */
  public Phase onRollback(StepBody.PhaseUndo newUndo) {
    return onRollback(newUndo, UndoPolicy.undo());
  }

  /** Returns this phase with code that runs once when it is rolled back, and how it is run. */
  public Phase onRollback(StepBody.PhaseUndo newUndo, UndoPolicy policy) {
    Objects.requireNonNull(newUndo, "undo");
    Objects.requireNonNull(policy, "policy");
    return with(
        p -> {
          p.undo = newUndo;
          p.undoPolicy = policy;
        });
  }

  /**
   * Returns this phase, started when these have ended rather than after the one before; at once if
   * none is given.
   */
  public Phase after(Phase... phases) {
    List<String> names = new ArrayList<>();
    for (Phase phase : phases) {
      names.add(phase.name);
    }
    return with(p -> p.after = List.copyOf(names));
  }

  private Phase and(Item item) {
    List<Item> more = new ArrayList<>(items);
    more.add(item);
    return with(p -> p.items = List.copyOf(more));
  }

  private Phase with(Consumer<Phase> change) {
    Phase copy = new Phase(name, source);
    copy.items = items;
    copy.after = after;
    copy.undo = undo;
    copy.undoPolicy = undoPolicy;
    change.accept(copy);
    return copy;
  }

  /** Returns the name. */
  public String name() {
    return name;
  }

  List<Item> items() {
    return items;
  }

  /** Returns the names of the phases to wait for; null for the one written before. */
  @Nullable List<String> afterNames() {
    return after;
  }

  /** Returns what runs when the phase is rolled back, or null. */
  public StepBody.@Nullable PhaseUndo undo() {
    return undo;
  }

  /** Returns how that is run. */
  public UndoPolicy undoPolicy() {
    return undoPolicy;
  }

  Source source() {
    return source;
  }

  @Override
  public String toString() {
    return "phase " + name;
  }

  /** What stands in a phase. */
  sealed interface Item {
    /** Steps side by side; one alone is a list of one. */
    record Steps(List<Step<?>> steps) implements Item {}

    /** A gate, a monitor or a soak. */
    record Wait(Gate gate) implements Item {}

    /** A gate that people open. */
    record Vote(Approval approval) implements Item {}

    /** A point of no return. */
    record Point(String why) implements Item {}
  }
}
