package dev.sallyport.testkit;

import dev.sallyport.engine.Run;
import dev.sallyport.plan.Gate;
import dev.sallyport.plan.Plan;
import dev.sallyport.testkit.simulation.SimulatedRun;

/** The way into the assertions; import {@link #assertThat} statically beside AssertJ's. */
public final class SallyportAssertions {
  private SallyportAssertions() {}

  /** Tries a gate in virtual time and begins assertions about what it did. */
  public static GateTrialAssert assertThat(Gate gate) {
    return new GateTrialAssert(GateTrial.of(gate));
  }

  /** Begins assertions about a trial. */
  public static GateTrialAssert assertThat(GateTrial trial) {
    return new GateTrialAssert(trial);
  }

  /** Begins assertions about a plan; its inputs and secrets must be bound. */
  public static PlanAssert assertThat(Plan plan) {
    return new PlanAssert(plan);
  }

  /** Begins assertions about a run that was simulated. */
  public static RunAssert assertThat(SimulatedRun run) {
    return RunAssert.of(run);
  }

  /** Begins assertions about a run of an engine, as it is now. */
  public static RunAssert assertThat(Run run) {
    return RunAssert.of(run);
  }
}
