package dev.sallyport.checks.redis;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
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
