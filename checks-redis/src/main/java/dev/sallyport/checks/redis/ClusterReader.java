package dev.sallyport.checks.redis;

import dev.sallyport.check.CheckContext;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Does all the input and output: looks at every member of a cluster, side by side. Thread-safe. */
final class ClusterReader implements ClusterSource {
  // what a check keeps back of its time to judge and to answer
  private static final Duration RESERVE = Duration.ofMillis(50);

  private final RedisOptions.Settings settings;
  private final Connections connections;
  private final Map<Address, CompletableFuture<StatefulRedisConnection<String, String>>> kept =
      new ConcurrentHashMap<>();

  ClusterReader(RedisOptions.Settings settings) {
    this.settings = settings;
    this.connections = new Connections(settings);
  }

  @Override
  public ClusterView lookAgain(CheckContext context, List<Address> expected) throws Exception {
    Optional<String> password = settings.password().map(context::secret);
    Set<Address> named = new LinkedHashSet<>(settings.seeds());
    named.addAll(expected);
    return new Sweep(address -> ask(address, password, context)).over(named, context);
  }

  @Override
  public String asked() {
    List<String> from = new ArrayList<>();
    settings.seeds().forEach(seed -> from.add(seed.toString()));
    return "CLUSTER NODES, CLUSTER INFO, INFO, CONFIG GET of every member, from "
        + String.join(", ", from);
  }

  private CompletableFuture<Answer> ask(
      Address address, Optional<String> password, CheckContext context) {
    Duration limit =
        context
            .remaining(settings.connectWithin().plus(settings.answerWithin()).plus(RESERVE))
            .minus(RESERVE);
    CompletableFuture<StatefulRedisConnection<String, String>> connection =
        connections.connect(address, password);
    CompletableFuture<Answer> answer =
        connection
            .thenCompose(
                open ->
                    NodeReader.read(open, context.clock())
                        .orTimeout(settings.answerWithin().toMillis(), TimeUnit.MILLISECONDS))
            .orTimeout(Math.max(1, limit.toMillis()), TimeUnit.MILLISECONDS)
            .<Answer>thenApply(state -> state)
            .exceptionally(problem -> Problems.silence(problem, password));
    return answer.whenComplete((result, none) -> closeWhenOpen(connection));
  }

  @Override
  public Map<String, Fields> replication(List<Member> members, CheckContext context) {
    Optional<String> password = settings.password().map(context::secret);
    Map<String, CompletableFuture<Fields>> asked = new LinkedHashMap<>();
    for (Member member : members) {
      asked.put(member.id(), replication(member, password, context));
    }
    Map<String, Fields> said = new LinkedHashMap<>();
    asked.forEach((id, fields) -> said.put(id, fields.join()));
    return said;
  }

  /** A node that does not answer tells no offset, and so is never taken for one that caught up. */
  private CompletableFuture<Fields> replication(
      Member member, Optional<String> password, CheckContext context) {
    Duration limit = context.remaining(settings.answerWithin());
    Address address = Address.parse(member.name());
    return kept(address, password)
        .thenCompose(open -> open.async().info("replication").toCompletableFuture())
        .thenApply(Fields::parse)
        .orTimeout(Math.max(1, limit.toMillis()), TimeUnit.MILLISECONDS)
        .exceptionally(
            problem -> {
              Optional.ofNullable(kept.remove(address)).ifPresent(ClusterReader::closeWhenOpen);
              return Fields.NONE;
            });
  }

  /** Returns a connection that lives on: offsets are asked for many times a second. */
  private CompletableFuture<StatefulRedisConnection<String, String>> kept(
      Address address, Optional<String> password) {
    return kept.compute(
        address,
        (same, old) -> {
          boolean usable = old != null && (!old.isDone() || isOpen(old));
          return usable ? old : connections.connect(address, password);
        });
  }

  private static boolean isOpen(
      CompletableFuture<StatefulRedisConnection<String, String>> connection) {
    return !connection.isCompletedExceptionally() && connection.join().isOpen();
  }

  // a connection may come about after its time; it must not stay
  private static void closeWhenOpen(
      CompletableFuture<StatefulRedisConnection<String, String>> connection) {
    CompletableFuture<Void> unused = connection.thenCompose(ClusterReader::close);
  }

  private static CompletableFuture<Void> close(StatefulConnection<String, String> connection) {
    // the server may have hung up first
    return connection.isOpen() ? connection.closeAsync() : CompletableFuture.completedFuture(null);
  }

  @Override
  public void close() {
    connections.close();
  }
}
