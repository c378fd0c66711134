package dev.sallyport.check;

/** A check made of a name and a function. */
record NamedCheck(String name, Check.Judge judge) implements Check {

  @Override
  public Verdict judge(CheckContext context) throws Exception {
    return judge.judge(context);
  }
}
