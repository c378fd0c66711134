package dev.sallyport.checks.redis;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What {@code redis-cli --cluster check} says, where there is one on the PATH.
 *
 * @param exit its exit code; 124 if it was still hanging after five seconds
 * @param said its output
 */
record RedisCli(int exit, String said) {
  private static final Optional<Path> CLI = find();

  private static Optional<Path> find() {
    Optional<Path> cli = RedisBinary.cli();
    if (cli.isEmpty()) {
      System.out.println(
          "NOTE: THERE IS NO redis-cli ON THE PATH: what the checks say is tested, but is not compared"
              + " with redis-cli --cluster check.");
    }
    return cli;
  }

  static Optional<RedisCli> check(RedisNode entry) throws Exception {
    if (CLI.isEmpty()) {
      return Optional.empty();
    }
    ProcessBuilder builder =
        new ProcessBuilder(CLI.get().toString(), "--cluster", "check", entry.address());
    builder.environment().put("TERM", "dumb");
    Process process = builder.redirectErrorStream(true).start();
    if (!process.waitFor(5, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      return Optional.of(new RedisCli(124, "hangs"));
    }
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return Optional.of(new RedisCli(process.exitValue(), said));
  }

  boolean ok() {
    return exit == 0;
  }
}
