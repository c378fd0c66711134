package dev.sallyport.checks.files;

import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Metric;
import dev.sallyport.check.Objection;
import dev.sallyport.check.Observation;
import dev.sallyport.check.Percent;
import dev.sallyport.check.Reading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The share of lines, or branches, that tests ran, by reports in JaCoCo's XML or Cobertura's.
 *
 * <p>Lines of several reports are added up, not their percentages; a source file that stands in two
 * of them would count twice, so it is refused. No line at all is no data, though tools call it 100
 * %; so are branches that were not measured, though tools call them 0 %. Immutable and thread-safe.
 */
public final class Coverage implements Metric<Percent> {
  private final Source source;
  private final CoverageRules rules;

  Coverage(Source source, CoverageRules rules) {
    this.source = source;
    this.rules = rules;
  }

  /** Returns this metric for branches in place of lines. */
  public Coverage branches() {
    return new Coverage(source, new CoverageRules(CoverageRules.Unit.BRANCHES, rules.atLeast()));
  }

  /**
   * Returns this metric needing so many lines, or branches, to be of any meaning; 1 unless said.
   *
   * @throws IllegalArgumentException if {@code count} is less than one
   */
  public Coverage ofAtLeast(long count) {
    if (count < 1) {
      throw new IllegalArgumentException("No share can be told of " + count + " lines.");
    }
    return new Coverage(source, new CoverageRules(rules.unit(), count));
  }

  /** Returns this metric for reports that were all written so long ago at most. */
  public Coverage writtenWithin(Duration age) {
    return new Coverage(source.writtenWithin(age), rules);
  }

  /** Returns this metric for reports that were all written later than another file. */
  public Coverage newerThan(String file) {
    return new Coverage(source.newerThan(file), rules);
  }

  @Override
  public String name() {
    return "files coverage of " + rules.unit().word();
  }

  @Override
  public Reading<Percent> read(CheckContext context) throws Exception {
    Reports<CoverageReport> seen = source.read(context, CoverageXml::read);
    List<Objection> findings = seen.findings(source.freshness());
    findings.addAll(rules.findings(seen.files()));
    Covered total = rules.total(seen.files());
    Evidence evidence =
        seen.evidence(Coverage::rows)
            .and("", rules.unit().word() + " covered", total.covered())
            .and("", rules.unit().word() + " in all", total.all())
            .over(Duration.ZERO, total.all());
    if (!findings.isEmpty()) {
      return Unread.because(findings, evidence);
    }
    return Reading.ratio((double) total.covered(), (double) total.all(), evidence);
  }

  private static List<Observation> rows(Report<CoverageReport> report) {
    CoverageReport content = report.content();
    List<Observation> rows = new ArrayList<>();
    rows.add(Observation.of(report.file(), "format", content.format()));
    rows.add(Observation.of(report.file(), "lines covered", content.lines().covered()));
    rows.add(Observation.of(report.file(), "lines", content.lines().all()));
    rows.add(Observation.of(report.file(), "branches covered", content.branches().covered()));
    rows.add(Observation.of(report.file(), "branches", content.branches().all()));
    rows.add(Observation.of(report.file(), "source files", content.sources().size()));
    return rows;
  }
}
