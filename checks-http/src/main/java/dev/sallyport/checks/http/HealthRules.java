package dev.sallyport.checks.http;

import dev.sallyport.check.Evidence;
import dev.sallyport.check.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Judges what a health check saw; pure.
 *
 * <p>Every target must give every answer right. What a target did wrong is pending, or a fail if
 * the check is strict; what kept us from asking is inconclusive.
 */
final class HealthRules {
  private static final int MAX_TEXT = 2000;

  private HealthRules() {}

  /** One thing wrong with one target. */
  private record Finding(HealthPlan.Target target, boolean measured, Complaint complaint) {
    String sentence() {
      return target + ": " + complaint.seen() + ". " + complaint.wayOut();
    }
  }

  static Verdict judge(HealthPlan plan, HealthSeen seen) {
    Evidence evidence = HealthEvidence.of(plan, seen);
    List<Finding> findings = new ArrayList<>();
    for (HealthSeen.TargetSeen target : seen.targets()) {
      findings.addAll(findings(plan, target));
    }
    if (findings.isEmpty()) {
      return Verdict.pass(
          seen.redactor().line(well(seen) + " well: " + plan.rule(), MAX_TEXT), evidence);
    }
    boolean measured = findings.stream().anyMatch(Finding::measured);
    boolean unmeasured = findings.stream().anyMatch(f -> !f.measured());
    String reason = seen.redactor().line(reason(seen, findings), MAX_TEXT);
    if (measured && plan.strict()) {
      return Verdict.fail(code(findings), reason, evidence);
    }
    return unmeasured
        ? Verdict.inconclusive(Verdict.Cause.ERROR, reason, evidence)
        : Verdict.pending(code(findings), reason, evidence);
  }

  private static String code(List<Finding> findings) {
    return findings.stream()
        .filter(Finding::measured)
        .findFirst()
        .orElse(findings.get(0))
        .complaint()
        .code();
  }

  private static List<Finding> findings(HealthPlan plan, HealthSeen.TargetSeen seen) {
    List<Finding> found = new ArrayList<>();
    List<Complaint> complaints =
        seen.answers().stream().flatMap(a -> plan.complaint(a).stream()).distinct().toList();
    long wrong = seen.answers().stream().filter(a -> plan.complaint(a).isPresent()).count();
    if (!complaints.isEmpty()) {
      Complaint first = complaints.get(0);
      String share = wrong + " of " + seen.answers().size() + " answers wrong; ";
      String text = seen.target().requests() == 1 ? first.seen() : share + first.seen();
      found.add(
          new Finding(seen.target(), true, new Complaint(first.code(), text, first.wayOut())));
    }
    for (Attempt attempt : seen.attempts()) {
      if (attempt instanceof Attempt.Broken broken) {
        Trouble trouble = broken.trouble();
        Complaint complaint =
            new Complaint(
                trouble.code(),
                trouble.code() + " (" + broken.message() + ")",
                "Likely cause: " + trouble.likelyCause() + ".");
        found.add(new Finding(seen.target(), trouble.farSide(), complaint));
      }
    }
    if (found.isEmpty()) {
      seen.target()
          .roster()
          .complaint(seen.answers())
          .ifPresent(complaint -> found.add(new Finding(seen.target(), true, complaint)));
    }
    if (found.isEmpty() && seen.answers().size() < seen.target().requests()) {
      // Nothing asked, nothing proved: an empty list must not read as all well.
      found.add(
          new Finding(
              seen.target(),
              false,
              new Complaint("not-asked", "it was not asked often enough", "Give it more time.")));
    }
    return found;
  }

  private static String reason(HealthSeen seen, List<Finding> findings) {
    long ill = findings.stream().map(Finding::target).distinct().count();
    return (seen.targets().size() - ill)
        + " of "
        + seen.targets().size()
        + " targets well. "
        + findings.stream().map(Finding::sentence).collect(Collectors.joining(" "));
  }

  private static String well(HealthSeen seen) {
    int targets = seen.targets().size();
    int answers = seen.targets().stream().mapToInt(t -> t.answers().size()).sum();
    return targets + (targets == 1 ? " target, " : " targets, ") + answers + " answers, all";
  }
}
