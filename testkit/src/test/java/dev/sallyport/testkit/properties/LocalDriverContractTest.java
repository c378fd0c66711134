package dev.sallyport.testkit.properties;

import dev.sallyport.engine.Engine;
import dev.sallyport.plan.Plan;

class LocalDriverContractTest extends DriverContract {
  @Override
  Drivers.Ending run(Plan plan, Script script) throws InterruptedException {
    try (Engine engine = Engine.inMemory()) {
      return Drivers.local(engine, plan, "run", script);
    }
  }
}
