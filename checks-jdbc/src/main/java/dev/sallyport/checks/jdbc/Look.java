package dev.sallyport.checks.jdbc;

import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Objection;
import dev.sallyport.check.Verdict;
import java.util.List;
import java.util.function.Function;

/** One look of a check: asks, and judges what is seen or that nothing is. */
final class Look {
  private Look() {}

  /** Judges what was seen. */
  interface Rules<S> {
    Verdict judge(Seen<S> seen, Evidence evidence);
  }

  static <S> Verdict at(
      Database database, Question<S> question, CheckContext context, Rules<S> rules)
      throws InterruptedException {
    return at(database, question, context, rules, Refusal::objection);
  }

  static <S> Verdict at(
      Database database,
      Question<S> question,
      CheckContext context,
      Rules<S> rules,
      Function<Refusal, Objection> refused)
      throws InterruptedException {
    String asked = question.asked() + ", of " + database.address();
    try {
      Seen<S> seen = database.see(question, context);
      return rules.judge(seen, Evidence.of(asked, seen.at()).and("", "server", seen.server()));
    } catch (Refusal refusal) {
      Evidence nothing =
          Evidence.of(asked, context.clock().instant())
              .and(database.address(), "refusal", refusal.text());
      return Verdict.of(List.of(refused.apply(refusal)), "", nothing);
    }
  }
}
