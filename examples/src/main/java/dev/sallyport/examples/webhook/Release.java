package dev.sallyport.examples.webhook;

import dev.sallyport.command.Command;
import dev.sallyport.command.CommandFailedException;
import dev.sallyport.command.Parser;
import dev.sallyport.plan.OutcomeUnknownException;
import dev.sallyport.plan.StepContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What the steps of the deployment do: each of them leads to a state, whatever there was, so it may
 * be repeated.
 */
final class Release {
  private static final Duration LIMIT = Duration.ofSeconds(90);

  private final WebhookSystems on;
  private final Libraries libraries;

  Release(WebhookSystems on) {
    this.on = on;
    this.libraries = new Libraries(on.home);
  }

  Before whatRunsNow(StepContext context) throws Exception {
    String commit = git("rev-parse", "HEAD").run(context, Parser.line());
    String now = alembic(on.home.app(), "current").run(context).stdout().text().strip();
    String revision = now.isEmpty() ? "base" : now.split("\\s+", 2)[0];
    return new Before(commit, libraries.now(), Files.readString(on.home.config()), revision);
  }

  /** Lays the release beside the one that runs. */
  void fetch(StepContext context) throws Exception {
    drop(context);
    git("worktree", "add", "--detach", on.home.staging().toString(), on.at.tag()).run(context);
  }

  void drop(StepContext context) throws Exception {
    if (Files.exists(on.home.staging())) {
      git("worktree", "remove", "--force", on.home.staging().toString()).run(context);
    }
    git("worktree", "prune").run(context);
  }

  /** Backs up the database and returns the name of the file, which is there once it is whole. */
  String backUp(StepContext context) throws Exception {
    WebhookSettings.Database database = on.at.database();
    Path folder = Files.createDirectories(on.home.folder().resolve("backups"));
    Path file = folder.resolve("before-" + context.idempotencyKey() + ".dump");
    Path part = folder.resolve(file.getFileName() + ".part");
    try {
      Command.of(on.at.programs().pgDump(), "--format=custom", "--file=" + part)
          .arg("--host=" + database.host())
          .arg("--port=" + database.port())
          .arg("--username=" + database.user())
          .arg(database.name())
          .env("PGPASSWORD", Secrets.DATABASE)
          .timeout(LIMIT)
          .run(context);
      Files.move(part, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
    return file.getFileName().toString();
  }

  /**
   * Runs the migrations. When one of them fails, those before it are led back at once: the engine
   * takes a step that failed for one that left nothing.
   *
   * @param was the revision before
   * @throws OutcomeUnknownException if they failed, and so did the way back
   */
  void migrate(String was, StepContext context) throws Exception {
    try {
      alembic(on.home.staging(), "upgrade", "head").run(context);
    } catch (CommandFailedException failed) {
      try {
        migrateTo(was, context);
      } catch (CommandFailedException stuck) {
        failed.addSuppressed(stuck);
        throw new OutcomeUnknownException(
            "The migrations failed, and so did the way back to "
                + was
                + ". Look at `alembic current` and at what is in the database: "
                + failed.getMessage(),
            failed);
      }
      throw failed;
    }
  }

  void migrateTo(String revision, StepContext context) throws Exception {
    alembic(on.home.staging(), "downgrade", revision).run(context);
  }

  void checkOut(String commit, StepContext context) throws Exception {
    git("checkout", "--detach", commit, "--").run(context); // "--", or it is taken for a file
  }

  void install() throws IOException {
    libraries.install(on.home.app().resolve("libraries.lock"));
  }

  void useLibraries(String name) throws IOException {
    libraries.use(name);
  }

  /**
   * Writes the configuration that the release brings.
   *
   * @throws IOException if it brings none
   */
  void configure() throws IOException {
    Path brought = on.home.app().resolve("service.properties");
    if (!Files.isRegularFile(brought)) {
      throw new IOException(
          "The release brings no " + brought + ". The former configuration stays.");
    }
    configure(Files.readString(brought));
  }

  void configure(String content) throws IOException {
    Path fresh = on.home.config().resolveSibling("service.properties.new");
    Files.writeString(fresh, content);
    Files.move(fresh, on.home.config(), java.nio.file.StandardCopyOption.ATOMIC_MOVE);
  }

  /** Notes where the log ends now, so that only what comes later is judged. */
  void markLog() throws IOException, InterruptedException {
    Files.createDirectories(on.home.mark().getParent());
    on.files.mark("logs/service.log").writeTo(on.home.mark());
  }

  private Command git(String... arguments) {
    return Command.of(on.at.programs().git(), arguments)
        .in(on.home.app())
        .env("GIT_TERMINAL_PROMPT", "0")
        .timeout(LIMIT);
  }

  private Command alembic(Path folder, String... arguments) {
    return Command.of(on.at.programs().alembic(), arguments)
        .in(folder)
        .env("DATABASE", on.at.database().alembic())
        .env("PGPASSWORD", Secrets.DATABASE)
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .timeout(LIMIT);
  }
}
