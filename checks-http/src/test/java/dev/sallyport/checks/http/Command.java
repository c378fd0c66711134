package dev.sallyport.checks.http;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What a command of the operating system said.
 *
 * @param exit its exit code; 124 if it was ended for taking too long
 * @param said its output and its errors
 * @param took how long it took
 */
record Command(int exit, String said, Duration took) {

  /** Runs words with a text as standard input. */
  static Command run(String input, List<String> words) throws Exception {
    Path out = Files.createTempFile("sallyport-http", ".out");
    try {
      long began = MonotonicTime.now();
      Process process =
          new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(out.toFile()).start();
      try (var in = process.getOutputStream()) {
        in.write(input.getBytes(StandardCharsets.UTF_8));
      }
      boolean ended = process.waitFor(60, TimeUnit.SECONDS);
      if (!ended) {
        process.destroyForcibly().waitFor();
      }
      Duration took = Duration.ofNanos(MonotonicTime.now() - began);
      return new Command(ended ? process.exitValue() : 124, Files.readString(out), took);
    } finally {
      Files.delete(out);
    }
  }

  static Command run(String... words) throws Exception {
    return run("", List.of(words));
  }

  Command orThrow() {
    if (exit != 0) {
      throw new IllegalStateException("exit " + exit + ": " + said);
    }
    return this;
  }

  /** Returns a program of the path; ends the test, loudly, where there is none. */
  static String program(String name) {
    boolean there =
        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":", -1))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
    assumeTrue(there, "THERE IS NO " + name + ": install it with the system's packages.");
    return name;
  }
}
