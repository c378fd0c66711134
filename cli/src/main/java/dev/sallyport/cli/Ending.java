package dev.sallyport.cli;

import dev.sallyport.journal.Outcome;
import dev.sallyport.plan.Codec;
import dev.sallyport.report.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the report of a run that has ended or is left, and says goodbye.
 *
 * @param outcome how it ended; null if it did not
 * @param unused what was given on the command line and never asked for
 * @param lost why the engine lost the run; null if it did not
 */
record Ending(
    Tool tool,
    String runId,
    @Nullable Outcome outcome,
    List<String> unused,
    @Nullable String lost) {

  /** Returns the exit code. */
  int say(Display display) {
    int exit = outcome != null ? Exit.of(outcome) : lost == null ? Exit.STOPPED : Exit.UNEXPECTED;
    unused.forEach(reply -> tool.warn(reply + " was not used: the run did not ask for it."));
    if (lost != null) {
      tool.warn("The engine gave the run up: " + lost);
    }
    try {
      goodbye(tool.folder(), display, exit);
    } catch (UsageProblem e) {
      tool.warn("The journal could not be read again: " + e.getMessage());
    }
    return exit;
  }

  private void goodbye(RunFolder folder, Display display, int exit) {
    String resume = tool.resumeCommand(runId);
    Report report = Report.of(folder.read(runId)).resumedBy(resume);
    String file = write(folder.report(runId), report);
    Farewell farewell = new Farewell(runId, report, folder.journal(runId).toString(), file, resume);
    if (tool.root().json) {
      tool.print(Codec.json(Object.class).encode(farewell.fields(exit)));
    } else {
      display.say(farewell.text());
    }
  }

  /** Returns where the report is; empty if it could not be written, which changes nothing else. */
  private String write(Path file, Report report) {
    try {
      ReportFile.write(file, report.markdown());
      return file.toString();
    } catch (IOException e) {
      tool.warn(
          "The report could not be written to " + file + ": " + e + ". The run is unaffected.");
      return "";
    }
  }
}
