package dev.sallyport.checks.files;

import static dev.sallyport.checks.files.Ask.ask;
import static dev.sallyport.checks.files.Ask.passes;
import static dev.sallyport.checks.files.Ask.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.sallyport.check.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * JUnit XML: reports of Surefire 3.6.1 and jest-junit 17 as they were produced, and made-up ones.
 */
class TestResultsTest {
  private static final Path REPORTS = Path.of("src/test/resources/reports");

  @TempDir Path folder;
  private FileChecks files;

  @BeforeEach
  void open() {
    files = FileChecks.in(folder);
  }

  private void write(String name, String text) throws IOException {
    Files.createDirectories(folder.resolve(name).getParent());
    Files.writeString(folder.resolve(name), text);
  }

  private static String suite(String name, String attributes, String cases) {
    return "<testsuite name=\"" + name + "\" " + attributes + ">" + cases + "</testsuite>";
  }

  @Test
  void surefire_failures_errors_skips_and_flakes_are_told_apart() throws Exception {
    Verdict verdict =
        says("fail", "tests-failed", FileChecks.in(REPORTS).testResults("TEST-shop.OrderTest.xml"));
    assertThat(verdict.reason())
        .isEqualTo(
            "2 of 5 tests failed in "
                + REPORTS.toAbsolutePath().resolve("TEST-shop.OrderTest.xml")
                + ": shop.OrderTest.breaks: no stock;"
                + " shop.OrderTest.fails: the sum ==> expected: <3> but was: <2>."
                + " Mend them, or what they test, and run them again.");
    assertThat(verdict.evidence().observed())
        .extracting(row -> row.name() + "=" + row.value())
        .contains("tests=5", "failures=1", "errors=1", "skipped=1", "flaky=1");
    assertThat(verdict.evidence().samples()).isEqualTo(4);
  }

  @Test
  void a_set_up_that_breaks_is_an_error_though_no_test_ran() throws Exception {
    says("fail", "no database", FileChecks.in(REPORTS).testResults("TEST-shop.SetUpTest.xml"));
  }

  @Test
  void the_reports_of_the_core_as_this_build_made_them_pass() throws Exception {
    Path core = Path.of("../core/target/surefire-reports").toAbsolutePath().normalize();
    assumeThat(core).as("run the core's tests first, as a whole build does").isDirectory();
    passes(FileChecks.in(core).testResults("TEST-*.xml"));
  }

  @Test
  void what_jest_only_plans_did_not_run() throws Exception {
    Verdict verdict =
        says("fail", "cart removes", FileChecks.in(REPORTS).testResults("jest-junit.xml"));
    assertThat(verdict.evidence().samples()).as("skipped and todo did not run").isEqualTo(2);
  }

  @Test
  void several_globs_are_added_up_and_each_must_match() throws Exception {
    write("a/target/TEST-A.xml", suite("A", "tests=\"1\"", "<testcase name='x'/>"));
    write("b/target/TEST-B.xml", suite("B", "tests=\"1\"", "<testcase name='y'/>"));
    TestResults both = files.testResults("*/target/TEST-*.xml", "a/**.xml").atLeast(2);
    passes(both);
    says("inconclusive", "Only 2 tests ran, not at least 3", both.atLeast(3));
    says("pending", "no-file", files.testResults("*/target/TEST-*.xml", "c/*.xml"));
  }

  @Test
  void a_report_without_a_test_that_ran_is_no_pass() throws Exception {
    write("none.xml", "<testsuites/>");
    says("inconclusive", "No test ran: the reports hold 0", files.testResults("none.xml"));
    write("skipped.xml", suite("A", "", "<testcase name='x'><skipped/></testcase>"));
    says("inconclusive", "No test ran: the reports hold 1", files.testResults("skipped.xml"));
    write("notrun.xml", suite("A", "", "<testcase name='x' status='notrun'/>"));
    says("inconclusive", "No test ran", files.testResults("notrun.xml"));
  }

  @Test
  void a_suite_that_is_required_must_have_run() throws Exception {
    write(
        "r.xml",
        suite("A", "", "<testcase classname='shop.B' name='x'/>")
            .concat("")
            .replace(
                "</testsuite>", "<testcase classname='shop.C'><skipped/></testcase></testsuite>"));
    passes(files.testResults("r.xml").requiring("A", "shop.B"));
    says("inconclusive", "No test of shop.C ran", files.testResults("r.xml").requiring("shop.C"));
  }

