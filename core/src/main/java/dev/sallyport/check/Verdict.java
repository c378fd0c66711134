package dev.sallyport.check;

import java.util.List;

/**
 * What a check concluded from one sample, with its evidence: one of four, not of two.
 *
 * <p>Immutable.
 */
public sealed interface Verdict {

  /** Returns a sentence that says what was found. */
  String reason();

  /** Returns what the verdict rests on. */
  Evidence evidence();

  /** Returns how bad it is, from 0 for a pass to 3 for a fail. */
  int severity();

  /** Returns this kind of verdict with another reason and other evidence. */
  Verdict with(String reason, Evidence evidence);

  /**
   * Returns one word for the kind: {@code pass}, {@code pending}, {@code fail}, {@code
   * inconclusive}.
   */
  String word();

  /** Returns whether this is a {@link Pass}. */
  default boolean passed() {
    return this instanceof Pass;
  }

  /** Returns a pass. */
  static Pass pass(String reason, Evidence evidence) {
    return new Pass(reason, evidence);
  }

  /**
   * Returns a "not yet".
   *
   * @param code a stable word for the cause, such as {@code slots-uncovered}
   */
  static Pending pending(String code, String reason, Evidence evidence) {
    return new Pending(code, reason, evidence);
  }

  /**
   * Returns a failure.
   *
   * @param code a stable word for the cause, such as {@code slots-uncovered}
   */
  static Fail fail(String code, String reason, Evidence evidence) {
    return new Fail(code, reason, evidence);
  }

  /**
   * Returns the verdict on what the rules of a check object to: a pass if that is nothing, else
   * what the gravest objection says. All of them join the evidence, and the first three of the
   * gravest are spelled out in the reason.
   *
   * @param pass the reason of the pass
   */
  static Verdict of(List<Objection> objections, String pass, Evidence evidence) {
    return Judgement.of(objections, pass, evidence);
  }

  /** Returns that nothing can be said. */
  static Inconclusive inconclusive(Cause cause, String reason, Evidence evidence) {
    return new Inconclusive(cause, reason, evidence);
  }

  /** What was asked for holds. */
  record Pass(String reason, Evidence evidence) implements Verdict {
    @Override
    public int severity() {
      return 0;
    }

    @Override
    public String word() {
      return "pass";
    }

    @Override
    public Pass with(String newReason, Evidence newEvidence) {
      return new Pass(newReason, newEvidence);
    }
  }

  /** It does not hold yet; waiting may help. */
  record Pending(String code, String reason, Evidence evidence) implements Verdict {
    @Override
    public int severity() {
      return 1;
    }

    @Override
    public String word() {
      return "pending";
    }

    @Override
    public Pending with(String newReason, Evidence newEvidence) {
      return new Pending(code, newReason, newEvidence);
    }
  }

  /** It does not hold, and waiting will not help. */
  record Fail(String code, String reason, Evidence evidence) implements Verdict {
    @Override
    public int severity() {
      return 3;
    }

    @Override
    public String word() {
      return "fail";
    }

    @Override
    public Fail with(String newReason, Evidence newEvidence) {
      return new Fail(code, newReason, newEvidence);
    }
  }

  /** It cannot be judged; this never turns into a pass by waiting or counting. */
  record Inconclusive(Cause cause, String reason, Evidence evidence) implements Verdict {
    @Override
    public int severity() {
      return 2;
    }

    @Override
    public String word() {
      return "inconclusive";
    }

    @Override
    public Inconclusive with(String newReason, Evidence newEvidence) {
      return new Inconclusive(cause, newReason, newEvidence);
    }
  }

  /** Why a verdict is inconclusive. */
  enum Cause {
    /** There was nothing to judge: an empty set, no series, not a number. */
    NO_DATA,
    /** There was something, but too little for the confidence asked for. */
    TOO_FEW_SAMPLES,
    /** What was seen contradicts itself, or was taken across a restart. */
    AMBIGUOUS,
    /** The system could not be read: the check threw, or its time ran out. */
    ERROR
  }
}
