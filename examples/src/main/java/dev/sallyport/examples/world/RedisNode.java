package dev.sallyport.examples.world;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Starts one node of the Redis cluster. */
final class RedisNode {
  private static final String CONFIG =
      """
      port %d
      bind 127.0.0.1
      daemonize no
      cluster-enabled yes
      cluster-config-file nodes.conf
      cluster-node-timeout 1500
      # A replica takes over as soon as its primary is down, however old its data are.
      cluster-replica-validity-factor 0
      repl-diskless-sync yes
      repl-diskless-sync-delay 0
      repl-ping-replica-period 1
      appendonly yes
      appendfsync everysec
      # On a busy machine a slow disk would only be waited for by the rewrite.
      no-appendfsync-on-rewrite yes
      save 900 1
      maxmemory 64mb
      maxmemory-policy allkeys-lru
      """;

  private RedisNode() {}

  static ServerProcess start(Launcher launcher, Path folder, String name, int port)
      throws IOException {
    Path home = Files.createDirectories(folder.resolve(name));
    Files.writeString(home.resolve("redis.conf"), String.format(CONFIG, port));
    return launcher.start(
        name, List.of("../" + RedisBinary.NAME, "redis.conf"), Map.of("TERM", "dumb"));
  }
}
