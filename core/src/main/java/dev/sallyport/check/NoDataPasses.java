package dev.sallyport.check;

/** A check for which the absence of data is a pass, by its author's word and with a reason. */
record NoDataPasses(Check check, String why) implements Check {

  @Override
  public String name() {
    return check.name();
  }

  @Override
  public boolean passesWithoutData() {
    return true;
  }

  @Override
  public Verdict judge(CheckContext context) throws Exception {
    Verdict verdict = check.judge(context);
    if (verdict instanceof Verdict.Inconclusive none && none.cause() == Verdict.Cause.NO_DATA) {
      return Verdict.pass(none.reason() + "; taken as a pass: " + why, none.evidence());
    }
    return verdict;
  }
}
