package dev.sallyport.testkit.properties;

import dev.sallyport.plan.Plan;
import dev.sallyport.testkit.simulation.Choices;
import dev.sallyport.testkit.simulation.SimulatedDriver;
import dev.sallyport.testkit.simulation.SimulatedRun;
import java.util.List;

/** A simulated run in which anything may go wrong, as two lists of numbers say. */
final class Chaos {
  private Chaos() {}

  /**
   * Runs a random plan; any list is valid, and a shorter one with smaller numbers gives a simpler
   * plan and a run in which less goes wrong.
   */
  static Trace run(List<Integer> plan, List<Integer> world) {
    return run(RandomPlans.next(Choices.recorded(plan), Bodies.NONE), world);
  }

  static Trace run(Plan plan, List<Integer> world) {
    return run(new Order(plan), Faults.of(world), Choices.recorded(world));
  }

  /** Runs a plan with faults picked there, and the order of what is due at once from elsewhere. */
  static Trace run(Order plan, Faults faults, Choices order) {
    ChaosWorld world = new ChaosWorld(plan.plan(), faults);
    SimulatedRun run = SimulatedDriver.run(plan.plan(), world, order);
    return new Trace(run, plan, world.effects(), world.faults());
  }
}
