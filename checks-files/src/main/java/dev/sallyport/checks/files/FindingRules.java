package dev.sallyport.checks.files;

import dev.sallyport.check.Objection;
import dev.sallyport.check.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * When the findings of static analysis are few enough. Pure.
 *
 * @param level from where a finding counts
 * @param severity from which {@code security-severity} it counts as well
 * @param most how many that count are allowed
 * @param onlyNew whether only those count that are new since the baseline
 * @param tools which tools must have run
 */
record FindingRules(
    Findings.Level level, OptionalDouble severity, long most, boolean onlyNew, List<String> tools) {
  static final FindingRules DEFAULT =
      new FindingRules(Findings.Level.WARNING, OptionalDouble.empty(), 0, false, List.of());

  boolean counts(Finding found) {
    if (found.suppressed() || found.baseline().equals("absent")) {
      return false;
    }
    boolean grave =
        found.level().compareTo(level) >= 0
            || (severity.isPresent()
                && found.severity().isPresent()
                && found.severity().getAsDouble() >= severity.getAsDouble());
    return grave && (!onlyNew || !List.of("unchanged", "updated").contains(found.baseline()));
  }

  Stream<Finding> all(List<Report<List<SarifRun>>> reports) {
    return reports.stream().flatMap(r -> r.content().stream()).flatMap(r -> r.results().stream());
  }

  List<Finding> counting(List<Report<List<SarifRun>>> reports) {
    return all(reports).filter(this::counts).toList();
  }

  List<Objection> findings(List<Report<List<SarifRun>>> reports) {
    List<Objection> findings = new ArrayList<>();
    for (Report<List<SarifRun>> report : reports) {
      if (report.content().isEmpty()) {
        findings.add(
            unknown(
                "no-run",
                report.file(),
                report.file() + " tells of no run of any tool",
                "Look at the tool's own output; it may not have begun."));
      }
      report.content().forEach(run -> findings.addAll(run(report.file(), run)));
    }
    if (!reports.isEmpty()) {
      findings.addAll(absent(reports));
      findings.addAll(tooMany(counting(reports)));
    }
    return findings;
  }

  private static List<Objection> run(String file, SarifRun run) {
    return run.troubles().stream()
        .map(
            trouble ->
                Objection.unknown(
                    Verdict.Cause.ERROR,
                    "run-not-sound",
                    file,
                    run.tool() + " in " + file + " " + trouble,
                    "Few findings of it mean nothing; look at its own output and run it again."))
        .toList();
  }

  private List<Objection> absent(List<Report<List<SarifRun>>> reports) {
    return tools.stream()
        .filter(
            tool ->
                reports.stream()
                    .flatMap(report -> report.content().stream())
                    .noneMatch(run -> run.tool().equals(tool)))
        .map(
            tool ->
                unknown(
                    "tool-not-run",
                    tool,
                    "No report is of " + tool,
                    "Look whether it ran, and under which name."))
        .toList();
  }

  private List<Objection> tooMany(List<Finding> counting) {
    List<Objection> findings = new ArrayList<>();
    long unmarked = counting.stream().filter(found -> found.baseline().isEmpty()).count();
    if (onlyNew && unmarked > 0) {
      findings.add(
          Objection.unknown(
              Verdict.Cause.AMBIGUOUS,
              "no-baseline",
              "",
              unmarked + " findings do not say whether they are new",
              "Let the tool compare with a baseline, or leave out onlyNew()."));
    } else if (counting.size() > most) {
      String first =
          counting.stream().limit(3).map(Finding::words).collect(Collectors.joining("; "));
      findings.add(
          Objection.fail(
              "findings",
              "",
              counting.size() + " findings count, more than " + most + ": " + first,
              "Mend them, or suppress them with a reason."));
    }
    return findings;
  }

  private static Objection unknown(String code, String subject, String text, String wayOut) {
    return Objection.unknown(Verdict.Cause.NO_DATA, code, subject, text, wayOut);
  }

  @Override
  public String toString() {
    return "at most "
        + most
        + (onlyNew ? " new" : "")
        + " findings of level "
        + level.word()
        + " or above"
        + (severity.isPresent() ? ", or security-severity " + severity.getAsDouble() : "")
        + (tools.isEmpty() ? "" : ", by " + String.join(", ", tools));
  }
}
