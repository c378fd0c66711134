package dev.sallyport.examples.analytics.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisCredentialsProvider;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SetArgs;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.sync.RedisAdvancedClusterCommands;
import io.lettuce.core.cluster.pubsub.StatefulRedisClusterPubSubConnection;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The second level in a Redis cluster. While the cluster does not answer, nothing is kept and the
 * next level is asked. Thread-safe.
 */
final class RedisLevel implements SecondLevel {
  private static final String CHANNEL = "forms.written";
  private static final Duration PATIENCE = Duration.ofMillis(500);
  private static final long BETWEEN_TRIES = Duration.ofSeconds(1).toNanos();

  private final RedisClusterClient client;
  private final long keptSeconds;
  private final Log log;
  private final AtomicBoolean down = new AtomicBoolean();
  private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
  private @Nullable StatefulRedisClusterConnection<String, String> connection;
  private @Nullable StatefulRedisClusterPubSubConnection<String, String> heard;
  private volatile long lastTrouble;

  RedisLevel(List<String> seeds, String password, Duration kept, Log log) {
    this.log = log;
    this.client = RedisClusterClient.create(seeds.stream().map(s -> uri(s, password)).toList());
    this.keptSeconds = kept.toSeconds();
    client.setOptions(
        ClusterClientOptions.builder()
            .topologyRefreshOptions(
                ClusterTopologyRefreshOptions.builder()
                    .enablePeriodicRefresh(Duration.ofSeconds(2))
                    .build())
            .build());
  }

  private static RedisURI uri(String seed, String password) {
    RedisURI uri = RedisURI.create("redis://" + seed);
    uri.setTimeout(PATIENCE);
    if (!password.isEmpty()) {
      uri.setCredentialsProvider(
          RedisCredentialsProvider.from(() -> RedisCredentials.just(null, password)));
    }
    return uri;
  }

  private static String key(String form, String what) {
    return "{form:" + form + "}:" + what; // the braces put both into one slot
  }

  /** Connects if need be. */
  private synchronized RedisAdvancedClusterCommands<String, String> commands() {
    if (connection == null) {
      StatefulRedisClusterConnection<String, String> made = client.connect();
      StatefulRedisClusterPubSubConnection<String, String> ear = client.connectPubSub();
      ear.addListener(
          new RedisPubSubAdapter<>() {
            @Override
            public void message(String channel, String form) {
              listeners.forEach(each -> each.accept(form));
            }
          });
      ear.sync().subscribe(CHANNEL);
      heard = ear;
      connection = made;
    }
    return connection.sync();
  }

  /** Asks the cluster; for a second after it did not answer, it is left alone. */
  private <T> T asking(
      T otherwise, Function<RedisAdvancedClusterCommands<String, String>, T> work) {
    if (down.get() && System.nanoTime() - lastTrouble < BETWEEN_TRIES) {
      return otherwise;
    }
    try {
      T answer = work.apply(commands());
      if (down.compareAndSet(true, false)) {
        log.info("Redis answers again");
      }
      return answer;
    } catch (RedisException e) {
      lastTrouble = System.nanoTime();
      if (down.compareAndSet(false, true)) {
        log.warn("Redis does not answer, the next level is asked: " + e);
      }
      return otherwise;
    }
  }

  @Override
  public Kept get(String form) {
    return asking(
        new Kept(Optional.empty(), 0),
        redis -> {
          String summary = redis.get(key(form, "summary"));
          String writes = redis.get(key(form, "writes"));
          return new Kept(
              Optional.ofNullable(summary).flatMap(RedisLevel::read),
              writes == null ? 0 : Long.parseLong(writes));
        });
  }

  private static Optional<Summary> read(String json) {
    try {
      return Optional.of(Summary.read(Web.JSON.readTree(json)));
    } catch (JsonProcessingException e) {
      return Optional.empty(); // written by another version: as good as nothing
    }
  }

  @Override
  public void put(String form, Summary summary) {
    String json = Web.JSON.valueToTree(summary.kept()).toString();
    asking("", redis -> redis.set(key(form, "summary"), json, SetArgs.Builder.ex(keptSeconds)));
  }

  @Override
  public void wrote(String form) {
    asking(
        0L,
        redis -> {
          long writes = redis.incr(key(form, "writes"));
          redis.expire(key(form, "writes"), Duration.ofDays(1));
          redis.del(key(form, "summary"));
          redis.publish(CHANNEL, form);
          return writes;
        });
  }

  @Override
  public void forget(String form) {
    asking(
        0L,
        redis -> {
          redis.del(key(form, "summary"), key(form, "writes"));
          return redis.publish(CHANNEL, form);
        });
  }

  @Override
  public void onWrite(Consumer<String> listener) {
    listeners.add(listener);
  }

  @Override
  public boolean answers() {
    return asking(false, redis -> redis.ping().equals("PONG"));
  }

  @Override
  public void close() {
    synchronized (this) {
      if (heard != null) {
        heard.close();
      }
      if (connection != null) {
        connection.close();
      }
    }
    client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
  }
}
