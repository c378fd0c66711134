package dev.sallyport.examples.servers;

import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SetArgs;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.sync.RedisAdvancedClusterCommands;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The shop's cache in the Redis cluster. A shop whose cache is gone is slower, not broken: trouble
 * counts as a miss, and {@link #trouble} tells of it.
 */
final class ItemCache {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration ANSWER = Duration.ofMillis(250);
  private static final Duration KEPT = Duration.ofMinutes(5);

  private final RedisAdvancedClusterCommands<String, String> redis;
  private volatile String trouble = "";

  ItemCache(List<Integer> ports) {
    List<RedisURI> seeds =
        ports.stream()
            .map(port -> RedisURI.builder().withHost("127.0.0.1").withPort(port))
            .map(seed -> seed.withTimeout(CONNECT).build())
            .toList();
    RedisClusterClient client = RedisClusterClient.create(seeds);
    client.setOptions(options());
    this.redis = client.connect().sync();
  }

  private static ClusterClientOptions options() {
    ClusterTopologyRefreshOptions topology =
        ClusterTopologyRefreshOptions.builder()
            .adaptiveRefreshTriggersTimeout(Duration.ofMillis(500))
            .enablePeriodicRefresh(Duration.ofSeconds(2))
            .build();
    return ClusterClientOptions.builder()
        .topologyRefreshOptions(topology)
        .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
        .socketOptions(SocketOptions.builder().connectTimeout(CONNECT).build())
        .timeoutOptions(TimeoutOptions.enabled(ANSWER))
        .build();
  }

  /** Returns what is kept under a key; nothing, if the cache cannot be asked. */
  Optional<String> get(String key) {
    try {
      Optional<String> found = Optional.ofNullable(redis.get(key));
      trouble = "";
      return found;
    } catch (RedisException e) {
      trouble = e.toString();
      return Optional.empty();
    }
  }

  /** Keeps a value for a while, if the cache can be asked. */
  void put(String key, String value) {
    try {
      redis.set(key, value, SetArgs.Builder.ex(KEPT));
      trouble = "";
    } catch (RedisException e) {
      trouble = e.toString();
    }
  }

  /** Returns what is wrong with the cache; empty while it works. */
  String trouble() {
    return trouble;
  }
}
