package dev.sallyport.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.journal.Choice;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Leftover;
import dev.sallyport.journal.Outcome;
import dev.sallyport.journal.Trigger;
import dev.sallyport.journal.Work;
import java.time.ZoneId;
import java.util.List;
import org.apache.maven.plugins.surefire.report.ReportTestCase;
import org.apache.maven.plugins.surefire.report.ReportTestSuite;
import org.junit.jupiter.api.Test;

/** A run as JUnit XML, read back by the parser of Maven's own report plugin. */
class JUnitTest {
  private static ReportTestCase test(List<ReportTestSuite> suites, String fullName) {
    return suites.stream()
        .flatMap(suite -> suite.getTestCases().stream())
        .filter(one -> one.getFullName().equals(fullName))
        .findFirst()
        .orElseThrow(() -> new AssertionError("There is no test " + fullName));
  }

  private static ReportTestCase test(Tale tale, String fullName) {
    return test(JUnitReading.read(tale.report().junit()), fullName);
  }

  @Test
  void a_suite_is_a_phase_and_a_test_a_step_gate_or_approval() {
    List<ReportTestSuite> suites = JUnitReading.read(Tale.rolledBack().report().junit());

    assertThat(suites)
        .extracting(ReportTestSuite::getFullClassName)
        .containsExactly(
            "shop-release", "shop-release.Infra", "shop-release.Canary", "shop-release.Live");
    assertThat(suites)
        .extracting(suite -> suite.getTestCases().stream().map(ReportTestCase::getName).toList())
        .containsExactly(
            List.of("the whole run"),
            List.of("cluster", "cache"),
            List.of("healthy", "@rollback"),
            List.of("go"));
    assertThat(suites).extracting(ReportTestSuite::getNumberOfFailures).containsExactly(1, 0, 1, 0);
    assertThat(suites).extracting(ReportTestSuite::getNumberOfErrors).containsOnly(0);
    assertThat(suites).extracting(ReportTestSuite::getNumberOfSkipped).containsExactly(0, 0, 0, 1);
    assertThat(suites).extracting(ReportTestSuite::getTimeElapsed).containsExactly(15f, 3f, 7f, 0f);
  }

  @Test
  void a_failed_gate_is_a_failure_with_its_evidence() {
    ReportTestCase gate = test(Tale.rolledBack(), "shop-release.Canary.healthy");

    assertThat(gate.getFailureType()).isEqualTo("GATE_TIMED_OUT");
    assertThat(gate.getFailureMessage()).isEqualTo("not open within 5 min");
    assertThat(gate.getTime()).isEqualTo(4f);
    assertThat(gate.getFailureDetail())
        .contains(
            "asked: GET http://shop/stats\n",
            "seen: pending: http error-rate is 4.2 %, not < 1 %\n",
            "values: shop error_rate = 4.2 %; shop requests = 500\n",
            "threshold: < 1 %\n",
            "samples: 3, of which 1 passed; the last had 500 measurements over 10 s");
  }

  @Test
  void what_was_not_reached_is_skipped() {
    ReportTestCase approval = test(Tale.rolledBack(), "shop-release.Live.go");

    assertThat(approval.hasSkipped()).isTrue();
    assertThat(approval.getFailureMessage()).isEqualTo("not reached");
  }

  @Test
  void what_is_left_over_is_an_error() {
    Tale tale =
        Tale.failed()
            .then(at -> new Event.AttemptStarted(at, "Infra/cluster", Work.UNDO, 1))
            .fail("Infra/cluster", Work.UNDO, "refused", null)
            .then(
                at -> new Event.Answered(at, "Infra/cluster", Choice.LEAVE, "bob", "by hand later"))
            .end(Outcome.PARTIAL, "a failed undo", new Leftover("Infra/cluster", "refused"));
    ReportTestCase cluster = test(tale, "shop-release.Infra.cluster");

    assertThat(cluster.hasError()).isTrue();
    assertThat(cluster.getFailureType()).isEqualTo("LEFT_OVER");
    assertThat(cluster.getFailureMessage()).isEqualTo("refused");
    assertThat(cluster.getFailureDetail()).contains("bob answered LEAVE: by hand later");
    assertThat(test(tale, "shop-release.the whole run").getFailureType()).isEqualTo("PARTIAL");
  }

