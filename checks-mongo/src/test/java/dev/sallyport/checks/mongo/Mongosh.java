package dev.sallyport.checks.mongo;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What MongoDB's shell said.
 *
 * @param exit its exit code; 124 if it was ended for taking too long
 * @param said its output
 * @param took how long it took, with its start
 */
record Mongosh(int exit, String said, Duration took) {

  /** Types one line at a server, in a home of its own, and gives it that long. */
  static Mongosh type(Path home, String uri, String line, Duration patience) throws Exception {
    String program = System.getenv().getOrDefault("SALLYPORT_MONGOSH", "");
    assumeTrue(
        !program.isEmpty() && Files.isExecutable(Path.of(program)),
        "SKIPPED: set SALLYPORT_MONGOSH, as .ci/servers/mongosh prints it");
    Path out = Files.createDirectories(home).resolve("out");
    ProcessBuilder builder =
        new ProcessBuilder(List.of(program, "--quiet", "--norc", uri, "--eval", line))
            .redirectErrorStream(true)
            .redirectOutput(out.toFile());
    builder.environment().put("HOME", home.toString());
    long began = System.nanoTime();
    Process process = builder.start();
    boolean ended = process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    if (!ended) {
      process.destroyForcibly().waitFor();
    }
    return new Mongosh(ended ? process.exitValue() : 124, Files.readString(out).strip(), took);
  }
}
