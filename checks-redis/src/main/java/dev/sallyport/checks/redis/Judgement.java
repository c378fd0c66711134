package dev.sallyport.checks.redis;

import dev.sallyport.check.Evidence;
import dev.sallyport.check.Observation;
import dev.sallyport.check.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Turns findings into a verdict: the worst level decides, every finding stands in the evidence. */
final class Judgement {
  private static final int SPELLED_OUT = 3;

  private Judgement() {}

  /**
   * Returns the verdict on {@code findings}.
   *
   * @param pass the reason of the pass, if there is no finding
   */
  static Verdict of(List<Finding> findings, String pass, Evidence evidence) {
    if (findings.isEmpty()) {
      return Verdict.pass(pass, evidence);
    }
    Evidence whole = evidence.observing(withFindings(evidence.observed(), findings));
    Finding.Level worst =
        findings.stream().map(Finding::level).max(Comparator.naturalOrder()).orElseThrow();
    List<Finding> deciding = findings.stream().filter(f -> f.level() == worst).toList();
    Finding first = deciding.get(0);
    String reason = reason(deciding, findings.size() - deciding.size());
    return switch (worst) {
      case FAIL -> Verdict.fail(first.code(), reason, whole);
      case UNKNOWN -> Verdict.inconclusive(first.cause(), reason, whole);
      case PENDING -> Verdict.pending(first.code(), reason, whole);
    };
  }

  private static String reason(List<Finding> deciding, int lesser) {
    String texts =
        deciding.stream().map(Finding::text).limit(SPELLED_OUT).collect(Collectors.joining("; "));
    int left = deciding.size() - SPELLED_OUT;
    String more = left > 0 ? "; and " + left + " more" : "";
    String other = lesser > 0 ? " Less grave findings: " + lesser + "; see the evidence." : "";
    return texts + more + ". " + deciding.get(0).wayOut() + other;
  }

  private static List<Observation> withFindings(List<Observation> rows, List<Finding> findings) {
    List<Observation> all = new ArrayList<>(rows);
    findings.forEach(
        f -> all.add(Observation.of(f.subject(), "finding", f.code() + ": " + f.text())));
    return all;
  }
}
