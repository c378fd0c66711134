package dev.sallyport.checks.files;

import dev.sallyport.check.Objection;
import dev.sallyport.check.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * When test reports are good. Pure.
 *
 * @param tests how many must have run
 * @param suites suites or classes of which a test must have run
 * @param skipped how many may be skipped
 * @param flaky how many may have passed only when run again
 */
record TestRules(long tests, List<String> suites, long skipped, long flaky) {
  static final TestRules DEFAULT = new TestRules(1, List.of(), Long.MAX_VALUE, Long.MAX_VALUE);

  static TestCounts total(List<Report<TestReport>> reports) {
    return reports.stream()
        .map(report -> report.content().counts())
        .reduce(TestCounts.NONE, TestCounts::plus);
  }

  List<Objection> findings(List<Report<TestReport>> reports) {
    List<Objection> findings = new ArrayList<>();
    reports.forEach(report -> findings.addAll(report(report)));
    TestCounts total = total(reports);
    if (reports.isEmpty()) {
      return findings; // that no report could be read is said already
    }
    if (total.ran() == 0) {
      findings.add(
          Objection.unknown(
              Verdict.Cause.NO_DATA,
              "no-tests",
              "",
              "No test ran: the reports hold " + total.tests() + ", all of them skipped",
              "Look at the filter by which the tests were chosen."));
    } else if (total.ran() < tests) {
      findings.add(
          Objection.unknown(
              Verdict.Cause.TOO_FEW_SAMPLES,
              "too-few-tests",
              "",
              "Only " + total.ran() + " tests ran, not at least " + tests,
              "Look for modules that were left out, and reports that are not there yet."));
    }
    findings.addAll(absent(reports));
    findings.addAll(tooMany("skipped", "were skipped", total.skipped(), skipped));
    findings.addAll(tooMany("flaky", "passed only when run again", total.flaky(), flaky));
    return findings;
  }

  private static List<Objection> report(Report<TestReport> report) {
    TestReport content = report.content();
    TestCounts counts = content.counts();
    List<Objection> findings = new ArrayList<>();
    long failed = counts.failures() + counts.errors();
    if (failed > 0) {
      String names = content.failed().stream().limit(3).collect(Collectors.joining("; ", ": ", ""));
      findings.add(
          Objection.fail(
              "tests-failed",
              report.file(),
              failed + " of " + counts.tests() + " tests failed in " + report.file() + names,
              "Mend them, or what they test, and run them again."));
    }
    for (String contradiction : content.contradictions()) {
      findings.add(
          Objection.unknown(
              Verdict.Cause.AMBIGUOUS,
              "counts-disagree",
              report.file(),
              report.file() + " " + contradiction,
              "It was cut or edited; run the tests again."));
    }
    return findings;
  }

  private List<Objection> absent(List<Report<TestReport>> reports) {
    return suites.stream()
        .filter(suite -> reports.stream().noneMatch(r -> r.content().ran().containsKey(suite)))
        .map(
            suite ->
                Objection.unknown(
                    Verdict.Cause.NO_DATA,
                    "suite-not-run",
                    suite,
                    "No test of " + suite + " ran",
                    "Look whether it is still found, or was renamed or skipped."))
        .toList();
  }

  private static List<Objection> tooMany(String code, String what, long count, long limit) {
    if (count <= limit) {
      return List.of();
    }
    return List.of(
        Objection.fail(
            "too-many-" + code,
            "",
            count + " tests " + what + ", more than " + limit,
            "Mend them, or raise the limit where that is meant."));
  }

  @Override
  public String toString() {
    return "at least "
        + tests
        + " tests ran, none failed"
        + (suites.isEmpty() ? "" : ", among them of " + String.join(", ", suites))
        + (skipped == Long.MAX_VALUE ? "" : ", at most " + skipped + " skipped")
        + (flaky == Long.MAX_VALUE ? "" : ", at most " + flaky + " flaky");
  }
}
