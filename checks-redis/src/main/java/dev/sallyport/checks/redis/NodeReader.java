package dev.sallyport.checks.redis;

import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.NestedMultiOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Asks one node for all that the rules look at, in one or two round trips.
 *
 * <p>Only reads: {@code CLUSTER NODES}, {@code CLUSTER INFO}, {@code INFO}, {@code CONFIG GET}, and
 * the list of atomic slot migrations where the server has one. None of them looks up a key.
 */
final class NodeReader {
  // one by one: servers before 7.0 take a single name
  private static final List<String> SETTINGS =
      List.of(
          "save",
          "appendonly",
          "appendfsync",
          "repl-ping-replica-period",
          "cluster-node-timeout",
          "cluster-require-full-coverage");

  private NodeReader() {}

  static CompletableFuture<NodeState> read(
      StatefulRedisConnection<String, String> connection, Clock clock) {
    RedisAsyncCommands<String, String> commands = connection.async();
    CompletableFuture<String> nodes = commands.clusterNodes().toCompletableFuture();
    CompletableFuture<String> cluster = commands.clusterInfo().toCompletableFuture();
    CompletableFuture<Fields> info = commands.info().toCompletableFuture().thenApply(Fields::parse);
    CompletableFuture<Fields> config = config(commands);
    return CompletableFuture.allOf(nodes, cluster, info, config)
        .thenCompose(
            ignored ->
                migrations(commands, info.join())
                    .thenApply(
                        moving ->
                            new NodeState(
                                NodeLine.parseAll(nodes.join()),
                                Fields.parse(cluster.join()),
                                info.join(),
                                config.join(),
                                moving,
                                clock.instant())));
  }

  private static CompletableFuture<Fields> config(RedisAsyncCommands<String, String> commands) {
    CompletableFuture<Map<String, String>> all =
        CompletableFuture.completedFuture(new LinkedHashMap<>());
    for (String setting : SETTINGS) {
      // CONFIG is often renamed or forbidden; the rules that need a setting say so
      CompletableFuture<Map<String, String>> one =
          commands.configGet(setting).toCompletableFuture().exceptionally(refused -> Map.of());
      all =
          all.thenCombine(
              one,
              (sum, more) -> {
                sum.putAll(more);
                return sum;
              });
    }
    return all.thenApply(Fields::new);
  }

  private static CompletableFuture<List<SlotMigration>> migrations(
      RedisAsyncCommands<String, String> commands, Fields info) {
    Version version = Version.of(info);
    CommandArgs<String, String> args = new CommandArgs<>(StringCodec.UTF8);
    if (version.isRedis() && version.atLeast(8, 4)) {
      args.add("MIGRATION").add("STATUS").add("ALL");
    } else if (version.isValkey() && version.atLeast(9, 0)) {
      args.add("GETSLOTMIGRATIONS");
    } else {
      return CompletableFuture.completedFuture(List.of());
    }
    return commands
        .dispatch(CommandType.CLUSTER, new NestedMultiOutput<>(StringCodec.UTF8), args)
        .toCompletableFuture()
        .thenApply(SlotMigration::parse);
  }
}
