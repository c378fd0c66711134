package dev.sallyport.checks.celery;

import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Verdict;

/** Asks the broker for a check, and says what kept it from asking. */
final class Asked {
  private Asked() {}

  /** What a check does once it may ask. */
  @FunctionalInterface
  interface Question {
    Verdict judge(Evidence evidence) throws Exception;
  }

  static Verdict of(Broker broker, String what, CheckContext context, Question question)
      throws Exception {
    Evidence evidence = Evidence.of(broker.asked() + ": " + what, context.clock().instant());
    try {
      return question.judge(evidence);
    } catch (BrokerException e) {
      return unreachable(e, evidence);
    }
  }

  static Verdict unreachable(BrokerException e, Evidence evidence) {
    return Verdict.inconclusive(
        Verdict.Cause.ERROR,
        e.getMessage()
            + ". Look at the address, the credentials, TLS, and whether the broker runs.",
        evidence);
  }
}
