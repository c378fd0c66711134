package dev.sallyport.testkit.properties;

import static dev.sallyport.plan.Dsl.approval;
import static dev.sallyport.plan.Dsl.gate;
import static dev.sallyport.plan.Dsl.monitor;
import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.soak;

import dev.sallyport.check.Check;
import dev.sallyport.plan.Dsl;
import dev.sallyport.plan.OnFailure;
import dev.sallyport.plan.Phase;
import dev.sallyport.plan.Plan;
import dev.sallyport.plan.Probed;
import dev.sallyport.plan.Retry;
import dev.sallyport.plan.Step;
import dev.sallyport.plan.UndoPolicy;
import dev.sallyport.plan.Watch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Every plan of so many nodes in every arrangement, from a small vocabulary. */
final class SmallPlans {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private SmallPlans() {}

  /** What a node may be. */
  enum Kind {
    /** A reversible step that nobody can look up. */
    BLIND,
    /** A reversible step with a probe, tried twice, whose undo is tried twice. */
    PROBED,
    /** A step that changes nothing. */
    READ_ONLY,
    /** A step that stays and may run twice. */
    REPEATABLE,
    /** A gate. */
    GATE,
    /** An approval. */
    APPROVAL,
    /** A point of no return. */
    POINT,
    /** A soak. */
    SOAK,
    /** A monitor of two windows. */
    MONITOR
  }

  /** How nodes stand to each other. */
  private enum Shape {
    IN_ORDER,
    EACH_IN_ITS_PHASE,
    SIDE_BY_SIDE,
    CHAINED_SIDE_BY_SIDE,
    DIAMOND,
    PHASES_SIDE_BY_SIDE
  }

  static List<Plan> of(int nodes, List<Kind> kinds) {
    List<Plan> plans = new ArrayList<>();
    for (List<Kind> chosen : all(nodes, kinds)) {
      for (Shape shape : Shape.values()) {
        List<Phase> phases = phases(shape, chosen);
        if (!phases.isEmpty()) {
          plans.add(plan(phases));
        }
      }
    }
    return plans;
  }

  /** Every plan of that many phases of one node, with a watch over each span of them. */
  static List<Plan> watched(int nodes, List<Kind> kinds) {
    List<Plan> plans = new ArrayList<>();
    for (List<Kind> chosen : all(nodes, kinds)) {
      List<Phase> phases = each(chosen);
      plans.add(plan(phases, watch(plans.size())));
      for (int from = 0; from < nodes; from++) {
        plans.add(plan(phases, watch(plans.size()).from(phases.get(from))));
        for (int until = from; until < nodes; until++) {
          Watch watch = watch(plans.size()).over(phases.get(from), phases.get(until));
          plans.add(plan(phases, watch));
        }
      }
    }
    return plans;
  }

  /** A third of them roll back at the first failure; the others do all else. */
  private static Watch watch(int number) {
    Watch watch =
        Dsl.watch("w", Check.of("w", context -> Bodies.NONE.judge("w")))
            .every(Duration.ofSeconds(20))
            .sampleTimeout(Duration.ofSeconds(10))
            .blindFor(Duration.ofSeconds(30));
    return switch (number % 6) {
      case 2 -> watch.tripsAfter(Duration.ofSeconds(20));
      case 1 -> watch.onTrip(OnFailure.ASK).onBlind(OnFailure.ROLL_BACK);
      case 3 -> watch.onTrip(OnFailure.STOP).onBlind(OnFailure.WARN);
      case 5 -> watch.onTrip(OnFailure.WARN).onBlind(OnFailure.STOP).tripsOnInARow(2);
      default -> watch;
    };
  }

  private static Plan plan(List<Phase> phases, Watch... watches) {
    return Plan.named("small", 1).phases(phases.toArray(Phase[]::new)).watches(watches).build();
  }

  private static List<List<Kind>> all(int nodes, List<Kind> kinds) {
    List<List<Kind>> lists = new ArrayList<>();
    int all = 1;
    for (int i = 0; i < nodes; i++) {
      all *= kinds.size();
    }
    for (int number = 0; number < all; number++) {
      List<Kind> chosen = new ArrayList<>();
      for (int rest = number; chosen.size() < nodes; rest /= kinds.size()) {
        chosen.add(kinds.get(rest % kinds.size()));
      }
      lists.add(chosen);
    }
    return lists;
  }

