package dev.sallyport.checks.celery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Quantities;
import dev.sallyport.check.Redactor;
import dev.sallyport.check.UnansweredException;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScoredValue;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A real broker. One connection is opened when it is first needed, opened again when it broke, and
 * closed with {@link #close}. Thread-safe.
 */
final class RedisBroker implements Broker {
  private static final Duration POLL = Duration.ofMillis(10);
  private static final int LONGEST = 200;

  private final Settings settings;
  private @Nullable ClientResources resources;
  private @Nullable RedisClient client;
  private @Nullable StatefulRedisConnection<String, String> connection;
  private boolean closed;

  RedisBroker(Settings settings) {
    this.settings = settings;
  }

  @Override
  public String asked() {
    return settings.asked();
  }

  /** One command: what is sent, and what comes back. */
  @FunctionalInterface
  private interface Command<T> {
    CompletionStage<T> on(RedisAsyncCommands<String, String> commands);
  }

  private <T> T run(CheckContext context, Command<T> command) throws Exception {
    Optional<String> password = settings.access().password().map(context::secret);
    Redactor redactor = Redactor.of(password.map(List::of).orElse(List.of()));
    Duration limit = context.remaining(settings.times().answerWithin());
    try {
      return command
          .on(connection(password).async())
          .toCompletableFuture()
          .get(Math.max(1, limit.toMillis()), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw unanswered("gave no answer within " + Quantities.show(limit), e);
    } catch (ExecutionException e) {
      throw unanswered("refused: " + redactor.words(e, LONGEST), e);
    } catch (io.lettuce.core.RedisException e) {
      throw unanswered("cannot be reached: " + redactor.words(e, LONGEST), e);
    }
  }

  private UnansweredException unanswered(String how, Exception cause) {
    return new UnansweredException(
        "The broker at " + asked() + " " + how,
        "Look at the address, the credentials, TLS, and whether the broker runs.",
        cause);
  }

  private synchronized StatefulRedisConnection<String, String> connection(
      Optional<String> password) {
    if (connection == null || !connection.isOpen()) {
      connection = client().connect(uri(password));
    }
    return connection;
  }

  private synchronized RedisClient client() {
    if (closed) {
      throw new IllegalStateException("These CeleryChecks are closed. Keep them open for the run.");
    }
    if (client == null) {
      resources =
          DefaultClientResources.builder().ioThreadPoolSize(2).computationThreadPoolSize(2).build();
      client = RedisClient.create(resources);
      SslOptions.Builder ssl = SslOptions.builder().jdkSslProvider();
      settings.tls().trusted().ifPresent(file -> ssl.trustManager(file.toFile()));
      client.setOptions(
          ClientOptions.builder()
              .autoReconnect(false)
              .protocolVersion(ProtocolVersion.RESP2)
              .maintNotificationsConfig(MaintNotificationsConfig.disabled())
              .socketOptions(
                  SocketOptions.builder().connectTimeout(settings.times().answerWithin()).build())
              .sslOptions(ssl.build())
              .build());
    }
    return client;
  }

  private RedisURI uri(Optional<String> password) {
    RedisURI.Builder uri =
        RedisURI.Builder.redis(settings.place().host(), settings.place().port())
            .withDatabase(settings.place().database())
            .withSsl(settings.tls().on())
            .withTimeout(settings.times().answerWithin());
    password.ifPresent(
        word -> {
          if (settings.access().user().isPresent()) {
            uri.withAuthentication(settings.access().user().get(), word);
          } else {
            uri.withPassword((CharSequence) word);
          }
        });
    return uri.build();
  }

  @Override
  public Replies ask(String method, ObjectNode arguments, Duration patience, CheckContext context)
      throws Exception {
    String own = UUID.randomUUID().toString();
    String ticket = UUID.randomUUID().toString();
    String queue = own + ".reply." + settings.names().exchange() + ".pidbox";
    String bindings =
        settings.names().prefix()
            + "_kombu.binding.reply."
            + settings.names().exchange()
            + ".pidbox";
    String member = own + Wire.SEPARATOR + Wire.SEPARATOR + queue;
    List<String> keys = settings.names().keys(queue);
    run(context, commands -> commands.sadd(bindings, member));
    try {
      long begun = System.nanoTime();
      String channel = settings.channel(settings.names().exchange() + ".pidbox");
      String request = Wire.control(settings.names().exchange(), method, arguments, ticket, own);
      long receivers = run(context, commands -> commands.publish(channel, request));
      Map<String, JsonNode> answers = new LinkedHashMap<>();
      Map<String, Duration> took = new LinkedHashMap<>();
      long came = 0;
      Duration passed = Duration.ZERO;
      while (came < receivers && passed.compareTo(context.remaining(patience)) < 0) {
        Optional<String> reply = pop(keys, context);
        passed = Duration.ofNanos(System.nanoTime() - begun);
        if (reply.isEmpty()) {
          context.pause(POLL);
        } else {
          came++;
          Duration after = passed;
          Wire.body(Wire.read(reply.get()))
              .properties()
              .forEach(
                  worker -> {
                    answers.put(worker.getKey(), worker.getValue());
                    took.put(worker.getKey(), after);
                  });
        }
      }
      return new Replies(receivers, answers, took, context.clock().instant());
    } finally {
      // nobody else cleans up; the next connection can, if this one is gone
      run(context, commands -> commands.srem(bindings, member));
      run(context, commands -> commands.del(keys.toArray(String[]::new)));
    }
  }

  private Optional<String> pop(List<String> keys, CheckContext context) throws Exception {
    for (String key : keys) {
      String reply = run(context, commands -> commands.rpop(key));
      if (reply != null) {
        return Optional.of(reply);
      }
    }
    return Optional.empty();
  }

  @Override
  public void send(String queue, String message, CheckContext context) throws Exception {
    run(context, commands -> commands.lpush(settings.names().prefix() + queue, message));
  }

  @Override
  public Optional<String> text(String key, CheckContext context) throws Exception {
    return Optional.ofNullable(
        run(context, commands -> commands.get(settings.names().prefix() + key)));
  }

  @Override
  public List<String> items(String key, int most, CheckContext context) throws Exception {
    String type = run(context, commands -> commands.type(key));
    return switch (type) {
      case "list" -> run(context, commands -> commands.lrange(key, 0, most - 1L));
      case "string" ->
          Optional.ofNullable(run(context, commands -> commands.get(key))).stream().toList();
      default -> List.of();
    };
  }

  @Override
  public void remove(List<String> keys, CheckContext context) throws Exception {
    String[] all = keys.stream().map(key -> settings.names().prefix() + key).toArray(String[]::new);
    run(context, commands -> commands.del(all));
  }

  @Override
  public Depth depth(List<String> queues, CheckContext context) throws Exception {
    Map<String, Long> waiting = new LinkedHashMap<>();
    for (String queue : queues) {
      long sum = 0;
      for (String key : settings.names().keys(queue)) {
        sum += run(context, commands -> commands.llen(key));
      }
      waiting.put(queue, sum);
    }
    long reserved = run(context, commands -> commands.hlen(settings.names().prefix() + "unacked"));
    List<ScoredValue<String>> oldest =
        run(
            context,
            commands ->
                commands.zrangeWithScores(settings.names().prefix() + "unacked_index", 0, 0));
    List<String> time = run(context, commands -> commands.time());
    double now = Double.parseDouble(time.get(0)) + Double.parseDouble(time.get(1)) / 1e6;
    OptionalDouble since =
        oldest.stream().mapToDouble(value -> Math.max(0, now - value.getScore())).findFirst();
    return new Depth(waiting, reserved, since);
  }

  @Override
  public List<JsonNode> events(Duration span, CheckContext context) throws Exception {
    Optional<String> password = settings.access().password().map(context::secret);
    run(context, commands -> commands.ping());
    Queue<JsonNode> heard = new ConcurrentLinkedQueue<>();
    try (StatefulRedisPubSubConnection<String, String> listening =
        client().connectPubSub(uri(password))) {
      listening.addListener(
          new RedisPubSubAdapter<>() {
            @Override
            public void message(String pattern, String channel, String message) {
              heard.add(Wire.body(Wire.read(message)));
            }
          });
      listening
          .async()
          .psubscribe(settings.channel("celeryev*"))
          .toCompletableFuture()
          .get(settings.times().answerWithin().toMillis(), TimeUnit.MILLISECONDS);
      context.pause(span);
    }
    List<JsonNode> events = new ArrayList<>();
    for (JsonNode one : heard) {
      if (one.isArray()) {
        one.forEach(events::add);
      } else {
        events.add(one);
      }
    }
    return events;
  }

  @Override
  public synchronized void close() {
    closed = true;
    connection = null;
    if (client != null) {
      client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
      client = null;
    }
    if (resources != null) {
      resources.shutdown(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
      resources = null;
    }
  }
}
