package dev.sallyport.checks.files;

import static dev.sallyport.checks.files.Ask.passes;
import static dev.sallyport.checks.files.Ask.says;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SARIF 2.1.0, as the standard words it, in made-up reports. */
class FindingsTest {
  private static final String RULES =
      "'tool':{'driver':{'name':'lint','rules':["
          + "{'id':'R0','defaultConfiguration':{'level':'note'}},"
          + "{'id':'R1','defaultConfiguration':{'level':'error'},"
          + "'properties':{'security-severity':'8.1'}},{'id':'R2',"
          + "'properties':{'security-severity':'9.0'},'defaultConfiguration':{'level':'note'}}]}}";

  @TempDir Path folder;
  private FileChecks files;

  @BeforeEach
  void open() {
    files = FileChecks.in(folder);
  }

  private Findings log(String run) throws IOException {
    String text = "{'version':'2.1.0','runs':[" + run + "]}";
    Files.writeString(folder.resolve("r.sarif"), text.replace('\'', '"'));
    return files.findings("r.sarif");
  }

  /** Results first, as some tools write them. */
  private Findings results(String results) throws IOException {
    return log("{'results':[" + results + "]," + RULES + "}");
  }

  @Test
  void a_level_is_the_results_own_or_its_rules_or_warning() throws Exception {
    says("fail", "warning ?", results("{'message':{'text':'m'}}"));
    says("fail", "error R1", results("{'ruleIndex':1}").failingOn(Findings.Level.ERROR));
    says("fail", "error R1", results("{'ruleId':'R1/7'}").failingOn(Findings.Level.ERROR));
    passes(results("{'ruleId':'R0'}"));
    says("fail", "note R0", results("{'ruleId':'R0'}").failingOn(Findings.Level.NOTE));
    passes(results("{'ruleId':'R1','level':'note'}"));
    says("fail", "error X", results("{'ruleId':'X','level':'blocker'}"));
  }

  @Test
  void a_rule_may_be_set_to_another_level_by_whoever_ran_the_tool() throws Exception {
    says(
        "fail",
        "error R0",
        log(
            "{'invocations':[{'executionSuccessful':true,'ruleConfigurationOverrides':["
                + "{'descriptor':{'index':0},'configuration':{'level':'error'}}]}],"
                + "'results':[{'ruleId':'R0'}],"
                + RULES
                + "}"));
  }

  @Test
  void a_security_severity_counts_beside_the_level() throws Exception {
    Findings note = results("{'ruleId':'R2'}");
    passes(note);
    says("fail", "note R2", note.failingOnSecuritySeverity(9));
    passes(note.failingOnSecuritySeverity(9.1));
  }

  @Test
  void what_is_no_failure_is_no_finding() throws Exception {
    passes(results("{'kind':'pass','ruleId':'R1'},{'kind':'notApplicable'}"));
  }

  @Test
  void only_an_accepted_suppression_suppresses() throws Exception {
    passes(results("{'suppressions':[{'kind':'inSource'}]}"));
    passes(results("{'suppressions':[{'kind':'external','status':'accepted'}]}"));
    says("fail", "findings", results("{'suppressions':[]}"));
    says("fail", "findings", results("{'suppressions':[{'status':'underReview'}]}"));
    says(
        "fail",
        "findings",
        results("{'suppressions':[{'status':'accepted'},{'status':'rejected'}]}"));
  }

  @Test
  void since_a_baseline_only_new_ones_count() throws Exception {
    String old = "{'baselineState':'unchanged'},{'baselineState':'updated'}";
    passes(results(old + ",{'baselineState':'absent'}").onlyNew());
    says("fail", "2 findings count", results(old));
    says("fail", "1 findings count", results(old + ",{'baselineState':'new'}").onlyNew());
    says("inconclusive", "no-baseline", results("{}").onlyNew());
  }

  @Test
  void a_number_of_them_may_be_allowed() throws Exception {
    passes(results("{},{}").atMost(2));
    says("fail", "3 findings count, more than 2", results("{},{},{}").atMost(2));
  }

  @Test
  void a_tool_that_did_not_look_found_nothing() throws Exception {
    says("inconclusive", "no-run", log(""));
    says("inconclusive", "it did not look", log("{" + RULES + "}"));
    says("inconclusive", "it did not look", log("{'results':null," + RULES + "}"));
    String results = "'results':[]," + RULES + "}";
    passes(log("{" + results));
    says(
        "inconclusive",
        "did not succeed",
        log("{'invocations':[{'executionSuccessful':false}]," + results));
    says(
        "inconclusive",
        "met an error: no parser",
        log(
            "{'invocations':[{'toolExecutionNotifications':[{'level':'error',"
                + "'message':{'text':'no parser'}}]}],"
                + results));
    says(
        "inconclusive",
        "in another file",
        log("{'externalPropertyFileReferences':{'results':[{}]}," + results));
  }

  @Test
  void another_version_or_a_tail_is_refused() throws Exception {
    Files.writeString(folder.resolve("r.sarif"), "{\"version\":\"2.0.0\",\"runs\":[]}");
    says("inconclusive", "not 2.1.0", files.findings("r.sarif"));
    Files.writeString(folder.resolve("r.sarif"), "{\"version\":\"2.1.0\",\"runs\":[]}{}");
    says("inconclusive", "broken-file", files.findings("r.sarif"));
    assertThatThrownBy(() -> files.findings("x").failingOnSecuritySeverity(11))
        .hasMessage("The severity must be 0 to 10, but is 11.0");
  }
}
