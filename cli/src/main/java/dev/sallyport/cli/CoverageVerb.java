package dev.sallyport.cli;

import dev.sallyport.review.Deadlines;
import dev.sallyport.review.RollbackCoverage;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "coverage",
    description = "Show what can be taken back, and how long that takes; nothing runs.")
final class CoverageVerb implements Callable<Integer> {
  private final Tool tool;

  @Option(names = "--markdown", description = "Write Markdown.")
  boolean markdown;

  @Option(
      names = "--window-end",
      paramLabel = "TIME",
      description =
          "Show until when one must have decided to go back, so that all is undone by then:"
              + " 2026-11-24T03:00:00Z, or 03:00 for the next time it is that late.")
  @Nullable String windowEnd;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description = "The time zone of --window-end and of what is shown; default UTC.")
  @Nullable ZoneId zone;

  CoverageVerb(Tool tool) {
    this.tool = tool;
  }

  @Override
  public Integer call() {
    if (zone != null && windowEnd == null) {
      throw new UsageProblem("--zone says where the clock of --window-end hangs. Give both.");
    }
    RollbackCoverage coverage = RollbackCoverage.of(tool.plan());
    tool.print(windowEnd == null ? written(coverage) : written(coverage, windowEnd));
    return Exit.SUCCEEDED;
  }

  private String written(RollbackCoverage coverage) {
    if (tool.root().json) {
      return coverage.json();
    }
    return markdown ? coverage.markdown() : coverage.text();
  }

  private String written(RollbackCoverage coverage, String end) {
    ZoneId there = zone == null ? ZoneOffset.UTC : zone;
    Deadlines deadlines =
        coverage.decideBy(WindowEnd.parse(end, tool.around().clock(), there)).in(there);
    if (tool.root().json) {
      return deadlines.json();
    }
    return written(coverage) + "\n" + (markdown ? deadlines.markdown() : deadlines.text());
  }
}
