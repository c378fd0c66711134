package dev.sallyport.engine;

import dev.sallyport.check.Evidence;
import dev.sallyport.check.Observation;
import dev.sallyport.check.Verdict;
import dev.sallyport.journal.Failure;
import java.util.List;

/** Masks the values of secrets in whatever is about to be recorded. Immutable. */
final class Redactor {
  private final dev.sallyport.check.Redactor texts;
  private final boolean idle;

  Redactor(List<String> secrets) {
    this.texts = dev.sallyport.check.Redactor.of(secrets);
    this.idle = secrets.isEmpty();
  }

  String clean(String text) {
    return texts.clean(text);
  }

  boolean finds(String text) {
    return texts.finds(text);
  }

  Failure clean(Failure failure) {
    return idle
        ? failure
        : new Failure(
            failure.type(),
            clean(failure.message()),
            failure.causes().stream().map(this::clean).toList());
  }

  Verdict clean(Verdict verdict) {
    return idle ? verdict : verdict.with(clean(verdict.reason()), clean(verdict.evidence()));
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
