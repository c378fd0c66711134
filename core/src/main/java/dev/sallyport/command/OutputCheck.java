package dev.sallyport.command;

import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Quantities;
import dev.sallyport.check.Reading;
import dev.sallyport.check.Verdict;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * A check on what a command prints, which waits for the rule that its value must keep.
 *
 * <p>Whatever the rule, the check is inconclusive if the command prints nothing, its output cannot
 * be read or is not whole, its exit code is not expected, or it times out. Immutable.
 *
 * @param <T> what the output is read as
 */
public final class OutputCheck<T> {
  private final Command command;
  private final String name;
  private final Parser<T> parser;

  OutputCheck(Command command, String name, Parser<T> parser) {
    this.command = command;
    this.name = Command.text(name, "name");
    this.parser = Objects.requireNonNull(parser, "parser");
  }

  /**
   * Returns the check that waits until the value keeps the rule: until then it is pending.
   *
   * @param rule the rule in words, for example {@code no migration is pending}
   */
  public Check where(String rule, Predicate<? super T> holds) {
    return ruled(rule, holds, false);
  }

  /** Returns the check that fails whenever the value does not keep the rule. */
  public Check staysWhere(String rule, Predicate<? super T> holds) {
    return ruled(rule, holds, true);
  }

  /** Returns the check that waits until the value equals {@code expected}. */
  public Check equalTo(T expected) {
    Objects.requireNonNull(expected, "expected");
    return where("= " + Quantities.show(expected), expected::equals);
  }

  /** Returns the check that fails whenever the value does not equal {@code expected}. */
  public Check staysEqualTo(T expected) {
    Objects.requireNonNull(expected, "expected");
    return staysWhere("= " + Quantities.show(expected), expected::equals);
  }

  /** Returns the check that leaves the judgement of the value to {@code judge}. */
  public Check judged(Judge<? super T> judge) {
    Objects.requireNonNull(judge, "judge");
    return Check.of(name, context -> judge(context, "", judge));
  }

  private Check ruled(String rule, Predicate<? super T> holds, boolean strict) {
    Command.text(rule, "rule");
    Objects.requireNonNull(holds, "holds");
    return Check.of(
        name,
        context ->
            judge(
                context,
                rule,
                (value, evidence) -> {
                  String seen = name + " is " + Quantities.show(value);
                  if (holds.test(value)) {
                    return Verdict.pass(seen + ", as asked: " + rule, evidence);
                  }
                  String reason = seen + ", not as asked: " + rule;
                  return strict
                      ? Verdict.fail("output", reason, evidence)
                      : Verdict.pending("output", reason, evidence);
                }));
  }

  private Verdict judge(CheckContext context, String rule, Judge<? super T> judge)
      throws Exception {
    Reading<T> reading = read(command, parser, context);
    Evidence evidence = reading.evidence().against(rule);
    if (reading instanceof Reading.Value<T> seen) {
      return judge.judge(seen.value(), evidence);
    }
    if (reading instanceof Reading.NoData<T> none) {
      return Verdict.inconclusive(Verdict.Cause.NO_DATA, name + ": " + none.why(), evidence);
    }
    Reading.Failed<T> failed = (Reading.Failed<T>) reading;
    return Verdict.inconclusive(Verdict.Cause.ERROR, name + ": " + failed.problem(), evidence);
  }

  /** Runs the command once and reads its output. */
  static <T> Reading<T> read(Command command, Parser<T> parser, CheckContext context)
      throws InterruptedException {
    Look look = Look.take(command, context);
    CommandResult result = look.result();
    if (result == null) {
      return Reading.error(look.problem(), look.evidence());
    }
    if (!command.spec().expected.contains(result.exitCode())) {
      return Reading.error(
          "exit code "
              + result.exitMeaning()
              + ", expected "
              + ExitCodes.show(command.spec().expected)
              + Explanation.lastLine(result),
          look.evidence());
    }
    return Parsing.read(result, parser, look.evidence());
  }

  /** A judgement of a value that was read. */
  @FunctionalInterface
  public interface Judge<T> {
    /**
     * Judges the value.
     *
     * @param evidence what the verdict is to rest on; it may be added to
     */
    Verdict judge(T value, Evidence evidence) throws Exception;
  }
}
