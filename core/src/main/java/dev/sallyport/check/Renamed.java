package dev.sallyport.check;

/** A check under another name. */
record Renamed(String name, Check check) implements Check {

  @Override
  public Verdict judge(CheckContext context) throws Exception {
    return check.judge(context);
  }

  /** What the check itself makes of it: it may be made of several. */
  @Override
  public boolean passesWithoutData() {
    return check.passesWithoutData();
  }

  @Override
  public Check noDataPasses(String reason) {
    return new Renamed(name, check.noDataPasses(reason));
  }
}
