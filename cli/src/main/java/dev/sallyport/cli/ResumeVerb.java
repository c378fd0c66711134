package dev.sallyport.cli;

import dev.sallyport.plan.Plan;
import dev.sallyport.plan.PlanDescription;
import dev.sallyport.report.Story;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "resume",
    description = "Go on with an unfinished run; by default the plan's newest one.")
final class ResumeVerb implements Callable<Integer> {
  private final Tool tool;

  @Mixin Told told = new Told();

  @Parameters(arity = "0..1", paramLabel = "RUN", description = "The run's id.")
  @Nullable String runId;

  ResumeVerb(Tool tool) {
    this.tool = tool;
  }

  @Override
  public Integer call() throws InterruptedException {
    Plan plan = SecretValues.bind(tool.plan(), told.secretFiles, tool.around().env());
    Plan bound = Told.requireBound(plan, false);
    Replies replies = told.replies();
    String who = told.who();
    RunFolder.Found run =
        tool.folder()
            .find(
                runId,
                "unfinished run of the plan '" + bound.name() + "'",
                story -> story.end() == null && isOf(story, bound));
    try (Session session = new Session(tool, run.id(), told, replies, run.events())) {
      return session.drive(engine -> engine.resume(run.id(), bound, who));
    }
  }

  private static boolean isOf(Story story, Plan plan) {
    PlanDescription recorded = story.plan();
    return recorded != null && recorded.name().equals(plan.name());
  }
}
