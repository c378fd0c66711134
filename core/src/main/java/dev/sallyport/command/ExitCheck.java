package dev.sallyport.command;

import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Verdict;
import java.util.Collections;
import java.util.Set;

/**
 * A check that judges a command by its exit code alone; {@link #output} judges what it prints.
 *
 * <p>The codes of {@link Command#expecting} pass, by default 0. Of the others, those of {@link
 * #failingOn} fail, by default none, and those of {@link #pendingOn} are pending, by default 1, as
 * {@code test}, {@code grep} and {@code diff} mean it. Any other code, a signal or a timeout says
 * that the command could not answer: inconclusive. Immutable.
 */
public final class ExitCheck implements Check {
  private final Command command;
  private final String name;
  private final Set<Integer> pending;
  private final Set<Integer> failing;

  ExitCheck(Command command, String name, Set<Integer> pending, Set<Integer> failing) {
    if (!Collections.disjoint(pending, failing)) {
      throw new IllegalArgumentException(
          "An exit code is to be both pending ("
              + ExitCodes.show(pending)
              + ") and failing ("
              + ExitCodes.show(failing)
              + "). Name each once.");
    }
    this.command = command;
    this.name = Command.text(name, "name");
    this.pending = pending;
    this.failing = failing;
  }

  /**
   * Returns this check with these exit codes for "not yet" in place of those it has.
   *
   * @param codes none for: no code means that waiting helps
   * @throws IllegalArgumentException if one of them is among those that fail
   */
  public ExitCheck pendingOn(int... codes) {
    return new ExitCheck(command, name, ExitCodes.set(codes), failing);
  }

  /**
   * Returns this check with these exit codes for "no, and waiting will not help" in place of those
   * it has.
   *
   * @throws IllegalArgumentException if one of them is pending, as 1 is unless {@link #pendingOn}
   *     says otherwise
   */
  public ExitCheck failingOn(int... codes) {
    return new ExitCheck(command, name, pending, ExitCodes.set(codes));
  }

  /**
   * Returns the check of what the command prints, for which every exit code but the expected ones
   * is inconclusive.
   *
   * @param <T> what the output is read as
   */
  public <T> OutputCheck<T> output(Parser<T> parser) {
    return new OutputCheck<>(command, name, parser);
  }

  @Override
  public String name() {
    return name;
  }

  /**
   * Runs the command once and judges its exit code.
   *
   * @throws InterruptedException if this thread was interrupted, which stays set; the command was
   *     killed
   */
  @Override
  public Verdict judge(CheckContext context) throws InterruptedException {
    Look look = Look.take(command, context);
    Evidence evidence =
        look.evidence().against("exit code " + ExitCodes.show(command.spec().expected));
    if (look.result() == null) {
      return Verdict.inconclusive(Verdict.Cause.ERROR, look.problem(), evidence);
    }
    int code = look.result().exitCode();
    String reason = name + ": exit code " + look.result().exitMeaning();
    if (command.spec().expected.contains(code)) {
      return Verdict.pass(reason, evidence);
    }
    if (failing.contains(code)) {
      return Verdict.fail("exit-code", reason + Explanation.lastLine(look.result()), evidence);
    }
    if (pending.contains(code)) {
      return Verdict.pending("exit-code", reason + Explanation.lastLine(look.result()), evidence);
    }
    return Verdict.inconclusive(
        Verdict.Cause.ERROR,
        reason + ", which answers nothing" + Explanation.lastLine(look.result()),
        evidence);
  }
}
