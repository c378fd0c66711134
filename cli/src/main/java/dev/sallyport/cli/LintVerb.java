package dev.sallyport.cli;

import dev.sallyport.review.Lint;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Command;

@Command(
    name = "lint",
    description = "Say what the plan allows and hardly means; nothing runs.",
    footer = {"", "Exit codes: 0 nothing is found, or all of it is accepted; 2 otherwise."})
final class LintVerb implements Callable<Integer> {
  private final Tool tool;
  private final UnaryOperator<Lint> accepted;

  LintVerb(Tool tool, UnaryOperator<Lint> accepted) {
    this.tool = tool;
    this.accepted = accepted;
  }

  @Override
  public Integer call() {
    Lint lint = accepted.apply(Lint.of(tool.plan()));
    tool.print(tool.root().json ? lint.json() : lint.text());
    return lint.isClean() ? Exit.SUCCEEDED : Exit.FOUND;
  }
}
