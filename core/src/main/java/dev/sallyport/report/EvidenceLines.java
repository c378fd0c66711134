package dev.sallyport.report;

import dev.sallyport.check.Evidence;
import dev.sallyport.check.Observation;
import dev.sallyport.check.Quantities;
import dev.sallyport.check.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a gate saw, in a few lines: what was asked, the verdict, the values, the rule, how often.
 */
final class EvidenceLines {
  private static final int VALUES = 6;
  private static final int LONGEST = 400;

  private EvidenceLines() {}

  static List<String> of(GateStory gate) {
    List<String> lines = new ArrayList<>();
    Verdict telling = gate.telling();
    if (telling == null) {
      return lines;
    }
    Evidence evidence = telling.evidence();
    add(lines, "asked", evidence.asked());
    String danger = telling == gate.last() ? "" : "danger, ";
    add(lines, "seen", danger + telling.word() + ": " + telling.reason());
    add(lines, "values", values(evidence.observed()));
    add(lines, "threshold", evidence.threshold());
    String window = evidence.window().isZero() ? "" : " over " + Quantities.show(evidence.window());
    add(
        lines,
        "samples",
        gate.samples()
            + ", of which "
            + gate.passes()
            + " passed; the last had "
            + Words.count(evidence.samples(), "measurement")
            + window);
    gate.takenAsPass().forEach(reason -> add(lines, "taken as a pass", reason));
    return lines;
  }

  private static void add(List<String> lines, String what, String value) {
    if (!value.isBlank()) {
      lines.add(what + ": " + Words.shorten(value, LONGEST));
    }
  }

  /** What a check objects to comes first. */
  private static String values(List<Observation> rows) {
    List<Observation> sorted = new ArrayList<>(rows);
    sorted.sort(Comparator.comparing(fact -> !fact.name().equals("finding")));
    String first =
        sorted.stream().limit(VALUES).map(EvidenceLines::value).collect(Collectors.joining("; "));
    int more = rows.size() - VALUES;
    return more > 0 ? first + "; and " + more + " more" : first;
  }

  private static String value(Observation fact) {
    String name = fact.subject().isEmpty() ? fact.name() : fact.subject() + " " + fact.name();
    String unit = fact.unit().isEmpty() ? "" : " " + fact.unit();
    return (name + " = " + fact.value() + unit).strip();
  }
}
