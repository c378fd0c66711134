package dev.sallyport.check;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Two checks judged together: the worse verdict counts, with the evidence of both. */
record AllOf(Check first, Check second) implements Check {

  @Override
  public String name() {
    return first.name() + " and " + second.name();
  }

  /** Each half on its own: else a half without data would hide that the other one is pending. */
  @Override
  public boolean passesWithoutData() {
    return first.passesWithoutData() && second.passesWithoutData();
  }

  @Override
  public Check noDataPasses(String reason) {
    return new AllOf(first.noDataPasses(reason), second.noDataPasses(reason));
  }

  @Override
  public Verdict judge(CheckContext context) throws Exception {
    Verdict one = judge(first, context);
    Verdict two = judge(second, context);
    Evidence both = join(one.evidence(), two.evidence());
    if (one.severity() == two.severity()) {
      return worseCause(one, two).with(both(one.reason(), "; ", two.reason()), both);
    }
    Verdict worse = one.severity() > two.severity() ? one : two;
    return worse.with(worse.reason(), both);
  }

  /** A half that throws must not keep the other one from failing. */
  private static Verdict judge(Check check, CheckContext context) throws Exception {
    try {
      return check.judge(context);
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      if (Thread.currentThread().isInterrupted()) {
        throw e;
      }
      return Verdict.inconclusive(
          Verdict.Cause.ERROR,
          check.name() + " could not be judged: " + e,
          Evidence.of(check.name(), context.startedAt()));
    }
  }

  private static Verdict worseCause(Verdict one, Verdict two) {
    return one instanceof Verdict.Inconclusive a
            && two instanceof Verdict.Inconclusive b
            && a.cause().compareTo(b.cause()) < 0
        ? two
        : one;
  }

  private static Evidence join(Evidence one, Evidence two) {
    Set<Observation> observed = new LinkedHashSet<>(one.observed());
    observed.addAll(two.observed());
    return new Evidence(
        both(one.asked(), "; ", two.asked()),
        List.copyOf(observed),
        both(one.threshold(), " and ", two.threshold()),
        one.window().compareTo(two.window()) >= 0 ? one.window() : two.window(),
        Math.min(one.samples(), two.samples()),
        one.at().isAfter(two.at()) ? one.at() : two.at());
  }

  /** What both say, once where they say the same: halves of one measurement often do. */
  private static String both(String one, String and, String two) {
    if (one.isEmpty() || two.isEmpty() || one.equals(two)) {
      return one.isEmpty() ? two : one;
    }
    return one + and + two;
  }
}
