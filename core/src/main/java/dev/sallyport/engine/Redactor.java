package dev.sallyport.engine;

import dev.sallyport.check.Evidence;
import dev.sallyport.check.Observation;
import dev.sallyport.check.Verdict;
import dev.sallyport.journal.Failure;
import java.util.ArrayList;
import java.util.List;

/** Masks the values of secrets in whatever is about to be recorded. Immutable. */
final class Redactor {
  static final String MASK = "***";

  private final List<String> secrets;

  Redactor(List<String> secrets) {
    List<String> longestFirst = new ArrayList<>(secrets);
    longestFirst.sort((a, b) -> b.length() - a.length());
    this.secrets = List.copyOf(longestFirst);
  }

  String clean(String text) {
    String clean = text;
    for (String secret : secrets) {
      clean = clean.replace(secret, MASK);
    }
    return clean;
  }

  boolean finds(String text) {
    for (String secret : secrets) {
      if (text.contains(secret)) {
        return true;
      }
    }
    return false;
  }

  Failure clean(Failure failure) {
    return secrets.isEmpty()
        ? failure
        : new Failure(
            failure.type(),
            clean(failure.message()),
            failure.causes().stream().map(this::clean).toList());
  }

  Verdict clean(Verdict verdict) {
    return secrets.isEmpty()
        ? verdict
        : verdict.with(clean(verdict.reason()), clean(verdict.evidence()));
  }

  private Evidence clean(Evidence evidence) {
    return new Evidence(
        clean(evidence.asked()),
        evidence.observed().stream().map(this::clean).toList(),
        clean(evidence.threshold()),
        evidence.window(),
        evidence.samples(),
        evidence.at());
  }

  private Observation clean(Observation fact) {
    return new Observation(
        clean(fact.subject()), clean(fact.name()), clean(fact.value()), fact.unit());
  }
}
