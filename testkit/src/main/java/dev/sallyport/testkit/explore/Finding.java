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
  private static final int MOST_LINES = 30;
  private static final int LINES_BEFORE = 6;

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

  /** The story from a little before the first fault to the end, without the samples. */
  private List<String> story() {
    Instant start = run.events().get(0).at();
    List<String> lines = new ArrayList<>();
    for (Event event : run.events()) {
      if (!(event instanceof Event.Sampled)) {
        String line = Report.line(event, start, ZoneOffset.UTC);
        lines.add(line.substring(line.indexOf('+')));
      }
    }
    cut(lines, 0, Math.max(0, firstTrouble(lines) - LINES_BEFORE));
    cut(lines, MOST_LINES - LINES_BEFORE, lines.size() - LINES_BEFORE);
    return lines;
  }

  private static int firstTrouble(List<String> lines) {
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.contains("(injected)")
          || line.contains("told to stop")
          || line.contains("resumed")) {
        return i;
      }
    }
    return lines.size();
  }

  private static void cut(List<String> lines, int from, int to) {
    if (to > from + 1) {
      lines.subList(from, to).clear();
      lines.add(from, "... " + (to - from) + " lines left out ...");
    }
  }

  @Override
  public String toString() {
    return text();
  }
}
