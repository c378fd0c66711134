package dev.sallyport.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Turns objections into a verdict: the worst level decides, every one stands in the evidence. */
final class Judgement {
  private static final int SPELLED_OUT = 3;

  private Judgement() {}

  static Verdict of(List<Objection> objections, String pass, Evidence evidence) {
    if (objections.isEmpty()) {
      return Verdict.pass(pass, evidence);
    }
    Evidence whole = evidence.observing(withObjections(evidence.observed(), objections));
    Objection.Level worst =
        objections.stream().map(Objection::level).max(Comparator.naturalOrder()).orElseThrow();
    List<Objection> deciding = objections.stream().filter(o -> o.level() == worst).toList();
    Objection first = deciding.get(0);
    String reason = reason(deciding, objections.size() - deciding.size());
    return switch (worst) {
      case FAIL -> Verdict.fail(first.code(), reason, whole);
      case UNKNOWN -> Verdict.inconclusive(first.cause(), reason, whole);
      case PENDING -> Verdict.pending(first.code(), reason, whole);
    };
  }

  private static String reason(List<Objection> deciding, int lesser) {
    String texts =
        deciding.stream().map(Objection::text).limit(SPELLED_OUT).collect(Collectors.joining("; "));
    int left = deciding.size() - SPELLED_OUT;
    String more = left > 0 ? "; and " + left + " more" : "";
    String other = lesser > 0 ? " Less grave findings: " + lesser + "; see the evidence." : "";
    return texts + more + ". " + deciding.get(0).wayOut() + other;
  }

  private static List<Observation> withObjections(
      List<Observation> rows, List<Objection> objections) {
    List<Observation> all = new ArrayList<>(rows);
    objections.forEach(
        o -> all.add(Observation.of(o.subject(), "finding", o.code() + ": " + o.text())));
    return all;
  }
}
