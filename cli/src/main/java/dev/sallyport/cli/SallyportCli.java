package dev.sallyport.cli;

import dev.sallyport.plan.Plan;
import dev.sallyport.review.Lint;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * A command line for a plan: shows and reviews it, runs it, resumes and reports its runs.
 *
 * <pre>{@code
 * public static void main(String[] args) {
 *   System.exit(SallyportCli.of(MyPlan::plan).run(args));
 * }
 * }</pre>
 *
 * <p>Exit codes: 0 succeeded, 10 rolled back, 11 partly rolled back, 12 stopped or suspended, 2
 * wrong usage, an invalid plan or findings of lint, 3 plan and checklist have drifted apart, 1
 * anything unexpected. Immutable.
 */
public final class SallyportCli {
  private final Supplier<Plan> plan;
  private final @Nullable String command;
  private final @Nullable Path runs;
  private final UnaryOperator<Lint> accepted;
  private final Surroundings around;

  private SallyportCli(
      Supplier<Plan> plan,
      @Nullable String command,
      @Nullable Path runs,
      UnaryOperator<Lint> accepted,
      Surroundings around) {
    this.plan = plan;
    this.command = command;
    this.runs = runs;
    this.accepted = accepted;
    this.around = around;
  }

  /**
   * Returns a command line for the plan that {@code plan} makes; it is asked when a verb needs it.
   */
  public static SallyportCli of(Supplier<Plan> plan) {
    Objects.requireNonNull(plan, "plan");
    return new SallyportCli(plan, null, null, lint -> lint, Surroundings.ofProcess());
  }

  /** Returns a command line for a plan. */
  public static SallyportCli of(Plan plan) {
    Objects.requireNonNull(plan, "plan");
    return of(() -> plan);
  }

  /**
   * Returns this command line, called {@code words} wherever it tells what to type; by default what
   * this Java process was started with.
   */
  public SallyportCli command(String words) {
    Objects.requireNonNull(words, "words");
    return new SallyportCli(plan, words, runs, accepted, around);
  }

  /**
   * Returns this command line, keeping runs there unless {@code --runs} says otherwise; by default
   * in the user's state folder.
   */
  public SallyportCli runs(Path folder) {
    Objects.requireNonNull(folder, "folder");
    return new SallyportCli(plan, command, folder, accepted, around);
  }

  /**
   * Returns this command line, its verb {@code lint} taking one finding as accepted; see {@link
   * Lint#accepting}, which it is handed to.
   */
  public SallyportCli accepting(String code, String path, String reason) {
    UnaryOperator<Lint> more = lint -> accepted.apply(lint).accepting(code, path, reason);
    return new SallyportCli(plan, command, runs, more, around);
  }

  /** Runs a command line without a plan, which can do one thing: import a checklist. */
  public static void main(String[] args) {
    SallyportCli cli =
        of(
            () -> {
              throw new UsageProblem(
                  "There is no plan here yet. Make one from a checklist by 'import CHECKLIST.md', or"
                      + " give a main class of your own a SallyportCli.of(MyPlan::plan).");
            });
    System.exit(cli.run(args));
  }

  SallyportCli in(Surroundings other) {
    return new SallyportCli(plan, command, runs, accepted, other);
  }

  /** Does what the arguments say, and returns the exit code; never ends the process itself. */
  public int run(String... args) {
    // Without a logging library SLF4J says so on stderr; that is the plan's choice, not a warning.
    if (System.getProperty("slf4j.internal.verbosity") == null) {
      System.setProperty("slf4j.internal.verbosity", "ERROR");
    }
    Root root = new Root();
    String name = command != null ? command : CommandName.ofProcess();
    Tool tool = new Tool(plan, around, root, name, runs);
    CommandLine line =
        new CommandLine(root)
            .setCommandName(name)
            .addSubcommand(new PlanVerb(tool))
            .addSubcommand(new CoverageVerb(tool))
            .addSubcommand(new LintVerb(tool, accepted))
            .addSubcommand(new ChecklistVerb(tool))
            .addSubcommand(new ImportVerb(tool))
            .addSubcommand(new RunVerb(tool))
            .addSubcommand(new ResumeVerb(tool))
            .addSubcommand(new RunsVerb(tool))
            .addSubcommand(new StatusVerb(tool))
            .addSubcommand(new ReportVerb(tool));
    PeopleVerbs.all(tool).forEach(line::addSubcommand);
    return line.setOut(tool.writer(around.out()))
        .setErr(tool.writer(around.err()))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(new Problems(tool))
        .setExecutionExceptionHandler(new Problems(tool))
        .execute(args);
  }
}