  /** Returns the phases of a plan of that shape; none if there is no such plan. */
  private static List<Phase> phases(Shape shape, List<Kind> kinds) {
    int size = kinds.size();
    boolean points = kinds.stream().filter(Kind.POINT::equals).count() > 1;
    return switch (shape) {
      case IN_ORDER -> points ? List.of() : List.of(undone(line(phase("A"), kinds, 0, size)));
      case EACH_IN_ITS_PHASE -> size > 1 ? each(kinds) : List.of();
      case SIDE_BY_SIDE ->
          size > 1 && steps(kinds, 0, size)
              ? List.of(undone(beside(phase("A"), kinds, 0, size, false)))
              : List.of();
      case CHAINED_SIDE_BY_SIDE ->
          size > 2 && steps(kinds, 0, size)
              ? List.of(beside(phase("A"), kinds, 0, size, true))
              : List.of();
      case DIAMOND ->
          size > 3 && steps(kinds, 1, size - 1) && !points ? List.of(diamond(kinds)) : List.of();
      case PHASES_SIDE_BY_SIDE ->
          size > 2 && !points
              ? List.of(
                  undone(line(phase("A"), kinds, 0, size / 2)),
                  line(phase("B").after(), kinds, size / 2, size - 1),
                  line(phase("C"), kinds, size - 1, size))
              : List.of();
    };
  }

  private static boolean steps(List<Kind> kinds, int from, int to) {
    return kinds.subList(from, to).stream().allMatch(kind -> kind.ordinal() < 4);
  }

  private static Phase undone(Phase phase) {
    return phase.onRollback(Bodies.NONE::undo, UndoPolicy.undo().timeout(MINUTE));
  }

  private static Phase line(Phase phase, List<Kind> kinds, int from, int to) {
    Phase longer = phase;
    for (int i = from; i < to; i++) {
      longer = and(longer, kinds.get(i), "n" + i);
    }
    return longer;
  }

  private static List<Phase> each(List<Kind> kinds) {
    List<Phase> phases = new ArrayList<>();
    for (int i = 0; i < kinds.size(); i++) {
      phases.add(and(phase("P" + i), kinds.get(i), "n" + i));
    }
    return phases;
  }

  private static Phase diamond(List<Kind> kinds) {
    Phase first = and(phase("A"), kinds.get(0), "n0");
    Phase middle = beside(first, kinds, 1, kinds.size() - 1, false);
    return undone(and(middle, kinds.get(kinds.size() - 1), "last"));
  }

  private static Phase beside(Phase phase, List<Kind> kinds, int from, int to, boolean chained) {
    List<Step<?>> steps = new ArrayList<>();
    for (int i = from; i < to; i++) {
      Step<Void> step = step(kinds.get(i), "n" + i);
      steps.add(chained && i > from ? step.after(steps.get(steps.size() - 1)) : step);
    }
    return phase.parallel(steps.toArray(Step<?>[]::new));
  }

  private static Phase and(Phase phase, Kind kind, String name) {
    return switch (kind) {
      case GATE ->
          phase.gate(
              gate(name, Check.of(name, context -> Bodies.NONE.judge(name)))
                  .every(Duration.ofSeconds(5))
                  .failsOn(2)
                  .within(MINUTE));
      case APPROVAL -> phase.gate(approval(name, "lead").within(MINUTE.multipliedBy(5)));
      case POINT -> phase.pointOfNoReturn("it is so");
      case SOAK -> phase.soak(soak(name, MINUTE));
      case MONITOR ->
          phase.monitor(
              monitor(name, Check.of(name, context -> Bodies.NONE.judge(name)))
                  .window(Duration.ofSeconds(20), Duration.ofSeconds(10))
                  .window(Duration.ofSeconds(60), Duration.ofSeconds(30))
                  .sampleTimeout(Duration.ofSeconds(10)));
      default -> phase.step(step(kind, name));
    };
  }

  private static Step<Void> step(Kind kind, String name) {
    Step<Void> bare = Dsl.step(name).run(Bodies.NONE::run).timeout(MINUTE);
    UndoPolicy undo = UndoPolicy.undo().timeout(MINUTE);
    Retry twice = Retry.every(Duration.ofSeconds(1)).attempts(2);
    return switch (kind) {
      case PROBED ->
          bare.probe(context -> Probed.notDone())
              .retry(twice)
              .onRollback((context, made) -> {}, undo.retry(twice).repeatable());
      case READ_ONLY -> bare.readOnly();
      case REPEATABLE -> bare.idempotent().irreversible("it stays");
      default -> bare.onRollback((context, made) -> {}, undo);
    };
  }
}
