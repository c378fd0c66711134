package dev.sallyport.checks.redis;

import dev.sallyport.check.CheckContext;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.NestedMultiOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** Asks every Sentinel that is named or known to one, side by side. Thread-safe. */
final class SentinelReader implements SentinelSource {
  private static final Duration RESERVE = Duration.ofMillis(50);

  private final RedisOptions.Settings settings;
  private final Connections connections;

  SentinelReader(RedisOptions.Settings settings) {
    this.settings = settings;
    this.connections = new Connections(settings);
  }

  @Override
  public String asked(String primary) {
    return "SENTINEL CKQUORUM, MASTER, SENTINELS, REPLICAS, GET-MASTER-ADDR-BY-NAME "
        + primary
        + " of every Sentinel, from "
        + String.join(", ", settings.seeds().stream().map(Address::toString).toList());
  }

  @Override
  public SentinelView look(String primary, CheckContext context) {
    Optional<String> password = settings.password().map(context::secret);
    Set<Address> asked = new LinkedHashSet<>();
    Set<Address> next = new LinkedHashSet<>(settings.seeds());
    Map<Address, SentinelState> answers = new LinkedHashMap<>();
    Map<Address, Silence> silences = new LinkedHashMap<>();
    while (!next.isEmpty()) {
      Map<Address, CompletableFuture<Object>> round = new LinkedHashMap<>();
      next.forEach(address -> round.put(address, ask(address, primary, password, context)));
      asked.addAll(next);
      Set<Address> found = new LinkedHashSet<>();
      for (Map.Entry<Address, CompletableFuture<Object>> each : round.entrySet()) {
        Address address = each.getKey();
        Object answer = each.getValue().join();
        if (answer instanceof SentinelState state) {
          answers.put(address, state);
          found.addAll(state.addresses());
        } else {
          silences.put(address, (Silence) answer);
        }
      }
      found.removeAll(asked);
      next = found;
    }
    return new SentinelView(
        Set.copyOf(settings.seeds()), answers, silences, context.clock().instant());
  }

  private CompletableFuture<Object> ask(
      Address address, String primary, Optional<String> password, CheckContext context) {
    Duration limit =
        context
            .remaining(settings.connectWithin().plus(settings.answerWithin()).plus(RESERVE))
            .minus(RESERVE);
    CompletableFuture<StatefulRedisConnection<String, String>> connection =
        connections.connect(address, password);
    return connection
        .thenCompose(open -> read(open, primary, context.clock().instant()))
        .orTimeout(Math.max(1, limit.toMillis()), TimeUnit.MILLISECONDS)
        .<Object>thenApply(state -> state)
        .exceptionally(problem -> Problems.silence(problem, password))
        .whenComplete((result, none) -> closeWhenOpen(connection));
  }

  private static void closeWhenOpen(
      CompletableFuture<StatefulRedisConnection<String, String>> connection) {
    CompletableFuture<Void> unused = connection.thenCompose(open -> open.closeAsync());
  }

  private static CompletableFuture<SentinelState> read(
      StatefulRedisConnection<String, String> connection, String primary, Instant at) {
    CompletableFuture<String> info = connection.async().info("sentinel").toCompletableFuture();
    CompletableFuture<String> server = connection.async().info("server").toCompletableFuture();
    CompletableFuture<List<Object>> where =
        sentinel(connection, "GET-MASTER-ADDR-BY-NAME", primary);
    CompletableFuture<Object> quorum =
        sentinel(connection, "CKQUORUM", primary)
            .<Object>thenApply(words -> words.isEmpty() ? "OK" : String.valueOf(words.get(0)))
            .exceptionally(SentinelReader::refusal);
    CompletableFuture<List<Object>> master = orNothing(sentinel(connection, "MASTER", primary));
    CompletableFuture<List<Object>> others = orNothing(sentinel(connection, "SENTINELS", primary));
    CompletableFuture<List<Object>> replicas = orNothing(sentinel(connection, "REPLICAS", primary));
    return CompletableFuture.allOf(info, server, where, quorum, master, others, replicas)
        .thenApply(
            ignored ->
                new SentinelState(
                    address(where.join()),
                    quorum.join().toString(),
                    !(quorum.join() instanceof Refusal),
                    pairs(master.join()),
                    all(others.join()),
                    all(replicas.join()),
                    Fields.parse(info.join() + "\n" + server.join()),
                    at));
  }

  private static CompletableFuture<List<Object>> sentinel(
      StatefulRedisConnection<String, String> connection, String word, String primary) {
    CommandArgs<String, String> args = new CommandArgs<>(StringCodec.UTF8).add(word).add(primary);
    return connection
        .async()
        .dispatch(CommandType.SENTINEL, new NestedMultiOutput<>(StringCodec.UTF8), args)
        .toCompletableFuture();
  }

  /**
   * A name that it does not know is an error of MASTER and SENTINELS; the address tells it, too.
   */
  private static CompletableFuture<List<Object>> orNothing(CompletableFuture<List<Object>> answer) {
    return answer.exceptionally(
        problem -> {
          refusal(problem);
          return List.of();
        });
  }

  private static Object refusal(Throwable problem) {
    Throwable cause = problem instanceof CompletionException ? problem.getCause() : problem;
    String message = cause == null ? "" : String.valueOf(cause.getMessage());
    boolean said = message.startsWith("NOQUORUM") || message.startsWith("ERR No such master");
    if (cause instanceof RedisCommandExecutionException && said) {
      return new Refusal(message);
    }
    throw new CompletionException(cause);
  }

  private static Optional<Address> address(List<Object> words) {
    return words.size() < 2 || words.get(0) == null
        ? Optional.empty()
        : Optional.of(
            new Address(words.get(0).toString(), Integer.parseInt(words.get(1).toString())));
  }

  private static List<Map<String, String>> all(List<Object> members) {
    return members.stream()
        .filter(List.class::isInstance)
        .map(each -> pairs((List<?>) each))
        .toList();
  }

  private static Map<String, String> pairs(List<?> words) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (int i = 0; i + 1 < words.size(); i += 2) {
      pairs.put(String.valueOf(words.get(i)), String.valueOf(words.get(i + 1)));
    }
    return pairs;
  }

  @Override
  public void close() {
    connections.close();
  }

  /** A no from the Sentinel itself. */
  private record Refusal(String words) {
    @Override
    public String toString() {
      return words;
    }
  }
}
