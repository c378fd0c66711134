package dev.sallyport.testkit.properties;

import static dev.sallyport.plan.Dsl.phase;

import dev.sallyport.check.Secret;
import dev.sallyport.plan.Announcement;
import dev.sallyport.plan.Phase;
import dev.sallyport.plan.Plan;
import dev.sallyport.plan.PlanBuilder;
import dev.sallyport.plan.Step;
import dev.sallyport.testkit.simulation.Choices;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Makes valid plans of 1 to 8 nodes of every kind; the first choice everywhere is the simplest. */
final class RandomPlans {
  private static final int MOST_NODES = 8;

  private final Choices choices;
  private final Bodies bodies;
  private final RandomGates gates;
  private final RandomSteps steps;
  private final RandomWatches watches;
  private final List<Phase> phases = new ArrayList<>();

  /** For each phase, the steps with an output that have ended when it has. */
  private final List<List<Step<String>>> makers = new ArrayList<>();

  /** For each phase, those that come before it, however far. */
  private final List<BitSet> before = new ArrayList<>();

  private final boolean quick;
  private Secret<?>[] secrets = {};
  private int left;
  private int names;

  private RandomPlans(Choices choices, Bodies bodies, boolean quick) {
    this.choices = choices;
    this.bodies = bodies;
    this.quick = quick;
    this.gates = new RandomGates(choices, bodies, quick);
    this.steps = new RandomSteps(choices, bodies, gates, quick);
    this.watches = new RandomWatches(choices, bodies, quick);
  }

  /** Returns a plan that takes milliseconds in real time, and none of whose policies hang on it. */
  static Plan quick(Choices choices, Bodies bodies) {
    return new RandomPlans(choices, bodies, true).plan();
  }

  /** Returns the plan that those choices make. */
  static Plan next(Choices choices, Bodies bodies) {
    return new RandomPlans(choices, bodies, false).plan();
  }

  /** Returns a quick plan that declares a secret. */
  static Plan secret(Choices choices, Bodies bodies, Secret<?> secret) {
    RandomPlans plans = new RandomPlans(choices, bodies, true);
    plans.secrets = new Secret<?>[] {secret};
    return plans.plan();
  }

  private Plan plan() {
    left = 1 + choices.pick(MOST_NODES);
    boolean asks = choices.pick(2) == 1; // early: a list of numbers that ends gives zeros
    watches.draw();
    int notice = quick || choices.pick(5) != 1 ? 0 : 1 + choices.pick(2);
    Announcement[] announcements =
        quick ? new Announcement[0] : new RandomAnnouncements().draw(choices, notice > 0);
    while (left > 0) {
      nextPhase();
    }
    PlanBuilder builder =
        Plan.named("random", 1)
            .secrets(secrets)
            .phases(phases.toArray(Phase[]::new))
            .watches(watches.over(phases, before))
            .announcements(announcements);
    builder = notice == 0 ? builder : builder.notice(Duration.ofSeconds(60L * notice));
    return (asks ? builder.askOnUndoFailure() : builder).build();
  }

  private void nextPhase() {
    Phase phase = phase("P" + phases.size());
    List<Step<String>> known = new ArrayList<>();
    BitSet earlier = new BitSet();
    int order = phases.isEmpty() ? 0 : choices.pick(4);
    if (order < 2) {
      makers.forEach(known::addAll);
      earlier.set(0, phases.size());
    } else if (order == 2) {
      phase = phase.after();
    } else {
      int one = choices.pick(phases.size());
      phase = phase.after(phases.get(one));
      known.addAll(makers.get(one));
      earlier.or(before.get(one));
      earlier.set(one);
    }
    int size = 1 + choices.pick(left);
    left -= size;
    boolean point = false;
    while (size > 0) {
      switch (choices.pick(12)) {
        case 4, 5 -> phase = phase.gate(gates.next(name("g")));
        case 6 -> phase = phase.gate(gates.vote(name("v")));
        case 7 -> {
          phase = point ? one(phase, known) : phase.pointOfNoReturn("it is so");
          point = true;
        }
        case 10 -> phase = phase.monitor(watches.monitorOf(name("m")));
        case 11 -> phase = phase.soak(watches.soakOf(name("k")));
        case 0, 1 -> phase = one(phase, known);
        default -> {
          int width = 1 + choices.pick(Math.min(size, 4));
          phase = parallel(phase, known, width);
          size -= width - 1;
        }
      }
      size--;
    }
    if (choices.pick(3) == 1) {
      phase = phase.onRollback(bodies::undo, steps.undo());
    }
    phases.add(phase);
    makers.add(known);
    before.add(earlier);
  }

  private String name(String kind) {
    return kind + names++;
  }

  private Phase one(Phase phase, List<Step<String>> known) {
    Step<?> step = steps.next(name("s"), known, List.of());
    remember(known, step);
    return phase.step(step);
  }

  private Phase parallel(Phase phase, List<Step<String>> known, int width) {
    List<Step<?>> beside = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      Step<?> step = steps.next(name("s"), known, beside);
      beside.add(step);
      remember(known, step);
    }
    return phase.parallel(beside.toArray(Step<?>[]::new));
  }

  @SuppressWarnings("unchecked") // its type was just looked at
  private static void remember(List<Step<String>> known, Step<?> step) {
    if (step.type() == String.class) {
      known.add((Step<String>) step);
    }
  }
}
