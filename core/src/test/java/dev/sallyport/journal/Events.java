package dev.sallyport.journal;

import dev.sallyport.plan.Cover;
import dev.sallyport.plan.PlanDescription;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A few plain events. */
final class Events {
  static final Instant T0 = Instant.parse("2026-11-22T22:15:30.123456Z");

  private Events() {}

  static Event started() {
    return started("run-1", 0);
  }

  static Event started(String runId, int seconds) {
    PlanDescription plan =
        new PlanDescription(
            "billing",
            1,
            List.of(new PlanDescription.Entry("phase", "Data", "first", "")),
            List.of(new Cover("P3-109", "verification", "Data/migrate", "Data are sound", "")));
    return new Event.RunStarted(
        T0.plusSeconds(seconds), runId, plan, Map.of("version", "\"1.2.3\""), "ana");
  }

  static Event attempt(int attempt) {
    return new Event.AttemptStarted(T0.plusSeconds(attempt), "Data/migrate", Work.RUN, attempt);
  }
}
