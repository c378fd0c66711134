package dev.sallyport.checks.files;

import static dev.sallyport.checks.files.Ask.passes;
import static dev.sallyport.checks.files.Ask.read;
import static dev.sallyport.checks.files.Ask.says;
import static dev.sallyport.checks.files.Ask.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Percent;
import dev.sallyport.check.Reading;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Coverage, as JaCoCo itself reports it of a class that ran half; and rules, on made-up reports.
 */
class CoverageTest {
  @TempDir static Path folder;
  private static FileChecks files;

  @BeforeAll
  static void report() throws Exception {
    files = FileChecks.in(folder);
    Jacoco.report(folder.resolve("jacoco.xml"), true);
    Jacoco.report(folder.resolve("without.xml"), false);
  }

  @Test
  void jacoco_lines_and_branches() throws Exception {
    Coverage lines = files.coverage("jacoco.xml");
    assertThat(value(lines).value()).isStrictlyBetween(40.0, 90.0);
    assertThat(value(lines.branches())).isEqualTo(Percent.of(50));
    passes(lines.branches().atLeast(Percent.of(50)));
    says("pending", "threshold-breached", lines.branches().atLeast(Percent.of(51)));
  }

  @Test
  void a_report_without_any_line_is_no_data() throws Exception {
    assertThat(read(files.coverage("without.xml"))).isInstanceOf(Reading.NoData.class);
    Files.writeString(
        folder.resolve("nothing.xml"),
        "<coverage line-rate='1' lines-valid='0' lines-covered='0' branch-rate='0'/>");
    says(
        "inconclusive",
        "There are 0 lines in the reports",
        files.coverage("nothing.xml").atLeast(Percent.of(80)));
    says(
        "inconclusive",
        "not at least 1000",
        files.coverage("jacoco.xml").ofAtLeast(1000).atLeast(Percent.of(1)));
  }

  @Test
  void the_same_source_in_two_reports_is_refused() throws Exception {
    Files.copy(folder.resolve("jacoco.xml"), folder.resolve("twice.xml"));
    says(
        "inconclusive",
        "counted-twice",
        files.coverage("jacoco.xml", "twice.xml").atLeast(Percent.of(1)));
  }

  @Test
  void lines_of_methods_are_not_counted_again() throws Exception {
    Files.writeString(folder.resolve("cobertura.xml"), cobertura(2, 1));
    Coverage coverage = files.coverage("cobertura.xml");
    assertThat(value(coverage)).isEqualTo(Percent.of(50));
    assertThat(value(coverage.branches())).isEqualTo(Percent.of(25));
    Files.writeString(folder.resolve("cobertura.xml"), cobertura(3, 2));
    says("inconclusive", "sums-disagree", coverage.atLeast(Percent.of(1)));
  }

  private static String cobertura(int valid, int covered) {
    String lines =
        "<lines><line number='1' hits='1' branch='true' condition-coverage='25% (1/4)'/>"
            + "<line number='2' hits='0'/></lines>";
    return "<coverage line-rate='0.5' lines-valid='"
        + valid
        + "' lines-covered='"
        + covered
        + "'>"
        + "<packages><package name='p'><classes><class name='C' filename='C.java'><methods>"
        + "<method name='m'>"
        + lines
        + "</method></methods>"
        + lines
        + "</class></classes></package></packages></coverage>";
  }

  @Test
  void another_format_is_not_taken_for_one_of_these() throws Exception {
    Files.writeString(folder.resolve("clover.xml"), "<coverage clover='4'><project/></coverage>");
    says("inconclusive", "neither JaCoCo", files.coverage("clover.xml").atLeast(Percent.of(1)));
  }
}
