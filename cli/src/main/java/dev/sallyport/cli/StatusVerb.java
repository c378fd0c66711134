package dev.sallyport.cli;

import dev.sallyport.report.Report;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "status", description = "Show where a run stands; by default the newest.")
final class StatusVerb implements Callable<Integer> {
  private final Tool tool;

  @Parameters(arity = "0..1", paramLabel = "RUN", description = "The run's id.")
  @Nullable String runId;

  StatusVerb(Tool tool) {
    this.tool = tool;
  }

  @Override
  public Integer call() {
    RunFolder.Found run = tool.folder().find(runId, "run", story -> true);
    Report report =
        Report.of(run.events())
            .at(tool.around().clock().instant())
            .width(tool.around().screen().size().columns())
            .resumedBy(tool.resumeCommand(run.id()));
    tool.print(tool.root().json ? report.json() : report.status());
    new Refused(tool, run.id()).lines().forEach(tool::warn);
    return Exit.SUCCEEDED;
  }
}
