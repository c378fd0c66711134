package dev.sallyport.testkit.explore;

import dev.sallyport.journal.Event;
import dev.sallyport.journal.Outcome;
import dev.sallyport.plan.Plan;
import dev.sallyport.testkit.simulation.Choices;
import dev.sallyport.testkit.simulation.SimulatedDriver;
import dev.sallyport.testkit.simulation.SimulatedRun;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs a plan in virtual time against every way in which it can fail: each fault at each place,
 * then pairs of them, so also inside the rollback. A ledger outside the engine judges what is left.
 *
 * <p>{@link #of(Plan)} calls nothing of the plan's own code: every step is taken to do what it
 * declares. {@link #of(Supplier, Function, Function)} runs the plan's own code on a model of its
 * world, and so sees undos that do not undo. Immutable: every method returns a changed copy.
 */
public final class Explorer {
  private static final int PAIRS = 4_000;

  private final @Nullable Plan plan;
  private final @Nullable Model<?> model;
  private final @Nullable Anatomy known;
  private final int mostPairs;
  private final Map<String, String> accepted;

  private Explorer(
      @Nullable Plan plan, @Nullable Model<?> model, int mostPairs, Map<String, String> accepted) {
    this.plan = plan;
    this.model = model;
    this.known = plan == null ? null : new Anatomy(plan);
    this.mostPairs = mostPairs;
    this.accepted = accepted;
  }

  /** Returns an explorer of a plan whose inputs and secrets are bound; none of its code is run. */
  public static Explorer of(Plan plan) {
    return new Explorer(Objects.requireNonNull(plan, "plan"), null, PAIRS, Map.of());
  }

  /**
   * Returns an explorer that runs a plan's own code on a model of its world, made anew for each
   * case.
   *
   * @param world makes the model: objects in memory that stand for the systems
   * @param plan makes the plan that acts on it; always the same but for the world
   * @param picture what must be equal again after a rollback
   */
  public static <W> Explorer of(Supplier<W> world, Function<W, Plan> plan, Function<W, ?> picture) {
    return new Explorer(null, new Model<>(world, plan, picture, Map.of()), PAIRS, Map.of());
  }

  /**
   * Returns an explorer that runs at most so many pairs of faults, those inside the rollback first;
   * default 4,000. Where there are more, it takes them evenly from all.
   */
  public Explorer pairs(int most) {
    if (most < 0) {
      throw new IllegalArgumentException("There cannot be " + most + " pairs. Give 0 or more.");
    }
    return new Explorer(plan, model, most, accepted);
  }

  /**
   * Returns an explorer that accepts what it finds of a rule at a path, and says so with the
   * reason.
   *
   * @param path the path it is about; empty for the run as a whole
   */
  public Explorer accepting(Rule rule, String path, String why) {
    if (why.isBlank()) {
      throw new IllegalArgumentException("Say why " + rule + " is accepted for '" + path + "'.");
    }
    Map<String, String> all = new LinkedHashMap<>(accepted);
    all.put(key(rule, path), why);
    return new Explorer(plan, model, mostPairs, all);
  }

  /**
   * Returns an explorer that also disturbs the world in a way, after every record in turn.
   *
   * @throws IllegalStateException if there is no model to disturb
   */
  @SuppressWarnings("unchecked") // the model was made with a world of the same type
  public <W> Explorer disturbedBy(String name, Consumer<W> disturbance) {
    if (model == null) {
      throw new IllegalStateException(
          "There is no world to disturb. Make the explorer of a model: Explorer.of(world, plan,"
              + " picture).");
    }
    return new Explorer(null, ((Model<W>) model).disturbed(name, disturbance), mostPairs, accepted);
  }

  /** Runs all cases and judges them; takes some microseconds a case and record. */
  public Exploration explore() {
    return new Expedition(this, mostPairs, accepted).go();
  }

  /**
   * Runs one case again.
   *
   * @param seed what {@link Finding#seed} gave
   * @throws IllegalArgumentException if it is none
   */
  public SimulatedRun replay(String seed) {
    return run(Seeds.parse(seed)).run();
  }

  static String key(Rule rule, String path) {
    return rule + (path.isEmpty() ? "" : " " + path);
  }

  /** Runs one case and judges it. */
  Case run(List<Fault> faults) {
    Model.Instance<?> made = model == null ? null : model.make();
    Plan its = made == null ? Objects.requireNonNull(plan) : made.plan();
    Anatomy anatomy = known == null ? new Anatomy(its) : known;
    Object before = made == null ? null : made.picture();
    Faults struck = new Faults(faults);
    ExploredWorld world = new ExploredWorld(its, anatomy, made, struck);
    SimulatedRun run = SimulatedDriver.run(its, world, Choices.first());
    Object after = made == null ? null : made.picture();
    boolean disturbed = faults.stream().anyMatch(f -> f.trouble() == Trouble.DISTURBED);
    List<Breach> breaches =
        new ArrayList<>(
            Judge.judge(run, world, anatomy, disturbed ? null : before, disturbed ? null : after));
    Announcing.judge(run, faults, breaches);
    if (faults.isEmpty() && run.outcome() != Outcome.SUCCEEDED) {
      breaches.add(
          new Breach(
              Rule.SUCCEEDS_UNDISTURBED,
              "",
              "With nothing going wrong the plan does not succeed: it ends "
                  + run.outcome()
                  + ". What is explored from there proves little."));
    }
    Set<String> disturbances = model == null ? Set.of() : model.disturbances().keySet();
    return new Case(
        faults,
        run,
        breaches,
        struck.allStruck(),
        () -> Troubles.after(its, anatomy, struck, run, disturbances));
  }

  /** A case that was run. */
  record Case(
      List<Fault> faults,
      SimulatedRun run,
      List<Breach> breaches,
      boolean struck,
      Supplier<List<Fault>> further) {

    /** Returns the record with which the rollback began; as many as there are if it never did. */
    int rollbackFrom() {
      List<Event> events = run.events();
      for (int i = 0; i < events.size(); i++) {
        if (events.get(i) instanceof Event.RollbackStarted) {
          return i;
        }
      }
      return events.size();
    }
  }
}