  @Test
  void what_is_unknown_is_an_error() {
    Tale tale =
        Tale.begun()
            .start("Infra/cluster")
            .then(at -> new Event.AttemptUnknown(at, "Infra/cluster", Work.RUN, 1, "lost", null));

    assertThat(test(tale, "shop-release.Infra.cluster").getFailureType()).isEqualTo("UNKNOWN");
    assertThat(test(tale, "shop-release.the whole run").getFailureType()).isEqualTo("UNFINISHED");
  }

  @Test
  void what_was_undone_without_having_been_done_is_no_pass() {
    Tale tale =
        Tale.begun()
            .start("Infra/cluster")
            .rollback(Trigger.OPERATOR, "", "enough", "bob")
            .then(at -> new Event.AttemptUnknown(at, "Infra/cluster", Work.RUN, 1, "cut", null))
            .undo("Infra/cluster")
            .end(Outcome.ROLLED_BACK, "enough");
    ReportTestCase cluster = test(tale, "shop-release.Infra.cluster");

    assertThat(cluster.hasSkipped()).isTrue();
    assertThat(cluster.getFailureMessage()).isEqualTo("undone");
    assertThat(test(tale, "shop-release.the whole run").hasFailure()).isTrue();
  }

  @Test
  void a_failure_passed_over_is_neither_a_pass_nor_a_failure() {
    Tale tale =
        Tale.installed()
            .reached("Canary/healthy")
            .sample(Tale.pending())
            .failedGate(Trigger.GATE_FAILED, "4.2 %")
            .then(at -> new Event.Warned(at, "Canary/healthy", "4.2 %"));

    assertThat(test(tale, "shop-release.Canary.healthy").getFailureMessage())
        .isEqualTo("failed, passed over: 4.2 %");
    assertThat(test(tale, "shop-release.Canary.healthy").hasSkipped()).isTrue();
  }

  @Test
  void a_step_that_failed_names_its_trigger() {
    Tale tale =
        Tale.begun()
            .start("Infra/cluster")
            .fail("Infra/cluster", Work.RUN, "no room", null)
            .rollback(Trigger.STEP_FAILED, "Infra/cluster", "no room", "the plan")
            .end(Outcome.ROLLED_BACK, "no room");
    ReportTestCase cluster = test(tale, "shop-release.Infra.cluster");

    assertThat(cluster.getFailureType()).isEqualTo("STEP_FAILED");
    assertThat(cluster.getFailureMessage()).isEqualTo("java.io.IOException: no room");
  }

  @Test
  void a_success_has_no_failure_and_its_facts() {
    Tale tale =
        Tale.installed()
            .reached("Canary/healthy")
            .sample(Tale.pass())
            .opened("Canary/healthy", "held")
            .reached("Live/go")
            .vote("ann", "lead")
            .opened("Live/go", "3 of 3")
            .end(Outcome.SUCCEEDED, "");
    String xml = tale.report().in(ZoneId.of("Asia/Tokyo")).junit();

    assertThat(JUnitReading.read(xml))
        .allMatch(suite -> suite.getNumberOfFailures() + suite.getNumberOfErrors() == 0)
        .allMatch(suite -> suite.getNumberOfSkipped() == 0);
    assertThat(xml)
        .contains("<property name=\"run\" value=\"r1\"/>", "value=\"SUCCEEDED\"")
        .contains("timestamp=\"2026-11-23T07:15:30\"");
  }

  @Test
  void nothing_recorded_is_an_error() {
    List<ReportTestSuite> suites = JUnitReading.read(Report.of(List.of()).junit());

    assertThat(suites).hasSize(1);
    assertThat(suites.get(0).getNumberOfErrors()).isEqualTo(1);
  }
}
