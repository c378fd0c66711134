package dev.sallyport.checks.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the commands that a person would type. */
final class Shell {
  private Shell() {}

  /** What a command said. */
  record Said(int exit, String output) {}

  static Said run(Path folder, String... command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(List.of(command));
    builder.directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("%s ends", command[0]).isTrue();
    return new Said(process.exitValue(), output);
  }

  static void succeed(Path folder, String... command) throws Exception {
    Said said = run(folder, command);
    assertThat(said.exit()).as("%s: %s", List.of(command), said.output()).isZero();
  }

  static Said sh(Path folder, String script) throws IOException, InterruptedException {
    return run(folder, "/bin/sh", "-c", script);
  }
}
