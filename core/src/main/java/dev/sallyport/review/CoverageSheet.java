package dev.sallyport.review;

import dev.sallyport.check.Quantities;
import java.util.List;

/** Writes a coverage for people. */
final class CoverageSheet {
  private CoverageSheet() {}

  static Sheet of(RollbackCoverage coverage) {
    Sheet sheet = new Sheet();
    sheet.heading(1, coverage.plan() + " " + coverage.version() + ": what can be taken back");
    sheet.paragraph(summary(coverage));
    sheet.heading(2, "Steps");
    sheet.table(
        List.of("step", "effect", "outcome unknown", "way back"),
        coverage.steps().stream()
            .map(s -> List.of(s.path(), s.kind().toString(), unknown(s), s.wayBack()))
            .toList());
    if (!coverage.phases().isEmpty()) {
      sheet.heading(2, "Phases with an onRollback");
      sheet.table(
          List.of("phase", "onRollback"),
          coverage.phases().stream().map(p -> List.of(p.name(), p.undo().toString())).toList());
    }
    if (!coverage.points().isEmpty()) {
      sheet.heading(2, "Points of no return");
      sheet.table(
          List.of("point", "why"),
          coverage.points().stream().map(p -> List.of(p.path(), p.why())).toList());
    }
    if (!coverage.watches().isEmpty()) {
      sheet.heading(2, "Watches");
      sheet.table(
          List.of("watch", "over", "trips", "then", "blind", "then"),
          coverage.watches().stream().map(CoverageSheet::watch).toList());
    }
    if (!coverage.told().isEmpty()) {
      sheet.heading(2, "Who is told");
      sheet.table(
          List.of("moment", "announcements"),
          coverage.told().stream().map(told -> List.of(told.moment(), told.words())).toList());
    }
    sheet.heading(2, "How long it takes at worst");
    sheet.table(
        List.of("from", "to the end", "undo", "what is to be known"),
        coverage.waysBack().stream()
            .map(w -> List.of(w.path(), brief(w.forward()), brief(w.undo()), notes(w)))
            .toList());
    WorstCase all = everything(coverage);
    if (!all.hasLimit()) {
      sheet.heading(2, "What has no limit");
      sheet.paragraph(String.join("; ", all.unlimited()) + ".");
    }
    sheet.heading(2, "How that was added up");
    sheet.paragraph(
        "Each attempt takes its timeout and the grace of "
            + Quantities.show(coverage.grace())
            + ", each probe as well; gates and approvals take their whole time.");
    if (!coverage.watches().isEmpty()) {
      sheet.paragraph(
          "What comes behind the span of a watch waits for its last sample: for two sample timeouts"
              + " and until it is blind.");
    }
    sheet.paragraph(
        "Not counted: how long people think about what a run asks them, pauses, and time in which"
            + " no engine runs.");
    return sheet;
  }

  private static List<String> watch(WatchCoverage watch) {
    return List.of(
        watch.path(),
        watch.span(),
        watch.trips(),
        WatchCoverage.words(watch.onTrip()),
        watch.blind(),
        WatchCoverage.words(watch.onBlind()));
  }

  private static String summary(RollbackCoverage coverage) {
    long verified = coverage.steps().stream().filter(StepCoverage::isVerified).count();
    return Sheet.count(coverage.steps().size(), "step")
        + ": "
        + count(coverage, StepCoverage.Kind.REVERSIBLE)
        + " (undo verified: "
        + verified
        + "), "
        + count(coverage, StepCoverage.Kind.IRREVERSIBLE)
        + ", "
        + count(coverage, StepCoverage.Kind.READ_ONLY)
        + ".";
  }

  private static String count(RollbackCoverage coverage, StepCoverage.Kind kind) {
    return coverage.steps().stream().filter(s -> s.kind() == kind).count() + " " + kind;
  }

  private static String unknown(StepCoverage step) {
    UndoCoverage undo = step.undo();
    return undo == null || undo.whenUnknown() == step.whenUnknown()
        ? step.whenUnknown().toString()
        : step.whenUnknown() + "; of undo: " + undo.whenUnknown();
  }

  private static String brief(WorstCase worst) {
    return worst.hasLimit() ? worst.toString() : "no limit";
  }

  private static String notes(WayBack way) {
    String stays = way.stays().isEmpty() ? "" : "stays: " + String.join(", ", way.stays());
    String behind =
        way.behind().isEmpty() ? "" : "only a person can turn back, behind " + way.behind().get(0);
    return stays + (stays.isEmpty() || behind.isEmpty() ? "" : "; ") + behind;
  }

  private static WorstCase everything(RollbackCoverage coverage) {
    return coverage.waysBack().stream()
        .map(way -> way.forward().beside(way.undo()))
        .reduce(WorstCase.NOTHING, WorstCase::beside);
  }
}
