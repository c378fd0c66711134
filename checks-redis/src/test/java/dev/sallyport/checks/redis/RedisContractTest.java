package dev.sallyport.checks.redis;

import dev.sallyport.check.Check;
import dev.sallyport.check.Percent;
import dev.sallyport.check.Secret;
import dev.sallyport.testkit.checks.CheckContract;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** What every check does when its server is of no use. */
class RedisContractTest extends CheckContract {
  private static final Secret<String> PASSWORD = Secret.of("redis-password", String.class);
  private static final String WORD = "s3same-stay-shut";
  private static RedisCluster guarded;
  private static final Duration SHORT = Duration.ofMillis(100);
  private static final List<RedisChecks> OPEN = new ArrayList<>();
  private static final List<SentinelChecks> SENTINELS = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    guarded = RedisCluster.servers(1, "requirepass right-" + WORD, "cluster-node-timeout 15000");
  }

  @AfterAll
  static void stop() throws Exception {
    OPEN.forEach(RedisChecks::close);
    SENTINELS.forEach(SentinelChecks::close);
    if (guarded != null) {
      guarded.close();
    }
  }

  @Override
  protected List<Class<?>> entries() {
    return List.of(RedisChecks.class, SentinelChecks.class);
  }

  @Override
  protected Map<String, Check> checks(InetSocketAddress server) {
    return all(server.getHostString() + ":" + server.getPort());
  }

  @Override
  protected Map<String, Check> refused() {
    return all(guarded.nodes.get(0).address());
  }

  @Override
  protected Map<Secret<String>, String> credentials() {
    return Map.of(PASSWORD, WORD);
  }

  private static Map<String, Check> all(String seed) {
    RedisChecks redis = RedisChecks.cluster(RedisOptions.seeds(seed).password(PASSWORD));
    OPEN.add(redis);
    Map<String, Check> all = new TreeMap<>();
    all.put("clusterConfigAgreement", redis.clusterConfigAgreement());
    all.put("slotCoverage", redis.slotCoverage());
    all.put("openSlots", redis.openSlots());
    all.put("replicationLink", redis.replicationLink());
    all.put("persistenceRdb", redis.persistenceRdb());
    all.put("persistenceAof", redis.persistenceAof());
    all.put("clusterLinks", redis.clusterLinks());
    all.put("replicaPlacement", redis.replicaPlacement());
    all.put("slotBalance", redis.slotBalance().atMost(Percent.of(1000)));
    all.put("replicationLag", redis.replicationLag().below(Duration.ofHours(1)));
    all.put("failoverQuiescent", redis.failoverQuiescent().over(SHORT));
    all.put("memoryHeadroom", redis.memoryHeadroom().atMost(Percent.of(1000)));
    all.put("cacheHitRatio", redis.cacheHitRatio().over(SHORT).atLeast(Percent.of(0)));
    SentinelChecks sentinels = SentinelChecks.at(RedisOptions.seeds(seed).password(PASSWORD));
    SENTINELS.add(sentinels);
    all.put("quorum", sentinels.quorum("mymaster", 1));
    return all;
  }
}
