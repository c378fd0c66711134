package dev.sallyport.examples.record;

import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Observation;
import dev.sallyport.check.Verdict;
import dev.sallyport.checks.http.HttpChecks;
import dev.sallyport.checks.redis.RedisChecks;
import dev.sallyport.checks.redis.ScriptedRedis;
import dev.sallyport.examples.bluegreen.BlueGreenPlan;
import dev.sallyport.examples.world.AddressBook;
import dev.sallyport.examples.world.Fault;
import dev.sallyport.examples.world.World;
import dev.sallyport.plan.Plan;
import dev.sallyport.testkit.simulation.SimulatedDriver;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/**
 * The demo's shop without its servers: its plan, and what its checks see. Redis is scripted and
 * judged by the rules of the real checks; what HTTP saw is written down from a run of the demo.
 */
final class Shop {
  private static final Clock CLOCK = Clock.fixed(SimulatedDriver.START, ZoneOffset.UTC);
  private static final String ITEM =
      "GET http://127.0.0.1:8080/item at 110 /s for 4 s after 1 s, timeout 5 s";
  private static final String AT_95 = " at 95 % confidence over 4 looks: ";
  private static final String BLOCKS =
      " Look at the blocks in the evidence: one slow spell, or slow throughout?";

  private final ScriptedRedis cluster = ScriptedRedis.healthy(3, 1);

  /** Returns the demo's plan at addresses that are always the same. */
  static Plan plan(Fault fault) {
    Map<String, Integer> ports =
        new HashMap<>(
            Map.of("balancer", 8080, "balancer-admin", 8081, "blue", 8082, "green", 8083));
    for (int i = 1; i <= 6; i++) {
      ports.put("redis-" + i, 6378 + i);
    }
    AddressBook book = new AddressBook(false, fault, "", "token", ports, Map.of());
    try (HttpChecks http = HttpChecks.create();
        RedisChecks redis = RedisChecks.cluster("127.0.0.1:6379")) {
      return BlueGreenPlan.of(World.of(Path.of("target", "nowhere")), book, http, redis);
    }
  }

  Shop primaryKilled() {
    cluster.failedOver(cluster.addresses().get(0));
    return this;
  }

  Verdict nodesAgree() throws Exception {
    return judged(cluster.checks().clusterConfigAgreement().expecting(6));
  }

  Verdict slotsServed() throws Exception {
    return judged(cluster.checks().slotCoverage());
  }

  Verdict noSlotMoved() throws Exception {
    return judged(cluster.checks().openSlots());
  }

  Verdict replicasLinked() throws Exception {
    return judged(cluster.checks().replicationLink().replicasPerPrimary(1));
  }

  Verdict clusterIsWhole() throws Exception {
    RedisChecks redis = cluster.checks();
    return judged(
        redis
            .clusterConfigAgreement()
            .expecting(6)
            .and(redis.slotCoverage())
            .and(redis.replicationLink().replicasPerPrimary(1)));
  }

  private static Verdict judged(Check check) throws Exception {
    return check.judge(CheckContext.of(CLOCK, Duration.ofSeconds(10)));
  }

  static Verdict writesReachTheDisk() {
    Evidence evidence =
        Evidence.of("INFO, CONFIG GET of every member", SimulatedDriver.START)
            .and("", "appendfsync", "everysec")
            .against("every node: aof_enabled is 1, both status fields are ok")
            .over(Duration.ofSeconds(1), 2);
    String reason = "All 6 nodes looked at keep an append-only file and write it without error";
    return Verdict.pass(reason, evidence);
  }

  static Verdict foundInTheCache() {
    Evidence evidence =
        Evidence.of("INFO stats of every member", SimulatedDriver.START)
            .and("", "hits", 75)
            .and("", "misses", 7)
            .against(">= 80 % with 95 % confidence, from at least 50 lookups")
            .over(Duration.ofSeconds(2), 82);
    return Verdict.pass(
        "75 of 82 lookups hit, so the ratio lies between 84.97 % and 95.31 %, as asked >= 80 %",
        evidence);
  }

  /** All get the version; {@code balanced} also through the load balancer. */
  static Verdict well(String version, int port, boolean balanced) {
    String rule = "status 200, no cache, version " + version + " in the header X-Version";
    String instance = "http://127.0.0.1:" + port + "/health";
    String asked = "GET " + instance + " x3";
    Evidence evidence =
        Evidence.of(
                balanced ? asked + ", http://127.0.0.1:8080/health x5" : asked,
                SimulatedDriver.START)
            .and("instance " + instance, "well", "3 of 3")
            .against(rule)
            .over(Duration.ZERO, balanced ? 8 : 3);
    String seen = balanced ? "2 targets, 8 answers" : "1 target, 3 answers";
    return Verdict.pass(seen + ", all well: " + rule, evidence);
  }

  static Verdict fastAndWithoutErrors() {
    return Verdict.pass(
        "http latency-quantile p95 < 500 ms"
            + AT_95
            + "0 of 440 requests were slower or failed; it passes with up to 11; http error-rate < 1 %"
            + AT_95
            + "0 of 440 requests failed; it passes with up to 0",
        load(0, "5.431", "9.791"));
  }

  static Verdict errors(int failed) {
    return Verdict.fail(
        "error-rate",
        "http error-rate < 1 %"
            + AT_95
            + failed
            + " of 440 requests failed; it passes with up to 0. Most often: status-503 ("
            + failed
            + ")."
            + BLOCKS,
        load(failed, "2.567", "9.791").and("failed", "status-503", failed));
  }

  static Verdict slow(int slower) {
    return Verdict.fail(
        "latency-quantile",
        "http latency-quantile p95 < 500 ms"
            + AT_95
            + slower
            + " of 440 requests were slower or failed; it passes with up to 11."
            + BLOCKS,
        load(0, "3.385", "1507"));
  }

  private static Evidence load(int failed, String median, String p95) {
    return Evidence.of(ITEM, SimulatedDriver.START)
        .and("", "requests", 440)
        .and("", "failed", failed)
        .and(Observation.of("", "p50", median, "ms"))
        .and(Observation.of("", "p95", p95, "ms"))
        .against("< 500 ms and < 1 %")
        .over(Duration.ofSeconds(4), 440);
  }
}
