package dev.sallyport.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** What all verbs have in common; each of its options may stand before the verb or after it. */
@Command(
    mixinStandardHelpOptions = false,
    description = "Shows, runs, resumes and reports a deployment plan.",
    synopsisSubcommandLabel = "VERB",
    footer = {
      "",
      "Exit codes: 0 succeeded, 10 rolled back, 11 partly rolled back,",
      "12 stopped or suspended, 2 wrong usage, an invalid plan or findings of lint,",
      "3 plan and checklist have drifted apart, 1 anything unexpected."
    })
final class Root implements Runnable {
  @Spec @Nullable CommandSpec spec;

  @Option(
      names = "--runs",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description = "Where the journals of runs are kept.")
  @Nullable Path runs;

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "Write JSON to the standard output, one object a line while a run goes on.")
  boolean json;

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Show the stack trace of an error.")
  boolean verbose;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  boolean help;

  @Override
  public void run() {
    if (spec != null) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          "A verb is missing. It is one of "
              + String.join(", ", spec.subcommands().keySet())
              + ".");
    }
  }
}
