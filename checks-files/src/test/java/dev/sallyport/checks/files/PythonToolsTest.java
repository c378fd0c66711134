package dev.sallyport.checks.files;

import static dev.sallyport.checks.files.Ask.passes;
import static dev.sallyport.checks.files.Ask.read;
import static dev.sallyport.checks.files.Ask.says;
import static dev.sallyport.checks.files.Ask.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Percent;
import dev.sallyport.check.Reading;
import dev.sallyport.check.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports that pytest, coverage.py and bandit write here and now. */
class PythonToolsTest {
  private static final Duration NEW = Duration.ofMinutes(2);

  @TempDir Path folder;
  private FileChecks files;
  private Path tools;

  @BeforeEach
  void find() {
    String where = System.getenv("SALLYPORT_PYTHON_TOOLS");
    Assumptions.assumeTrue(
        where != null,
        "SKIPPED: set SALLYPORT_PYTHON_TOOLS, as .ci/servers/python-tools prints it");
    tools = Path.of(where);
    files = FileChecks.in(folder);
  }

  private Shell.Said tool(String name, String... arguments) throws Exception {
    String[] command = new String[arguments.length + 1];
    command[0] = tools.resolve(name).toString();
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    return Shell.run(folder, command);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  @Test
  void pytest_that_passes() throws Exception {
    write(
        "test_shop.py",
        "import pytest\ndef test_adds(): assert 1 + 1 == 2\n"
            + "@pytest.mark.skip\ndef test_later(): pass\n"
            + "@pytest.mark.xfail\ndef test_known(): assert 0\n");
    assertThat(tool("pytest", "--junitxml=r.xml").exit()).isZero();
    TestResults results = files.testResults("r.xml").writtenWithin(NEW);
    passes(results.requiring("pytest", "test_shop"));
    says("inconclusive", "Only 1 tests ran", results.atLeast(2));
  }

  @Test
  void pytest_that_fails_breaks_and_breaks_again_while_cleaning_up() throws Exception {
    write(
        "test_shop.py",
        "import pytest\n@pytest.fixture\ndef db():\n  yield\n  raise RuntimeError('still open')\n"
            + "def test_twice(db): assert 0, 'no stock'\ndef test_once(): pass\n");
    assertThat(tool("pytest", "--junitxml=r.xml").exit()).isEqualTo(1);
    Verdict verdict = says("fail", "no stock", files.testResults("r.xml"));
    assertThat(verdict.toString()).contains("still open").doesNotContain("counts-disagree");
  }

  @Test
  void pytest_that_cannot_import_a_test_file() throws Exception {
    write("test_good.py", "def test_good(): pass\n");
    write("test_shop.py", "import not_there\ndef test_adds(): pass\n");
    tool("pytest", "--junitxml=r.xml");
    says("fail", "tests-failed", files.testResults("r.xml"));
  }

  @Test
  void pytest_that_finds_nothing() throws Exception {
    tool("pytest", "--junitxml=r.xml");
    says("inconclusive", "No test ran", files.testResults("r.xml"));
  }

  @Test
  void coverage_py_in_coberturas_format() throws Exception {
    write("shop.py", "def half(n):\n  if n > 0:\n    return 1\n  return 2\nhalf(1)\n");
    assertThat(tool("coverage", "run", "--branch", "shop.py").exit()).isZero();
    assertThat(tool("coverage", "xml").exit()).isZero();
    assertThat(value(files.coverage("coverage.xml").writtenWithin(NEW))).isEqualTo(Percent.of(80));
    assertThat(value(files.coverage("coverage.xml").branches())).isEqualTo(Percent.of(50));
  }

  @Test
  void coverage_py_without_branches_says_0_percent_and_without_lines_100() throws Exception {
    write("shop.py", "print('hi')\n");
    tool("coverage", "run", "shop.py");
    tool("coverage", "xml");
    assertThat(Files.readString(folder.resolve("coverage.xml"))).contains("branch-rate=\"0\"");
    assertThat(read(files.coverage("coverage.xml").branches())).isInstanceOf(Reading.NoData.class);
    write("empty.py", "");
    tool("coverage", "run", "empty.py");
    tool("coverage", "xml", "-o", "empty.xml");
    assertThat(Files.readString(folder.resolve("empty.xml"))).contains("line-rate=\"1\"");
    assertThat(read(files.coverage("empty.xml"))).isInstanceOf(Reading.NoData.class);
  }

  @Test
  void bandit_in_sarif() throws Exception {
    write("shop.py", "import subprocess\nsubprocess.call('ls', shell=True)\neval('1')\n");
    tool("bandit", "-f", "sarif", "-o", "all.sarif", "shop.py");
    Findings findings = files.findings("all.sarif").requiring("Bandit").writtenWithin(NEW);
    Verdict verdict = says("fail", "findings", findings);
    assertThat(verdict.reason()).contains("shop.py:");
    says("inconclusive", "No report is of eslint", findings.atMost(99).requiring("eslint"));
    write("good.py", "print(1)\n");
    tool("bandit", "-f", "sarif", "-o", "none.sarif", "good.py");
    passes(files.findings("none.sarif").requiring("Bandit"));
  }
}
