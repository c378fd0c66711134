package dev.sallyport.testkit.properties;

import dev.sallyport.plan.Plan;

class SimulatedDriverContractTest extends DriverContract {
  @Override
  Drivers.Ending run(Plan plan, Script script) {
    return Drivers.simulated(plan, script);
  }
}
