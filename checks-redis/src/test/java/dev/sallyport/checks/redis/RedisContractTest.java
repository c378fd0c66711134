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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** What every check does when its server is of no use. */
class RedisContractTest extends CheckContract {
  private static final Secret<String> PASSWORD = Secret.of("redis-password", String.class);
  private static final String WORD = "s3same-stay-shut";
  private static RedisCluster guarded;
  private static final List<RedisChecks> OPEN = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    guarded = RedisCluster.servers(1, "requirepass right-" + WORD, "cluster-node-timeout 15000");
  }

  @AfterAll
  static void stop() throws Exception {
    OPEN.forEach(RedisChecks::close);
    if (guarded != null) {
      guarded.close();
    }
  }

  @Override
  protected List<Class<?>> entries() {
    return List.of(RedisChecks.class);
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
    return Map.of(
        "clusterConfigAgreement", redis.clusterConfigAgreement(),
        "slotCoverage", redis.slotCoverage(),
        "openSlots", redis.openSlots(),
        "replicationLink", redis.replicationLink(),
        "persistenceRdb", redis.persistenceRdb(),
        "persistenceAof", redis.persistenceAof(),
        "cacheHitRatio", redis.cacheHitRatio().over(Duration.ofMillis(100)).atLeast(Percent.of(0)));
  }
}
