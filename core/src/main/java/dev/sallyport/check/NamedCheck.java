package dev.sallyport.check;

/** A check made of a name and a function; what the function could not ask is told in its words. */
record NamedCheck(String name, Check.Judge judge) implements Check {

  @Override
  public Verdict judge(CheckContext context) throws Exception {
    try {
      return judge.judge(context);
    } catch (UnansweredException e) {
      return e.verdict(Evidence.of(name, context.startedAt()));
    }
  }
}
