package dev.sallyport.cli;

import dev.sallyport.plan.InvalidPlanException;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Says what went wrong in one message, and which exit code that is. */
record Problems(Tool tool) implements IParameterExceptionHandler, IExecutionExceptionHandler {

  @Override
  public int handleParseException(CommandLine.ParameterException problem, String[] args) {
    PrintStream err = tool.around().err();
    err.println(problem.getMessage());
    err.println("Try: " + problem.getCommandLine().getCommandSpec().qualifiedName() + " --help");
    err.flush();
    return Exit.USAGE;
  }

  @Override
  public int handleExecutionException(
      Exception problem, CommandLine commandLine, @Nullable ParseResult result) {
    if (problem instanceof CommandLine.ParameterException usage) {
      return handleParseException(usage, new String[0]);
    }
    PrintStream err = tool.around().err();
    boolean expected = problem instanceof UsageProblem || problem instanceof InvalidPlanException;
    if (expected) {
      err.println(problem.getMessage());
    } else {
      String message = problem.getMessage();
      err.println(message == null || message.isBlank() ? problem.toString() : message);
    }
    if (tool.root().verbose) {
      problem.printStackTrace(err);
    } else if (!expected) {
      err.println("With --verbose it shows " + problem.getClass().getName() + " and where.");
    }
    err.flush();
    return expected ? Exit.USAGE : Exit.UNEXPECTED;
  }
}
