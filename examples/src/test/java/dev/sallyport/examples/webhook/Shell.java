package dev.sallyport.examples.webhook;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a program of the test's own, bounded in time. */
public final class Shell {
  private static final int LIMIT_SECONDS = 60;

  private Shell() {}

  /**
   * Runs it and returns what it said.
   *
   * @throws IOException if it failed, with what it said
   */
  public static String run(Map<String, String> environment, Path folder, String... command)
      throws IOException, InterruptedException {
    // a server that is started keeps the output open, so it goes to a file
    Path said = Files.createTempFile("sallyport-said", ".txt");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(List.of(command))
              .directory(folder.toFile())
              .redirectInput(new File("/dev/null"))
              .redirectErrorStream(true)
              .redirectOutput(said.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException(String.join(" ", command) + " took too long");
      }
      String text = Files.readString(said);
      if (process.exitValue() != 0) {
        throw new IOException(String.join(" ", command) + ": " + process.exitValue() + ": " + text);
      }
      return text;
    } finally {
      Files.delete(said);
    }
  }
}
