package dev.sallyport.cli;

import dev.sallyport.check.Quantities;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Outcome;
import dev.sallyport.plan.Codec;
import dev.sallyport.plan.PlanDescription;
import dev.sallyport.report.Report;
import dev.sallyport.report.Story;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

@Command(name = "runs", description = "List the runs, oldest first.")
final class RunsVerb implements Callable<Integer> {
  private final Tool tool;

  RunsVerb(Tool tool) {
    this.tool = tool;
  }

  @Override
  public Integer call() {
    RunFolder folder = tool.folder();
    List<Row> rows = new ArrayList<>();
    for (String id : folder.ids()) {
      rows.add(row(folder, id));
    }
    if (tool.root().json) {
      rows.forEach(row -> tool.print(Codec.json(Row.class).encode(row)));
    } else if (rows.isEmpty()) {
      tool.print("There is no run in " + folder.path() + ".");
    } else {
      table(rows);
    }
    return Exit.SUCCEEDED;
  }

  private static Row row(RunFolder folder, String id) {
    List<Event> events;
    try {
      events = folder.read(id);
    } catch (UsageProblem e) {
      return new Row(id, null, null, null, null, "unreadable", 0, e.getMessage());
    }
    Story story = Story.of(events);
    Event.RunStarted begun = story.begun();
    PlanDescription plan = story.plan();
    Instant last = story.lastAt();
    Outcome outcome = story.outcome();
    if (begun == null || plan == null || last == null) {
      return new Row(id, null, null, null, null, "not begun", 0, null);
    }
    String state =
        outcome == null ? "unfinished" : outcome.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    double seconds = Duration.between(begun.at(), last).toMillis() / 1e3;
    return new Row(id, plan.name(), plan.version(), begun.at(), begun.by(), state, seconds, null);
  }

  private void table(List<Row> rows) {
    List<List<String>> cells = new ArrayList<>();
    cells.add(List.of("run", "plan", "started", "by", "state", "took"));
    for (Row row : rows) {
      String started = row.startedAt() == null ? "" : row.startedAt().toString();
      String took = Quantities.show(Duration.ofSeconds((long) row.seconds()));
      String plan = row.plan() == null ? "" : row.plan() + " " + row.version();
      String by = row.by() == null ? "" : row.by();
      cells.add(List.of(row.run(), plan, started, by, row.state(), took));
    }
    int[] widths = new int[6];
    cells.forEach(
        line -> {
          for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], line.get(i).length());
          }
        });
    for (List<String> line : cells) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        text.append(line.get(i)).append(" ".repeat(widths[i] - line.get(i).length() + 2));
      }
      tool.print(Report.plain(text.toString().stripTrailing()));
    }
  }

  /** A run as one JSON object; the names of its fields are kept. */
  record Row(
      String run,
      @Nullable String plan,
      @Nullable Integer version,
      @Nullable Instant startedAt,
      @Nullable String by,
      String state,
      double seconds,
      @Nullable String problem) {}
}
