package dev.sallyport.checks.jdbc;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What a command of the operating system said.
 *
 * @param exit its exit code; 124 if it was ended for taking too long
 * @param said its output
 * @param took how long it took
 */
record Command(int exit, String said, Duration took) {

  static Command run(Map<String, String> environment, Path folder, List<String> words)
      throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Path out = Files.createTempFile("sallyport-jdbc", ".out");
    try {
      long began = System.nanoTime();
      // to a file: a daemon that inherits a pipe would keep it open
      Process process = builder.redirectOutput(out.toFile()).start();
      boolean ended = process.waitFor(30, TimeUnit.SECONDS);
      if (!ended) {
        process.destroyForcibly().waitFor();
      }
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      return new Command(ended ? process.exitValue() : 124, Files.readString(out), took);
    } finally {
      Files.delete(out);
    }
  }

  static Command run(String... words) throws Exception {
    return run(Map.of(), Path.of("/"), List.of(words));
  }

  Command orThrow() {
    if (exit != 0) {
      throw new IllegalStateException("exit " + exit + ": " + said);
    }
    return this;
  }
}
