package dev.sallyport.cli;

import dev.sallyport.plan.PlanDescription;
import dev.sallyport.report.Report;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "plan", description = "Check the plan and show it; nothing runs.")
final class PlanVerb implements Callable<Integer> {
  private final Tool tool;

  @Option(
      names = "--format",
      description = "How to show it: ${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  Format format = Format.text;

  PlanVerb(Tool tool) {
    this.tool = tool;
  }

  @Override
  public Integer call() {
    PlanDescription plan = tool.plan().description();
    Format wanted = tool.root().json ? Format.json : format;
    tool.print(
        switch (wanted) {
          case text -> Report.outline(plan);
          case mermaid -> Report.mermaid(plan);
          case json -> Report.json(plan);
        });
    return Exit.SUCCEEDED;
  }

  /** The forms, named as they are typed. */
  enum Format {
    text,
    mermaid,
    json
  }
}
