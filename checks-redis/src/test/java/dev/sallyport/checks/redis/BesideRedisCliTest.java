package dev.sallyport.checks.redis;

import static dev.sallyport.checks.redis.RedisCluster.ASK;
import static dev.sallyport.testkit.checks.Ask.word;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Check;
import dev.sallyport.check.DataSize;
import dev.sallyport.check.Percent;
import dev.sallyport.check.Verdict;
import dev.sallyport.testkit.checks.Beside;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** What {@code redis-cli} says, and what we say, of the same servers. */
@Tag("once")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BesideRedisCliTest {
  private static final Duration WINDOW = Duration.ofMillis(300);
  private static String cli;
  private static RedisCluster cluster;
  private static RedisChecks redis;

  @BeforeAll
  static void start() throws Exception {
    Optional<Path> found = RedisBinary.cli();
    if (found.isEmpty()) {
      System.err.println("SKIPPED: no redis-cli on the PATH. Run .ci/servers/redis.");
    }
    Assumptions.assumeTrue(found.isPresent(), "There is no redis-cli on the PATH");
    cli = found.get().toString();
    cluster = RedisCluster.threeAndThree();
    redis = RedisChecks.cluster(RedisCluster.patiently(cluster.seeds()));
  }

  @AfterAll
  static void stop() throws Exception {
    if (redis != null) {
      redis.close();
    }
    if (cluster != null) {
      cluster.close();
    }
  }

  private static Beside.Said check() throws Exception {
    return Beside.run(cli, "--cluster", "check", cluster.nodes.get(1).address());
  }

  /** Asks every node, as we do and a person would have to, one after the other. */
  private static Beside.Said info(String section, String field) throws Exception {
    StringBuilder all = new StringBuilder();
    for (RedisNode node : cluster.nodes) {
      Beside.run(cli, "-p", "" + node.port, "INFO", section)
          .text()
          .lines()
          .filter(line -> line.startsWith(field))
          .forEach(line -> all.append(line.strip()).append(' '));
    }
    return new Beside.Said(0, all.toString().strip());
  }

  /**
   * Puts a check beside a command that takes a few milliseconds, being a small program that reads a
   * part of what we read. We are held to what nobody notices, not to its time.
   */
  private static Verdict beside(
      String what, Callable<Beside.Said> command, Check check, Duration window) throws Exception {
    Beside.Row row = Beside.compare(what, command, ASK, check, window);
    assertThat(row.check()).isLessThan(Duration.ofMillis(200));
    return row.verdict();
  }

  private static Verdict checked(String what) throws Exception {
    return beside(what, BesideRedisCliTest::check, all(), Duration.ZERO);
  }

  private static Check all() {
    return redis
        .clusterConfigAgreement()
        .expecting(6)
        .and(redis.slotCoverage())
        .and(redis.openSlots());
  }

  @Test
  @Order(1)
  void a_healthy_cluster_is_fine_to_both() throws Exception {
    ASK.until(all(), "pass");
    assertThat(checked("healthy").passed()).isTrue();
    assertThat(check().exit()).isZero();
  }

  @Test
  @Order(2)
  void a_hit_rate_since_ever_hides_what_happens_now() throws Exception {
    RedisNode node = cluster.nodes.get(1);
    node.send("SET", "{c}", "here");
    for (int i = 0; i < 2000; i++) {
      node.send("GET", "{c}");
    }
    Thread missing =
        new Thread(
            () -> {
              while (!Thread.currentThread().isInterrupted()) {
                node.send("GET", "{c}gone");
              }
            });
    missing.start();
    try {
      Check now =
          redis.cacheHitRatio().over(WINDOW).atLeastLookups(20).staysAtLeast(Percent.of(80));
      Verdict verdict =
          beside("hits once, misses now", () -> info("stats", "keyspace"), now, WINDOW);
      assertThat(word(verdict)).isEqualTo("fail hit-ratio-breached");
      assertThat(info("stats", "keyspace_hits").text()).contains("keyspace_hits:2000");
    } finally {
      missing.interrupt();
      missing.join();
    }
  }

  @Test
  @Order(3)
  void evictions_since_ever_say_nothing_of_now() throws Exception {
    RedisNode node = cluster.nodes.get(1);
    node.send("CONFIG", "SET", "maxmemory-policy", "allkeys-lru");
    node.send("CONFIG", "SET", "maxmemory", "1");
    RedisCluster.await(
        "an eviction", () -> !node.send("INFO", "stats").contains("evicted_keys:0\r"));
    node.send("CONFIG", "SET", "maxmemory", "0");
    node.send("CONFIG", "SET", "maxmemory-policy", "noeviction");
    Check broker =
        redis
            .memoryHeadroom()
            .hostLimit(DataSize.gibibytes(1))
            .asBroker(WINDOW)
            .below(Percent.of(90));
    Verdict verdict =
        beside("evicted once, not now", () -> info("stats", "evicted_keys"), broker, WINDOW);
    assertThat(verdict.passed()).as(verdict.reason()).isTrue();
    assertThat(info("stats", "evicted_keys").text()).contains("evicted_keys:1");
  }

  @Test
  @Order(4)
  void a_dead_replica_is_fine_to_redis_cli() throws Exception {
    RedisNode dead = cluster.nodes.get(3);
    String id = dead.id();
    dead.kill();
    cluster.awaitFail(dead, id, List.of(cluster.nodes.get(1), cluster.nodes.get(2)));
    ASK.until(all(), "fail node-failed");
    assertThat(word(checked("replica dead"))).isEqualTo("fail node-failed");
    assertThat(check().exit()).isZero();
  }

  @Test
  @Order(5)
  void sentinels_with_nobody_to_promote_are_fine_to_ckquorum() throws Exception {
    try (SentinelSet set = new SentinelSet();
        SentinelChecks checks = SentinelChecks.at(set.seeds())) {
      Check quorum = checks.quorum(SentinelSet.NAME, 3);
      ASK.until(quorum, "pass");
      Beside.compare("Sentinels agree", () -> ckquorum(set), ASK, quorum, Duration.ZERO).noSlower();
      set.kill(set.replicaProcess());
      ASK.until(quorum, "pending no-replica");
      Beside.compare("no replica left", () -> ckquorum(set), ASK, quorum, Duration.ZERO).noSlower();
      assertThat(ckquorum(set).text()).contains("OK 3 usable Sentinels");
    }
  }

  private static Beside.Said ckquorum(SentinelSet set) throws Exception {
    StringBuilder all = new StringBuilder();
    for (int port : set.ports) {
      all.append(Beside.run(cli, "-p", "" + port, "SENTINEL", "CKQUORUM", SentinelSet.NAME).text());
    }
    return new Beside.Said(0, all.toString());
  }
}
