package dev.sallyport.checks.redis;

import static dev.sallyport.checks.redis.Judged.word;
import static dev.sallyport.checks.redis.RedisCluster.ASK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Check;
import dev.sallyport.check.Percent;
import dev.sallyport.check.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The scripted cluster and a real one, brought into the same states, get the same verdicts. The
 * states come in the order of the enum; the last ones are not undone.
 */
class StandInContractTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static RedisCluster real;
  private static RedisChecks asked;

  /** Brings the real cluster somewhere. */
  interface Change {
    void apply(RedisCluster cluster) throws Exception;
  }

  /** What brings both into one state, and what is said of it. */
  enum State {
    WELL(
        scripted -> {},
        cluster -> {},
        cluster -> {},
        Map.of(
            redis -> redis.clusterConfigAgreement().expecting(6),
            "pass",
            redis -> redis.clusterConfigAgreement().expecting(7),
            "pending nodes-missing",
            redis -> redis.clusterConfigAgreement().expecting(5),
            "fail too-many-nodes",
            RedisChecks::slotCoverage,
            "pass",
            RedisChecks::openSlots,
            "pass",
            RedisChecks::replicationLink,
            "pass",
            redis -> redis.replicationLink().replicasPerPrimary(2),
            "pending replicas-missing",
            RedisChecks::clusterLinks,
            "pass",
            redis -> redis.replicationLag().below(Duration.ofSeconds(5)),
            "pass",
            redis -> redis.slotBalance().atMost(Percent.of(2)),
            "pass")),
    SAVING_NOTHING(
        ScriptedRedis::savingNothing,
        cluster -> {},
        cluster -> {},
        Map.of(
            RedisChecks::persistenceRdb, "fail rdb-off",
            RedisChecks::persistenceAof, "fail aof-off")),
    SLOT_HALF_OPEN(
        scripted -> scripted.slotHalfOpen(5, at(1), at(2)),
        cluster -> migrating(cluster),
        cluster -> stable(cluster),
        Map.of(RedisChecks::openSlots, "fail half-open-slot", RedisChecks::slotCoverage, "pass")),
    SLOT_MOVING(
        scripted -> scripted.slotMoving(5, at(1), at(2)),
        cluster -> {
          migrating(cluster);
          node(cluster, 1).send("CLUSTER", "SETSLOT", "5", "IMPORTING", node(cluster, 0).id());
        },
        cluster -> stable(cluster),
        Map.of(RedisChecks::openSlots, "pending migration-under-way")),
    SLOT_LOST(
        scripted -> scripted.slotsLost(5, 5),
        cluster -> cluster.nodes.forEach(node -> node.send("CLUSTER", "DELSLOTS", "5")),
        cluster -> {
          cluster.nodes.get(0).send("CLUSTER", "ADDSLOTS", "5");
          cluster.awaitHealth();
        },
        Map.of(
            RedisChecks::slotCoverage, "fail slots-uncovered",
            RedisChecks::clusterConfigAgreement, "pass",
            RedisChecks::openSlots, "pass")),
    REPLICA_KILLED(
        scripted -> scripted.killed(at(4)),
        cluster -> kill(cluster, 3),
        cluster -> {
          cluster.nodes.get(3).begin();
          cluster.awaitHealth();
        },
        Map.of(
            RedisChecks::clusterConfigAgreement,
            "fail ghost-node",
            redis -> redis.clusterConfigAgreement().expecting(6),
            "fail node-failed",
            redis -> redis.clusterConfigAgreement().expecting(6).patience(Duration.ofHours(1)),
            "pending node-failed",
            RedisChecks::slotCoverage,
            "pass",
            RedisChecks::openSlots,
            "pass",
            redis -> redis.replicationLink().patience(SECOND),
            "fail node-failed",
            redis -> redis.clusterLinks().patience(SECOND),
            "fail node-failed",
            redis -> redis.replicationLag().below(SECOND),
            "inconclusive ERROR")),
    FAILED_OVER(
        scripted -> scripted.failedOver(at(1)),
        cluster -> kill(cluster, 0),
        cluster -> {},
        Map.of(
            RedisChecks::slotCoverage,
            "pass",
            RedisChecks::openSlots,
            "pass",
            RedisChecks::clusterConfigAgreement,
            "fail ghost-node",
            redis -> redis.replicationLink().patience(SECOND),
            "fail node-failed",
            redis -> redis.failoverQuiescent().over(SECOND),
            "pending node-failed")),
    SHARD_DOWN(
        scripted -> scripted.failedOver(at(1)).killed(at(4)),
        cluster -> kill(cluster, 3),
        cluster -> {},
        Map.of(
            RedisChecks::slotCoverage, "fail shard-down",
            RedisChecks::openSlots, "inconclusive ERROR",
            RedisChecks::clusterConfigAgreement, "fail ghost-node"));

    private final Consumer<ScriptedRedis> script;
    private final Change begin;
    private final Change end;
    private final Map<Function<RedisChecks, Check>, String> words;

    State(
        Consumer<ScriptedRedis> script,
        Change begin,
        Change end,
        Map<Function<RedisChecks, Check>, String> words) {
      this.script = script;
      this.begin = begin;
      this.end = end;
      this.words = words;
    }
  }

  @BeforeAll
  static void start() throws Exception {
    real = RedisCluster.threeAndThree();
    // by a node that lives through it all
    asked =
        RedisChecks.cluster(
            RedisCluster.patiently(RedisOptions.seeds(real.nodes.get(1).address())));
  }

  @AfterAll
  static void stop() throws Exception {
    if (asked != null) {
      asked.close();
    }
    if (real != null) {
      real.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void both_get_the_same_verdicts(State state) throws Exception {
    ScriptedRedis cluster = ScriptedRedis.healthy(3, 1);
    state.script.accept(cluster);
    RedisChecks scripted = cluster.checks();
    state.begin.apply(real);
    try {
      for (Map.Entry<Function<RedisChecks, Check>, String> said : state.words.entrySet()) {
        Verdict verdict = ASK.now(said.getKey().apply(scripted));
        assertThat(word(verdict)).as("scripted: " + verdict.reason()).isEqualTo(said.getValue());
        ASK.until(said.getKey().apply(asked), said.getValue());
      }
    } finally {
      state.end.apply(real);
    }
  }

  private static String at(int number) {
    return "10.0.0." + number + ":6379";
  }

  private static RedisNode node(RedisCluster cluster, int i) {
    return cluster.nodes.get(i);
  }

  private static void migrating(RedisCluster cluster) {
    node(cluster, 0).send("CLUSTER", "SETSLOT", "5", "MIGRATING", node(cluster, 1).id());
  }

  private static void stable(RedisCluster cluster) {
    List.of(node(cluster, 0), node(cluster, 1))
        .forEach(node -> node.send("CLUSTER", "SETSLOT", "5", "STABLE"));
  }

  private static void kill(RedisCluster cluster, int i) throws Exception {
    RedisNode dead = node(cluster, i);
    String id = dead.id();
    dead.kill();
    cluster.awaitFail(dead, id, List.of(node(cluster, 1), node(cluster, 2)));
  }
}
