package dev.sallyport.cli;

import dev.sallyport.check.Quantities;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Leftover;
import dev.sallyport.journal.Outcome;
import dev.sallyport.plan.PlanDescription;
import dev.sallyport.report.Report;
import dev.sallyport.report.Story;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is said at the end of a run, or when it is left.
 *
 * @param runId the run's id
 * @param report its report
 * @param journal where its journal is
 * @param file where its report is; empty if it could not be written
 * @param resume what resumes it
 */
record Farewell(String runId, Report report, String journal, String file, String resume) {

  String text() {
    Story story = report.story();
    Event.RunEnded end = story.end();
    PlanDescription plan = story.plan();
    List<String> lines = new ArrayList<>();
    String name = plan == null ? "The plan" : plan.name() + " " + plan.version();
    String after =
        story.lastAt() == null
            ? ""
            : " after "
                + Quantities.show(Duration.ofSeconds(story.elapsed(story.lastAt()).toSeconds()));
    lines.add(name + ", run " + runId + ": " + state(story.outcome()) + after);
    if (end != null && !end.reason().isBlank()) {
      lines.add("  reason     " + end.reason());
    }
    if (end != null) {
      for (Leftover leftover : end.leftovers()) {
        lines.add("  left over  " + leftover.path() + ": " + leftover.why());
      }
    }
    lines.add("  journal    " + journal);
    if (!file.isEmpty()) {
      lines.add("  report     " + file);
    }
    lines.add("  next       " + (end == null ? "Resume it with: " + resume : report.next()));
    return String.join("\n", lines.stream().map(Report::plain).toList());
  }

  private static String state(@org.jspecify.annotations.Nullable Outcome outcome) {
    if (outcome == null) {
      return "unfinished";
    }
    return switch (outcome) {
      case SUCCEEDED -> "succeeded";
      case ROLLED_BACK -> "rolled back";
      case PARTIAL -> "partly rolled back";
      case STOPPED -> "stopped";
    };
  }

  /** Returns the same as one JSON object's fields. */
  Map<String, Object> fields(int exit) {
    Outcome outcome = report.story().outcome();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("event", "End");
    fields.put("run", runId);
    fields.put("outcome", outcome == null ? "UNFINISHED" : outcome.name());
    fields.put("exit", exit);
    fields.put("journal", journal);
    fields.put("report", file);
    fields.put("resume", outcome == null ? resume : "");
    return fields;
  }
}
