package dev.sallyport.examples.analytics;

import dev.sallyport.examples.checklist.CommandLine;
import java.io.IOException;

/** The analytics platform's deployment from the command line; see {@link CommandLine}. */
public final class AnalyticsDeployment {
  private AnalyticsDeployment() {}

  /** Does what the arguments say, and exits with what came of it. */
  public static void main(String[] arguments) throws IOException {
    System.exit(
        new CommandLine<>(AnalyticsSettings.class, AnalyticsSystems::of, AnalyticsPlan::of)
            .run(arguments));
  }
}
