package dev.sallyport.cli;

import dev.sallyport.report.Report;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "report", description = "Tell the whole story of a run; by default the newest.")
final class ReportVerb implements Callable<Integer> {
  private final Tool tool;

  @Parameters(arity = "0..1", paramLabel = "RUN", description = "The run's id.")
  @Nullable String runId;

  @Option(
      names = {"--format", "--as"},
      description = {
        "How to tell it: ${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.",
        "record is the checklist, ticked; incident what is to be written after a rollback;"
            + " junit is for a CI server."
      })
  Format format = Format.text;

  @Option(names = "--zone", paramLabel = "ZONE", description = "The time zone; default UTC.")
  ZoneId zone = ZoneOffset.UTC;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Write it there, so that only its owner can read it.")
  @Nullable Path output;

  ReportVerb(Tool tool) {
    this.tool = tool;
  }

  @Override
  public Integer call() throws IOException {
    RunFolder.Found run = tool.folder().find(runId, "run", story -> true);
    String resume = tool.resumeCommand(run.id());
    String text = told(Report.of(run.events()).resumedBy(resume).in(zone));
    if (output != null) {
      ReportFile.write(output, text);
    } else if (format == Format.junit) {
      tool.print(text.getBytes(StandardCharsets.UTF_8)); // as its first line says
    } else {
      tool.print(text);
    }
    return Exit.SUCCEEDED;
  }

  private String told(Report report) {
    return switch (tool.root().json ? Format.json : format) {
      case text -> report.width(tool.around().screen().size().columns()).text();
      case markdown -> report.markdown();
      case json -> report.json();
      case record -> report.record();
      case incident -> new WorstWayBack(tool).of(report).incident();
      case junit -> report.junit();
    };
  }

  /** The forms, named as they are typed. */
  enum Format {
    text,
    markdown,
    json,
    record,
    incident,
    junit
  }
}
