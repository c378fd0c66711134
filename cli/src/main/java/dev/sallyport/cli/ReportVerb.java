package dev.sallyport.cli;

import dev.sallyport.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
      names = "--format",
      description = "How to tell it: ${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  Format format = Format.text;

  @Option(names = "--output", paramLabel = "FILE", description = "Write it there.")
  @Nullable Path output;

  ReportVerb(Tool tool) {
    this.tool = tool;
  }

  @Override
  public Integer call() throws IOException {
    RunFolder.Found run = tool.folder().find(runId, "run", story -> true);
    Report report = Report.of(run.events()).resumedBy(tool.resumeCommand(run.id()));
    Format wanted = tool.root().json ? Format.json : format;
    String text =
        switch (wanted) {
          case text -> report.width(tool.around().screen().size().columns()).text();
          case markdown -> report.markdown();
          case json -> report.json();
        };
    if (output == null) {
      tool.print(text);
    } else {
      Files.writeString(output, text);
    }
    return Exit.SUCCEEDED;
  }

  /** The forms, named as they are typed. */
  enum Format {
    text,
    markdown,
    json
  }
}
