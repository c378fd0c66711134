package dev.sallyport.testkit.explore;

import dev.sallyport.journal.Event;
import dev.sallyport.report.Report;
import dev.sallyport.testkit.simulation.SimulatedRun;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A rule that a plan does not keep, with the shortest case in which it does not. Immutable.
 *
 * @param rule the rule
 * @param path what it is about; empty for the run as a whole
 * @param words what happened, and the way out
 * @param faults what had to go wrong for it
 * @param run the run in which it happened
 */
public record Finding(Rule rule, String path, String words, List<Fault> faults, SimulatedRun run) {
  private static final int MOST_LINES = 60;

  /** Copies the list. */
  public Finding {
    faults = List.copyOf(faults);
  }

  /** Returns what to give to {@link Explorer#replay}, to see this case again. */
  public String seed() {
    return faults.stream().map(Fault::code).collect(Collectors.joining("; "));
  }

  /** Returns it as a person reads it: what, when, the story of the run, and how to see it again. */
  public String text() {
    List<String> lines = new ArrayList<>();
    lines.add(rule + (path.isEmpty() ? "" : " " + path));
    lines.add("  " + words);
    if (faults.isEmpty()) {
      lines.add("  with nothing going wrong");
    } else {
      faults.forEach(fault -> lines.add("  when " + fault.words()));
    }
    lines.add("  the story:");
    story().forEach(line -> lines.add("    " + line));
    lines.add("  again: replay(\"" + seed() + "\")");
    return String.join("\n", lines);
  }

  private List<String> story() {
    Instant start = run.events().get(0).at();
    List<String> lines = new ArrayList<>();
    for (Event event : run.events()) {
      if (!(event instanceof Event.Sampled)) {
        lines.add(Report.line(event, start, ZoneOffset.UTC));
      }
    }
    if (lines.size() > MOST_LINES) {
      int cut = lines.size() - MOST_LINES;
      lines.subList(MOST_LINES / 2, MOST_LINES / 2 + cut).clear();
      lines.add(MOST_LINES / 2, "... " + cut + " more ...");
    }
    return lines;
  }

  @Override
  public String toString() {
    return text();
  }
}
