package dev.sallyport.checks.files;

import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Objection;
import dev.sallyport.check.Observation;
import dev.sallyport.check.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks that the tests of JUnit XML reports ran and that none failed.
 *
 * <p>Tests are counted by their own elements, not by the sums that a report declares; where it
 * declares more than it holds, it was cut. A test that was skipped, or not run, is none that ran; a
 * report without a single test that ran never passes. Reads what Maven Surefire, pytest,
 * jest-junit, Gradle, Go's and Node's reporters write. Immutable and thread-safe.
 */
public final class TestResults implements Check {
  private static final int SHOWN = 20;

  private final Source source;
  private final TestRules rules;

  TestResults(Source source, TestRules rules) {
    this.source = source;
    this.rules = rules;
  }

  /**
   * Returns this check needing so many tests to have run, 1 unless said; skipped ones do not count.
   *
   * @throws IllegalArgumentException if {@code tests} is less than one
   */
  public TestResults atLeast(long tests) {
    if (tests < 1) {
      throw new IllegalArgumentException("Nothing is shown by " + tests + " tests.");
    }
    return with(new TestRules(tests, rules.suites(), rules.skipped(), rules.flaky()));
  }

  /**
   * Returns this check needing a test to have run of each of these as well.
   *
   * @param suites names of suites, or class names of tests, as the report has them
   */
  public TestResults requiring(String... suites) {
    List<String> all = new ArrayList<>(rules.suites());
    all.addAll(List.of(suites));
    return with(new TestRules(rules.tests(), List.copyOf(all), rules.skipped(), rules.flaky()));
  }

  /** Returns this check allowing so many skipped tests; any number unless said. */
  public TestResults skippedAtMost(long tests) {
    return with(
        new TestRules(rules.tests(), rules.suites(), notNegative(tests, "skip"), rules.flaky()));
  }

  /**
   * Returns this check allowing so many tests that passed only when run again; any number unless
   * said.
   */
  public TestResults flakyAtMost(long tests) {
    return with(
        new TestRules(rules.tests(), rules.suites(), rules.skipped(), notNegative(tests, "flake")));
  }

  /** Returns this check for reports that were all written so long ago at most. */
  public TestResults writtenWithin(Duration age) {
    return new TestResults(source.writtenWithin(age), rules);
  }

  /** Returns this check for reports that were all written later than another file. */
  public TestResults newerThan(String file) {
    return new TestResults(source.newerThan(file), rules);
  }

  private TestResults with(TestRules changed) {
    return new TestResults(source, changed);
  }

  private static long notNegative(long tests, String what) {
    if (tests < 0) {
      throw new IllegalArgumentException("No " + tests + " tests can " + what + ".");
    }
    return tests;
  }

  @Override
  public String name() {
    return "files test-results";
  }

  @Override
  public Verdict judge(CheckContext context) throws Exception {
    Reports<TestReport> seen = source.read(context, JUnitXml::read);
    List<Objection> findings = seen.findings(source.freshness());
    findings.addAll(rules.findings(seen.files()));
    TestCounts total = TestRules.total(seen.files());
    Evidence evidence = seen.evidence(TestResults::rows).against(rules + source.freshness().rule());
    for (Observation row : rows("", total)) {
      evidence = evidence.and(row);
    }
    String pass =
        total.ran()
            + " tests of "
            + seen.files().size()
            + " reports ran and none failed; "
            + total.skipped()
            + " were skipped, "
            + total.flaky()
            + " passed only when run again";
    return Verdict.of(findings, pass, evidence.over(Duration.ZERO, total.ran()));
  }

  private static List<Observation> rows(Report<TestReport> report) {
    List<Observation> rows = new ArrayList<>(rows(report.file(), report.content().counts()));
    report.content().failed().stream()
        .limit(SHOWN)
        .forEach(failed -> rows.add(Observation.of(report.file(), "failed", failed)));
    return rows;
  }

  private static List<Observation> rows(String subject, TestCounts counts) {
    return List.of(
        Observation.of(subject, "tests", counts.tests()),
        Observation.of(subject, "failures", counts.failures()),
        Observation.of(subject, "errors", counts.errors()),
        Observation.of(subject, "skipped", counts.skipped()),
        Observation.of(subject, "flaky", counts.flaky()));
  }
}
