package dev.sallyport.examples;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A demo as a process of its own, which can be killed. */
final class DemoProcess {
  private static final int PATIENCE_SECONDS = 240;

  private final Process process;
  private final Path output;

  private DemoProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  static DemoProcess start(Path runs, String... words) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", Demo.class.getName()));
    command.addAll(List.of("--runs", runs.toString()));
    command.addAll(List.of(words));
    Path output = Files.createDirectories(runs).resolve("output.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    return new DemoProcess(builder.start(), output);
  }

  /** Returns the exit code. */
  int await() throws IOException, InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("The demo did not end. It said:\n" + output());
    }
    return process.exitValue();
  }

  /** Kills it after a while, unless it has ended by then; returns whether it was killed. */
  boolean killAfter(long millis) throws InterruptedException {
    if (process.waitFor(millis, TimeUnit.MILLISECONDS)) {
      return false;
    }
    process.destroyForcibly();
    process.waitFor();
    return true;
  }

  String output() throws IOException {
    return Files.readString(output);
  }
}