  @Test
  void sums_that_declare_more_than_there_is_are_not_believed() throws Exception {
    write("r.xml", suite("A", "tests=\"3\" failures=\"0\"", "<testcase name='x'/>"));
    says("inconclusive", "declares 3 tests", files.testResults("r.xml"));
    write("r.xml", suite("A", "tests=\"1\" failures=\"1\"", "<testcase name='x'/>"));
    says("inconclusive", "counts-disagree", files.testResults("r.xml"));
    write("r.xml", suite("A", "tests=\"many\"", "<testcase name='x'/>"));
    says("inconclusive", "broken-file", files.testResults("r.xml"));
  }

  @Test
  void nested_suites_are_counted_once() throws Exception {
    String inner = suite("in", "tests=\"2\"", "<testcase name='x'/><testcase name='y'/>");
    write(
        "r.xml", "<testsuites tests=\"2\">" + suite("out", "tests=\"1\"", inner) + "</testsuites>");
    passes(files.testResults("r.xml").atLeast(2));
    says("inconclusive", "Only 2", files.testResults("r.xml").atLeast(3));
  }

  @Test
  void skipped_and_flaky_tests_have_limits_of_their_own() throws Exception {
    write(
        "r.xml",
        suite(
            "A",
            "",
            "<testcase name='x'><flakyFailure message='m'/></testcase>"
                + "<testcase name='y'><skipped/></testcase>"));
    passes(files.testResults("r.xml").skippedAtMost(1).flakyAtMost(1));
    says("fail", "too-many-skipped", files.testResults("r.xml").skippedAtMost(0));
    says("fail", "too-many-flaky", files.testResults("r.xml").flakyAtMost(0));
  }

  @Test
  void a_report_of_an_earlier_run_is_stale() throws Exception {
    write("r.xml", suite("A", "", "<testcase name='x'/>"));
    write("started", "");
    passes(files.testResults("r.xml").writtenWithin(Duration.ofMinutes(1)));
    Files.setLastModifiedTime(
        folder.resolve("r.xml"), FileTime.from(Instant.now().minusSeconds(3600)));
    says("pending", "stale-file", files.testResults("r.xml").writtenWithin(Duration.ofMinutes(1)));
    says("pending", "before started was", files.testResults("r.xml").newerThan("started"));
    says("pending", "never is not there", files.testResults("r.xml").newerThan("never"));
    Files.setLastModifiedTime(
        folder.resolve("r.xml"), FileTime.from(Instant.now().plusSeconds(3600)));
    says("inconclusive", "from-the-future", files.testResults("r.xml"));
  }

  @Test
  void one_bad_report_among_good_ones_is_enough() throws Exception {
    write("good.xml", suite("A", "", "<testcase name='x'/>"));
    write("cut.xml", "<testsuite name='B'><testcase name='x'/>");
    Verdict verdict = ask(files.testResults("*.xml"));
    assertThat(verdict).isInstanceOf(Verdict.Inconclusive.class);
    assertThat(verdict.reason()).contains("cut.xml cannot be read as a report");
  }

  @Test
  void what_is_wrong_with_a_file_is_said_in_these_words() throws Exception {
    assertThat(ask(files.testResults("r.xml")).reason())
        .isEqualTo(
            folder.resolve("r.xml") + " is not there. Wait for what writes it, or mend the path.");
    write("r.xml", "");
    assertThat(ask(files.testResults("r.xml")).reason())
        .isEqualTo(
            folder.resolve("r.xml")
                + " is empty. What writes it has not written yet, or died; look at its log.");
    assertThat(ask(files.testResults("none-*.xml")).reason())
        .isEqualTo(
            folder.resolve("none-*.xml")
                + " matches no file. Wait for what writes it, or mend the path.");
  }

  @Test
  void a_path_may_hold_the_letters_of_a_glob() throws Exception {
    write("a[1]/r{x}.xml", suite("A", "", "<testcase name='x'/>"));
    passes(files.testResults("a[1]/r{x}.xml"));
    passes(FileChecks.in(folder.resolve("a[1]")).testResults("*.xml"));
  }

  @Test
  void nonsense_is_refused() {
    assertThatThrownBy(() -> files.testResults("x").atLeast(0))
        .hasMessage("Nothing is shown by 0 tests.");
    assertThatThrownBy(() -> files.testResults("x").skippedAtMost(-1))
        .hasMessage("No -1 tests can skip.");
    assertThatThrownBy(() -> files.testResults("a[.xml"))
        .hasMessageStartingWith("The glob 'a[.xml' cannot be read: ")
        .hasMessageEndingWith("Put a backslash before a bracket that means itself.");
    assertThatThrownBy(() -> files.testResults("x").writtenWithin(Duration.ZERO))
        .hasMessage("The age of a file must be positive, but is PT0S");
  }
}
