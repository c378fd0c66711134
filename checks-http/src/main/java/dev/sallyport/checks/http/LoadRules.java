package dev.sallyport.checks.http;

import dev.sallyport.check.Evidence;
import dev.sallyport.check.Percent;
import dev.sallyport.check.Quantities;
import dev.sallyport.check.Threshold;
import dev.sallyport.check.Verdict;
import java.util.Comparator;
import java.util.Map;

/**
 * Judges a load by counting; pure.
 *
 * <p>For a quantile the requests slower than the limit are counted against the share the quantile
 * leaves, for an error rate the failed ones against the limit itself.
 */
final class LoadRules {
  /** Below this share of the load asked for, what was shown does not hold for that load. */
  private static final double ENOUGH_LOAD = 0.95;

  private LoadRules() {}

  /**
   * One question to a load.
   *
   * @param name of the metric
   * @param what was counted, in words: {@code slower than 300 ms, or failed}
   * @param bound the share that must not be reached
   * @param counted how many there are
   */
  record Question<Q extends Comparable<? super Q>>(
      String name,
      Threshold<Q> threshold,
      String what,
      double bound,
      Exceedances counted,
      Confidence confidence) {
    long allowed() {
      return Counting.allowed(counted.samples(), bound, confidence.alpha());
    }
  }

  static <Q extends Comparable<? super Q>> Verdict judge(
      Question<Q> question, LoadSeen seen, Evidence evidence) {
    if (seen.known() == 0) {
      return nothing(question, seen, evidence);
    }
    Exceedances counted = question.counted();
    return switch (Counting.judge(counted, question.bound(), question.confidence().alpha())) {
      case BELOW ->
          enoughLoad(seen)
              ? Verdict.pass(found(question), evidence)
              : Verdict.inconclusive(Verdict.Cause.AMBIGUOUS, lessLoad(question, seen), evidence);
      case ABOVE ->
          question
              .threshold()
              .breach("threshold-breached", found(question) + ". " + likely(seen), evidence);
      case OPEN ->
          Verdict.inconclusive(Verdict.Cause.TOO_FEW_SAMPLES, open(question, seen), evidence);
    };
  }

  private static boolean enoughLoad(LoadSeen seen) {
    return seen.achieved().perSecond() >= ENOUGH_LOAD * seen.offered().perSecond();
  }

  private static <Q extends Comparable<? super Q>> Verdict nothing(
      Question<Q> question, LoadSeen seen, Evidence evidence) {
    if (seen.unmeasured() == 0) {
      return Verdict.inconclusive(
          Verdict.Cause.NO_DATA,
          question.name() + " has no data: no request was due. Make the load longer or faster.",
          evidence);
    }
    return Verdict.inconclusive(
        Verdict.Cause.ERROR,
        question.name()
            + " could not be measured: none of "
            + seen.due()
            + " requests has a known end ("
            + counts(seen.unknown())
            + "). "
            + likely(seen),
        evidence);
  }

  private static String found(Question<?> question) {
    Exceedances counted = question.counted();
    return question.name()
        + " "
        + question.threshold()
        + " at "
        + question.confidence()
        + ": "
        + many(counted)
        + " of "
        + counted.samples()
        + " requests "
        + question.what()
        + "; it passes with up to "
        + Math.max(0, question.allowed());
  }

  private static String many(Exceedances counted) {
    return counted.certain() == counted.possible()
        ? Long.toString(counted.certain())
        : counted.certain() + " to " + counted.possible();
  }

  private static String lessLoad(Question<?> question, LoadSeen seen) {
    return found(question)
        + ". But only "
        + seen.achieved()
        + " of "
        + seen.offered()
        + " were sent, so it is not shown for that load. Likely cause: the service held back "
        + seen.maxInFlight()
        + " requests at once, or this machine is too busy (longest start delay "
        + Quantities.show(seen.maxStartDelay())
        + "). Ask a lower rate, or allow more in flight.";
  }

  private static String open(Question<?> question, LoadSeen seen) {
    Exceedances counted = question.counted();
    long allowed = question.allowed();
    String limit =
        allowed < 0
            ? "so few requests cannot pass even without one"
            : "it passes with up to " + allowed;
    String unknown =
        seen.unmeasured() + seen.resent() == 0
            ? ""
            : " Unknown: "
                + counts(seen.unknown())
                + (seen.resent() == 0 ? "" : " resent=" + seen.resent())
                + ".";
    return question.name()
        + " "
        + question.threshold()
        + " cannot be told at "
        + question.confidence()
        + ": "
        + many(counted)
        + " of "
        + counted.samples()
        + " requests "
        + question.what()
        + "; "
        + limit
        + "."
        + unknown
        + " Measure longer ("
        + Counting.samplesNeeded(
            counted.possible(), question.bound(), question.confidence().alpha())
        + " requests would do if no more went wrong), or ask a looser limit.";
  }

  private static String likely(LoadSeen seen) {
    Map<String, Long> counts = seen.failures().isEmpty() ? seen.unknown() : seen.failures();
    return counts.entrySet().stream()
            .max(Comparator.comparingLong(Map.Entry::getValue))
            .map(most -> "Most often: " + most.getKey() + " (" + most.getValue() + "). ")
            .orElse("")
        + "Look at the blocks in the evidence: one slow spell, or slow throughout?";
  }

  private static String counts(Map<String, Long> counts) {
    return counts.isEmpty() ? "none" : counts.toString().replaceAll("[{}]", "");
  }

  /**
   * Refuses a plan that can never pass.
   *
   * @throws IllegalArgumentException saying how many requests it takes
   */
  static void checkReachable(String name, LoadPlan plan, double bound, Confidence confidence) {
    long needed = Counting.samplesNeeded(0, bound, confidence.alpha());
    if (plan.expectedRequests() < needed) {
      throw new IllegalArgumentException(
          name
              + " can never pass at "
              + confidence
              + ": to show at most "
              + Percent.of(100 * bound)
              + " takes "
              + (needed == Long.MAX_VALUE
                  ? "more requests than there are"
                  : needed + " requests without one exception")
              + ", but the load has "
              + plan.expectedRequests()
              + ". Make it longer or faster, or ask a looser limit.");
    }
  }

  /** Refuses a lower limit, of which counting says nothing. */
  static void checkUpper(String name, Threshold<?> threshold) {
    if (threshold.relation() != Threshold.Relation.BELOW
        && threshold.relation() != Threshold.Relation.AT_MOST) {
      throw new IllegalArgumentException(
          name
              + " is judged by counting what is too much; it takes below or atMost, not "
              + threshold);
    }
  }
}
