package dev.sallyport.checks.redis;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import redis.embedded.core.ExecutableProvider;

/** Finds the servers' programs: on the PATH, else the server that a test artifact brings along. */
final class RedisBinary {
  private RedisBinary() {}

  /** Returns {@code redis-server}; unpacks it into {@code folder} if there is none on the PATH. */
  static Path server(Path folder) throws IOException {
    Optional<Path> installed = onPath("redis-server");
    return installed.isPresent()
        ? installed.get()
        : ExecutableProvider.newJarResourceProvider(folder.toFile()).get().toPath();
  }

  /** Returns a server of Redis 8; skips the test, loudly, if there is none on the machine. */
  static Path eight() {
    String named = System.getenv().getOrDefault("SALLYPORT_REDIS_8", "");
    boolean there = !named.isEmpty() && Files.isExecutable(Path.of(named));
    if (!there) {
      System.err.println(
          "SKIPPED: no Redis 8. Run .ci/servers/redis-8 and set SALLYPORT_REDIS_8 to the server it"
              + " names.");
    }
    Assumptions.assumeTrue(there, "SALLYPORT_REDIS_8 names no server: '" + named + "'");
    return Path.of(named);
  }

  static Optional<Path> cli() {
    return onPath("redis-cli");
  }

  private static Optional<Path> onPath(String name) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
