package dev.sallyport.checks.files;

import dev.sallyport.check.Objection;
import dev.sallyport.check.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * When a share can be told from coverage reports. Pure.
 *
 * @param unit what is counted
 * @param atLeast how many of them there must be
 */
record CoverageRules(Unit unit, long atLeast) {

  /** What is counted. */
  enum Unit {
    LINES("lines"),
    BRANCHES("branches");

    private final String word;

    Unit(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  Covered total(List<Report<CoverageReport>> reports) {
    return reports.stream().map(this::of).reduce(Covered.NONE, Covered::plus);
  }

  private Covered of(Report<CoverageReport> report) {
    return unit == Unit.LINES ? report.content().lines() : report.content().branches();
  }

  List<Objection> findings(List<Report<CoverageReport>> reports) {
    List<Objection> findings = new ArrayList<>();
    Map<String, String> seen = new HashMap<>();
    for (Report<CoverageReport> report : reports) {
      String file = report.file();
      report
          .content()
          .contradiction()
          .ifPresent(
              text ->
                  findings.add(
                      ambiguous("sums-disagree", file, file + " " + text, "Make it anew.")));
      twice(report, seen).ifPresent(findings::add);
    }
    long all = total(reports).all();
    if (!reports.isEmpty() && all < atLeast) {
      findings.add(
          Objection.unknown(
              all == 0 ? Verdict.Cause.NO_DATA : Verdict.Cause.TOO_FEW_SAMPLES,
              "too-few-" + unit.word(),
              "",
              "There are " + all + " " + unit.word() + " in the reports, not at least " + atLeast,
              "Look whether they were measured at all, and of the right code."));
    }
    return findings;
  }

  private static Optional<Objection> twice(
      Report<CoverageReport> report, Map<String, String> seen) {
    for (String source : report.content().sources()) {
      String other = seen.putIfAbsent(source, report.file());
      if (other != null) {
        return Optional.of(
            ambiguous(
                "counted-twice",
                report.file(),
                source + " stands in " + other + " and in " + report.file(),
                "Name one report of each part, or the merged one alone."));
      }
    }
    return Optional.empty();
  }

  private static Objection ambiguous(String code, String file, String text, String wayOut) {
    return Objection.unknown(Verdict.Cause.AMBIGUOUS, code, file, text, wayOut);
  }
}
