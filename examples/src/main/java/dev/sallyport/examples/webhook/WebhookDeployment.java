package dev.sallyport.examples.webhook;

import dev.sallyport.examples.checklist.CommandLine;
import java.io.IOException;

/** The webhook service's deployment from the command line; see {@link CommandLine}. */
public final class WebhookDeployment {
  private WebhookDeployment() {}

  /** Does what the arguments say, and exits with what came of it. */
  public static void main(String[] arguments) throws IOException {
    System.exit(
        new CommandLine<>(WebhookSettings.class, WebhookSystems::of, WebhookPlan::of)
            .run(arguments));
  }
}
