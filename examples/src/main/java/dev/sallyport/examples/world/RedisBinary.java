package dev.sallyport.examples.world;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import redis.embedded.core.ExecutableProvider;
import redis.embedded.error.OsArchitectureNotFound;
import redis.embedded.model.OsArchitecture;

/** Finds a {@code redis-server} that runs here: the one we bring, or else the one installed. */
final class RedisBinary {
  static final String NAME = "redis-server";

  private RedisBinary() {}

  /**
   * Puts a link or a file named {@link #NAME} into a folder.
   *
   * @throws WorldException if none runs here
   */
  static void install(Path folder) throws IOException, InterruptedException {
    Path target = folder.resolve(NAME);
    String shipped = unpack(target);
    if (!shipped.isEmpty()) {
      String installed = version(NAME);
      if (!installed.startsWith("Redis server")) {
        throw new WorldException(
            "No redis-server runs here. The one we bring says: "
                + shipped
                + "\nThe one on the PATH says: "
                + installed
                + "\nInstall Redis 6.2 or later (Debian, Ubuntu: apt-get install redis-server), or"
                + " OpenSSL 3 (package libssl3), which the one we bring needs.");
      }
      Files.deleteIfExists(target);
      Files.createSymbolicLink(target, onPath());
    }
  }

  /** Returns what is wrong with the binary we bring; nothing if it runs. */
  private static String unpack(Path target) throws IOException, InterruptedException {
    OsArchitecture machine;
    try {
      machine = OsArchitecture.detectOSandArchitecture();
    } catch (OsArchitectureNotFound e) {
      return e.toString();
    }
    String resource = ExecutableProvider.newProvidedVersionsMap().get(machine);
    if (resource == null) {
      return "there is none for " + machine.os + " " + machine.arch;
    }
    try (InputStream binary = ExecutableProvider.class.getResourceAsStream(resource)) {
      Files.copy(Objects.requireNonNull(binary, resource), target);
    }
    if (!target.toFile().setExecutable(true)) {
      return "it cannot be made executable";
    }
    String said = version(target.toString());
    return said.startsWith("Redis server") ? "" : said;
  }

  private static String version(String command) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(command, "--version").redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor(5, TimeUnit.SECONDS);
      return said.strip();
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static Path onPath() {
    for (String entry : System.getenv("PATH").split(":")) {
      Path candidate = Path.of(entry, NAME);
      if (Files.isExecutable(candidate)) {
        return candidate.toAbsolutePath();
      }
    }
    throw new WorldException("redis-server is on the PATH and cannot be found there.");
  }
}
