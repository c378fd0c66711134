package dev.sallyport.cli;

import dev.sallyport.engine.Inbox;
import dev.sallyport.engine.Saying;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the verbs have in common by which a person speaks to a run that another process drives. */
abstract class SayVerb implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration LOOK = Duration.ofMillis(100);

  private final Tool tool;

  @Option(
      names = "--run",
      paramLabel = "RUN",
      description = "The run's id; default the newest that has not ended.")
  @Nullable String runId;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description =
          "A file with the token by which you are known; the environment variable SALLYPORT_TOKEN"
              + " does so too. Without one you are the system's user.")
  @Nullable Path tokenFile;

  SayVerb(Tool tool) {
    this.tool = tool;
  }

  abstract Saying saying();

  @Override
  public Integer call() throws InterruptedException, IOException {
    Saying saying = saying();
    RunFolder.Found run =
        tool.folder().find(runId, "run that has not ended", story -> story.end() == null);
    Inbox inbox = tool.inbox();
    String number = inbox.send(run.id(), saying, token());
    for (Duration waited = Duration.ZERO;
        waited.compareTo(PATIENCE) < 0;
        waited = waited.plus(LOOK)) {
      Optional<String> answer = inbox.answer(run.id(), number);
      if (answer.isPresent()) {
        return answered(run.id(), answer.get());
      }
      Thread.sleep(LOOK.toMillis());
    }
    tool.print(
        "Nobody drives the run '"
            + run.id()
            + "' now. What you said is kept, and is heard when the run is resumed:\n  "
            + tool.resumeCommand(run.id()));
    return Exit.SUCCEEDED;
  }

  private Integer answered(String id, String refused) {
    if (!refused.isEmpty()) {
      throw new UsageProblem(refused);
    }
    tool.print("Recorded in the run '" + id + "'.");
    return Exit.SUCCEEDED;
  }

  private String token() throws IOException {
    return tokenFile != null
        ? Files.readString(tokenFile).strip()
        : tool.around().env().getOrDefault("SALLYPORT_TOKEN", "");
  }
}
