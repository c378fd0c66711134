package dev.sallyport.examples.checklist;

import dev.sallyport.cli.SallyportCli;
import dev.sallyport.journal.Journals;
import dev.sallyport.plan.Plan;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * The command line of a checklist's plan. The system property {@code deployment.settings} names the
 * file that says where everything is, {@code deployment.runs} the folder of its runs; secrets are
 * bound as by any command line of a plan.
 *
 * @param <S> the settings
 * @param <Y> the systems that are at the places of the settings
 */
public final class CommandLine<S, Y extends Closeable> {
  private static final int WRONG_USAGE = 2;

  private final Class<S> settings;
  private final Function<S, Y> systems;
  private final PlanOf<Y> plan;

  /** Makes a plan of its systems, and of where its runs are recorded. */
  @FunctionalInterface
  public interface PlanOf<Y> {
    /** Returns the plan; its secrets are to be bound. */
    Plan of(Y systems, Journals journals);
  }

  /** Returns the command line of a plan. */
  public CommandLine(Class<S> settings, Function<S, Y> systems, PlanOf<Y> plan) {
    this.settings = settings;
    this.systems = systems;
    this.plan = plan;
  }

  /**
   * Does what the arguments say, {@code --help} lists what that may be, and returns the exit code.
   *
   * @throws IOException if the systems cannot be closed
   */
  public int run(String... arguments) throws IOException {
    String file = System.getProperty("deployment.settings");
    String runs = System.getProperty("deployment.runs");
    if (file == null || runs == null) {
      System.err.println(
          "Say by -Ddeployment.settings=FILE where everything is, and by -Ddeployment.runs=FOLDER"
              + " where runs are kept.");
      return WRONG_USAGE;
    }
    S places;
    try {
      places = SettingsFile.read(Path.of(file), settings);
    } catch (IOException | IllegalArgumentException e) {
      System.err.println(e.getMessage());
      return WRONG_USAGE;
    }
    Path folder = Path.of(runs);
    try (Y open = systems.apply(places)) {
      return SallyportCli.of(() -> plan.of(open, Journals.inFolder(folder)))
          .runs(folder)
          .run(arguments);
    }
  }
}
