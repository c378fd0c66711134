package dev.sallyport.examples.record;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.sallyport.check.Verdict;
import dev.sallyport.examples.world.Fault;
import dev.sallyport.testkit.simulation.SimulatedRun;
import dev.sallyport.testkit.simulation.Simulation;
import java.time.Duration;

/** The demo's runs with its faults, in virtual time: each is the same to the byte, every time. */
final class DemoRuns {
  private static final Duration LOAD = ofSeconds(5);
  private static final Duration LOOK = ofMillis(40);

  private DemoRuns() {}

  static SimulatedRun of(Fault fault) throws Exception {
    Sayings says = untilGreenHasTheTraffic();
    switch (fault) {
      case ERRORS ->
          says.gate(
              "Feature to 10 percent/fast and without errors",
              LOAD,
              Shop.errors(25),
              Shop.errors(26),
              Shop.errors(21),
              Shop.errors(16));
      case SLOW ->
          says.gate(
              "Feature to 10 percent/fast and without errors",
              LOAD,
              Shop.slow(43),
              Shop.slow(44),
              Shop.slow(37),
              Shop.slow(40));
      case REDIS_NODE -> {
        feature(says, 10, new Shop().clusterIsWhole());
        feature(says, 50, new Shop().primaryKilled().clusterIsWhole());
      }
      case NONE -> throw new IllegalArgumentException("That is no fault.");
    }
    return says.run(
        Simulation.of(Shop.plan(fault))
            .step("Deploy green/start-green")
            .takes(ofMillis(1900))
            .undo("Deploy green/start-green")
            .takes(ofMillis(340)));
  }

  private static Sayings untilGreenHasTheTraffic() throws Exception {
    Shop shop = new Shop();
    return new Sayings()
        .gate("Infrastructure/all Redis nodes agree", ofMillis(448), shop.nodesAgree())
        .gate("Infrastructure/all slots are served", LOOK, shop.slotsServed())
        .gate("Infrastructure/no slot is being moved", LOOK, shop.noSlotMoved())
        .gate("Infrastructure/replicas are linked", LOOK, shop.replicasLinked())
        .gate("Infrastructure/writes reach the disk", ofSeconds(1), Shop.writesReachTheDisk())
        .gate("Infrastructure/blue serves", LOOK, Shop.well("blue", 8082, true))
        .gate("Deploy green/green is well", LOOK, Shop.well("green", 8083, false))
        .gate("Switch traffic/all get green", LOOK, Shop.well("green", 8083, true))
        .verification("Switch traffic/send-all-to-green", LOOK, Shop.well("blue", 8082, true));
  }

  private static void feature(Sayings says, int percent, Verdict cluster) {
    String phase = "Feature to " + percent + " percent/";
    says.gate(phase + "fast and without errors", LOAD, Shop.fastAndWithoutErrors())
        .gate(phase + "the cluster is whole", LOOK, cluster);
    if (cluster.passed()) {
      says.gate(phase + "found in the cache", ofSeconds(2), Shop.foundInTheCache());
    }
  }
}
