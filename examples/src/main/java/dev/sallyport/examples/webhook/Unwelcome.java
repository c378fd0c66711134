package dev.sallyport.examples.webhook;

import dev.sallyport.check.Check;
import dev.sallyport.check.Verdict;

/** Makes a check strict that waits for what it has not got: in a watch, "not yet" is too late. */
final class Unwelcome {
  private Unwelcome() {}

  /** Returns the check with a pending verdict being a failure. */
  static Check pending(Check check) {
    return Check.of(
        check.name() + " strict",
        context -> {
          Verdict verdict = check.judge(context);
          return verdict instanceof Verdict.Pending no
              ? Verdict.fail(no.code(), no.reason(), no.evidence())
              : verdict;
        });
  }
}
