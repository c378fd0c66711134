package dev.sallyport.examples.webhook;

import dev.sallyport.check.Check;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Verdict;
import dev.sallyport.plan.StepContext;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Starts and stops the service: one process, known by its configuration. Both lead to a state
 * whatever there was, so both may be repeated. Secrets reach it by its environment, never by its
 * command line.
 */
final class ServiceControl {
  private static final String MAIN = "dev.sallyport.examples.webhook.service.WebhookService";
  private static final int GRACE_SECONDS = 10;

  private final Home home;

  ServiceControl(Home home) {
    this.home = home;
  }

  /** Starts it, with the libraries, configuration and environment there are now. */
  void start(StepContext context) throws IOException {
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
                    "-Xmx128m",
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
    builder.start();
  }

  /** Stops it and returns once it is gone. */
  void stop() throws IOException, InterruptedException {
    Optional<ProcessHandle> service = running();
    if (service.isPresent()) {
      service.get().destroy();
      if (!ends(service.get())) {
        service.get().destroyForcibly();
        if (!ends(service.get())) {
          throw new IOException("The service " + service.get().pid() + " cannot be killed.");
        }
      }
    }
  }

  /**
   * Returns its process, if it runs: known by its command line, so that one is found, too, whose
   * starter died before it could write anything down.
   */
  Optional<ProcessHandle> running() {
    List<String> wanted = List.of(MAIN, home.config().toString());
    return ProcessHandle.allProcesses()
        .filter(ProcessHandle::isAlive)
        .filter(p -> p.info().arguments().map(List::of).orElse(List.of()).containsAll(wanted))
        .findFirst();
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
