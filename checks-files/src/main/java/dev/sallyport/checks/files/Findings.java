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
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Checks that reports of static analysis, in SARIF 2.1.0, hold no finding of a level or above.
 *
 * <p>Findings that are suppressed by an accepted suppression, or gone since the baseline, do not
 * count; nor do results that are no finding ({@code kind} other than {@code fail}). A finding
 * without a level has its rule's, else {@code warning}, as the standard says. An empty list of
 * results passes only if the tool says that it looked: a run without results, or one that says it
 * failed, is inconclusive. Immutable and thread-safe.
 */
public final class Findings implements Check {
  private static final int SHOWN = 20;

  private final Source source;
  private final FindingRules rules;

  Findings(Source source, FindingRules rules) {
    this.source = source;
    this.rules = rules;
  }

  /** Returns this check for findings of that level and above, {@link Level#WARNING} unless said. */
  public Findings failingOn(Level level) {
    return with(
        new FindingRules(level, rules.severity(), rules.most(), rules.onlyNew(), rules.tools()));
  }

  /**
   * Returns this check counting, beside those of its level, findings whose rule has a {@code
   * security-severity} of so much or more.
   *
   * @param severity from 0 to 10, as CVSS has it; 7 is high
   * @throws IllegalArgumentException if it is not in that range
   */
  public Findings failingOnSecuritySeverity(double severity) {
    if (!(severity >= 0 && severity <= 10)) {
      throw new IllegalArgumentException("The severity must be 0 to 10, but is " + severity);
    }
    OptionalDouble limit = OptionalDouble.of(severity);
    return with(
        new FindingRules(rules.level(), limit, rules.most(), rules.onlyNew(), rules.tools()));
  }

  /**
   * Returns this check allowing so many findings that count, none unless said.
   *
   * @throws IllegalArgumentException if {@code findings} is negative
   */
  public Findings atMost(long findings) {
    if (findings < 0) {
      throw new IllegalArgumentException("There cannot be " + findings + " findings.");
    }
    return with(
        new FindingRules(
            rules.level(), rules.severity(), findings, rules.onlyNew(), rules.tools()));
  }

  /**
   * Returns this check for new findings alone, by {@code baselineState}; inconclusive where a
   * finding does not have one.
   */
  public Findings onlyNew() {
    return with(
        new FindingRules(rules.level(), rules.severity(), rules.most(), true, rules.tools()));
  }

  /**
   * Returns this check needing a run of each of these tools.
   *
   * @param tools names as {@code tool.driver.name} has them
   */
  public Findings requiring(String... tools) {
    List<String> all = new ArrayList<>(rules.tools());
    all.addAll(List.of(tools));
    return with(
        new FindingRules(
            rules.level(), rules.severity(), rules.most(), rules.onlyNew(), List.copyOf(all)));
  }

  /** Returns this check for reports that were all written so long ago at most. */
  public Findings writtenWithin(Duration age) {
    return new Findings(source.writtenWithin(age), rules);
  }

  /** Returns this check for reports that were all written later than another file. */
  public Findings newerThan(String file) {
    return new Findings(source.newerThan(file), rules);
  }

  private Findings with(FindingRules changed) {
    return new Findings(source, changed);
  }

  @Override
  public String name() {
    return "files findings";
  }

  @Override
  public Verdict judge(CheckContext context) throws Exception {
    Reports<List<SarifRun>> seen = source.read(context, Sarif::read);
    List<Objection> findings = seen.findings(source.freshness());
    findings.addAll(rules.findings(seen.files()));
    Evidence evidence =
        seen.evidence(report -> report.content().stream().flatMap(r -> rows(r).stream()).toList())
            .against(rules + source.freshness().rule());
    long runs = seen.files().stream().mapToLong(report -> report.content().size()).sum();
    long all = rules.all(seen.files()).count();
    String pass =
        rules.counting(seen.files()).size()
            + " of "
            + all
            + " results of "
            + runs
            + " runs count, at most "
            + rules.most()
            + " are allowed";
    return Verdict.of(findings, pass, evidence.over(Duration.ZERO, runs));
  }

  private List<Observation> rows(SarifRun run) {
    List<Observation> rows = new ArrayList<>();
    String tool = run.tool();
    rows.add(Observation.of(tool, "version", run.version()));
    rows.add(Observation.of(tool, "results", run.results().size()));
    for (Level level : Level.values()) {
      rows.add(Observation.of(tool, level.word(), count(run, level)));
    }
    rows.add(
        Observation.of(
            tool, "suppressed", run.results().stream().filter(Finding::suppressed).count()));
    run.results().stream()
        .filter(rules::counts)
        .limit(SHOWN)
        .forEach(found -> rows.add(Observation.of(tool, "counts", found.words())));
    return rows;
  }

  private static long count(SarifRun run, Level level) {
    return run.results().stream().filter(found -> found.level() == level).count();
  }

  /** How grave a finding is, in rising order; SARIF's {@code level}. */
  public enum Level {
    /** Of no concern. */
    NONE,
    /** A small matter, or a hint. */
    NOTE,
    /** A problem. */
    WARNING,
    /** A grave problem. */
    ERROR;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
