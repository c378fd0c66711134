package dev.sallyport.cli;

import dev.sallyport.plan.Plan;
import java.security.SecureRandom;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "run", description = "Run the plan, and stay with the run to its end.")
final class RunVerb implements Callable<Integer> {
  private final Tool tool;

  @Mixin Told told = new Told();

  @Option(
      names = "--input",
      paramLabel = "NAME=VALUE",
      description = "Bind an input, as JSON or as plain text.")
  List<String> inputs = new ArrayList<>();

  @Option(
      names = "--run-id",
      paramLabel = "RUN",
      description = "The run's id; default one made of the time.")
  @Nullable String runId;

  RunVerb(Tool tool) {
    this.tool = tool;
  }

  @Override
  public Integer call() throws InterruptedException {
    Plan plan = InputValues.bind(tool.plan(), inputs);
    plan = SecretValues.bind(plan, told.secretFiles, tool.around().env());
    Plan bound = Told.requireBound(plan, true);
    String id = runId != null ? runId : newId();
    Replies replies = told.replies();
    String who = told.who();
    try (Session session = new Session(tool, id, told, replies, List.of())) {
      return session.drive(engine -> engine.start(bound, id, who));
    }
  }

  /** Returns an id that sorts by time and does not collide, like those of the engine. */
  private String newId() {
    String time =
        DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss", Locale.ROOT)
            .withZone(ZoneOffset.UTC)
            .format(tool.around().clock().instant());
    byte[] tail = new byte[3];
    new SecureRandom().nextBytes(tail);
    return time + "-" + HexFormat.of().formatHex(tail);
  }
}
