package dev.sallyport.examples.analytics;

import dev.sallyport.plan.StepContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The migrations run on a restored backup: there, back, and there again. Immutable.
 *
 * @param uri the database
 * @param file the backup
 * @param took how long the way there took
 * @param back what the way back has taken back
 * @param cleanBack whether nothing of the backup was lost by the way back
 */
public record Rehearsal(
    String uri, String file, Duration took, List<String> back, boolean cleanBack) {

  /** Runs them; a migration that fails is the failure of the command. */
  static Rehearsal of(AnalyticsSystems on, Restored restored, StepContext context)
      throws Exception {
    Manage manage = new Manage(on);
    Instant begin = context.clock().instant();
    manage.at(restored.uri(), "migrate", "--plan3").run(context);
    Duration took = Duration.between(begin, context.clock().instant());
    List<String> back =
        manage
            .asking(restored.uri(), "migrate", "--plan3", "--rollback")
            .run(context, Manage.ROLLED_BACK)
            .rolledBack();
    boolean clean = manage.compared(restored.uri(), restored.file(), context).ok();
    manage.at(restored.uri(), "migrate", "--plan3").run(context);
    return new Rehearsal(restored.uri(), restored.file(), took, back, clean);
  }
}
