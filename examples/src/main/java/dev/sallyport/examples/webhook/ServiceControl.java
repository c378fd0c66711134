package dev.sallyport.examples.webhook;

import dev.sallyport.check.Check;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Verdict;
import dev.sallyport.plan.StepContext;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Starts and stops the service: one process, known by its configuration. Both lead to a state
 * whatever there was, so both may be repeated. Secrets reach it by its environment, never by its
 * command line.
 */
final class ServiceControl {
  private static final String MAIN = "dev.sallyport.examples.webhook.service.WebhookService";
  private static final int GRACE_SECONDS = 10;
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  // longer than what starts a service anew usually waits for: systemd 100 ms
  private static final Duration QUIET = Duration.ofMillis(500);

  private final Home home;

  ServiceControl(Home home) {
    this.home = home;
  }

  /**
   * Starts it, with the libraries, configuration and environment there are now, and returns once it
   * is ready; or at once, if it runs already.
   *
   * @throws IOException if it ends before, with what it said; or is not ready in time, and was
   *     stopped again
   */
  void start(StepContext context) throws IOException, InterruptedException {
    if (running().isPresent()) {
      return;
    }
    Files.createDirectories(home.log().getParent());
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Xms32m",
                    "-Xmx512m", // more than it may grow by, or the limit could not be reached
                    "-Dsun.net.httpserver.nodelay=true",
                    "-Dsun.net.httpserver.maxIdleConnections=500",
                    MAIN,
                    home.config().toString()))
            .directory(home.folder().toFile())
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(home.log().toFile()));
    builder.environment().putAll(Environment.read(home.environment()));
    builder.environment().put("CLASSPATH", home.lib().toRealPath() + "/*");
    builder.environment().put("WEBHOOK_SECRET", context.secret(Secrets.WEBHOOK));
    builder.environment().put("TYPEFORM_TOKEN", context.secret(Secrets.TYPEFORM));
    builder.environment().put("WEBHOOK_DATABASE_PASSWORD", context.secret(Secrets.DATABASE));
    builder.environment().put("WEBHOOK_ADMIN_TOKEN", context.secret(Secrets.ADMIN));
    long before = Files.exists(home.log()) ? Files.size(home.log()) : 0;
    untilReady(builder.start(), before);
  }

  private void untilReady(Process service, long before) throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!said(before).contains("INFO ready")) {
      if (service.waitFor(50, TimeUnit.MILLISECONDS)) {
        throw new IOException(
            "The service ended with %d instead of being ready. In %s it said: %s"
                .formatted(
                    service.exitValue(), home.log(), said(before).lines().limit(3).toList()));
      }
      if (System.nanoTime() - end > 0) {
        kill(service.toHandle());
        throw new IOException(
            "The service was not ready after %d s, and was stopped again. Look at %s."
                .formatted(PATIENCE.toSeconds(), home.log()));
      }
    }
  }

  private String said(long before) throws IOException {
    try (InputStream log = Files.newInputStream(home.log())) {
      log.skipNBytes(before);
      return new String(log.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /**
   * Stops it, however many there are of it, and returns once it is gone.
   *
   * @throws IOException if it cannot be killed, or something starts it again
   */
  void stop() throws IOException, InterruptedException {
    List<ProcessHandle> all = processes().toList();
    for (ProcessHandle service : all) {
      kill(service);
    }
    if (!all.isEmpty()) {
      TimeUnit.NANOSECONDS.sleep(QUIET.toNanos());
      Optional<ProcessHandle> again = running();
      if (again.isPresent()) {
        throw new IOException(
            "The service was stopped, and runs again as %d. Stop first what starts it."
                .formatted(again.get().pid()));
      }
    }
  }

  private static void kill(ProcessHandle service) throws IOException, InterruptedException {
    service.destroy();
    if (!ends(service)) {
      service.destroyForcibly();
      if (!ends(service)) {
        throw new IOException("The service " + service.pid() + " cannot be killed.");
      }
    }
  }

  /**
   * Returns its process, if it runs: known by its command line, so that one is found, too, whose
   * starter died before it could write anything down.
   */
  Optional<ProcessHandle> running() {
    return processes().findFirst();
  }

  private Stream<ProcessHandle> processes() {
    List<String> wanted = List.of(MAIN, home.config().toString());
    return ProcessHandle.allProcesses()
        .filter(ProcessHandle::isAlive)
        .filter(p -> p.info().arguments().map(List::of).orElse(List.of()).containsAll(wanted));
  }

  /** Returns the check that its process runs. */
  Check runs() {
    return Check.of(
        "service-process",
        context -> {
          Optional<ProcessHandle> process = running();
          Evidence evidence =
              Evidence.of("the process with " + home.config(), context.startedAt())
                  .and("", "pid", process.map(p -> String.valueOf(p.pid())).orElse("none"))
                  .against("one process");
          return process.isPresent()
              ? Verdict.pass("The service runs as " + process.get().pid(), evidence)
              : Verdict.fail(
                  "not-running",
                  "The service does not run. The end of " + home.log() + " says why.",
                  evidence);
        });
  }

  private static boolean ends(ProcessHandle process) throws InterruptedException {
    try {
      process.onExit().get(GRACE_SECONDS, TimeUnit.SECONDS);
      return true;
    } catch (TimeoutException e) {
      return false; // it did not hear, or does not want to
    } catch (ExecutionException e) {
      throw new IllegalStateException("Waiting for an end does not fail", e);
    }
  }
}
