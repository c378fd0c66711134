package dev.sallyport.checks.http;

import dev.sallyport.check.Redactor;
import java.time.Instant;
import java.util.List;

/**
 * What a health check saw, of every target it was to ask.
 *
 * @param targets in the order they were named
 * @param redactor takes the secrets that were sent out of what is shown
 * @param at when the last answer was taken
 */
record HealthSeen(List<TargetSeen> targets, Redactor redactor, Instant at) {

  HealthSeen {
    targets = List.copyOf(targets);
  }

  /** What became of the requests to one target. */
  record TargetSeen(HealthPlan.Target target, List<Attempt> attempts) {
    TargetSeen {
      attempts = List.copyOf(attempts);
    }

    List<Answer> answers() {
      return attempts.stream()
          .filter(Attempt.Answered.class::isInstance)
          .map(a -> ((Attempt.Answered) a).answer())
          .toList();
    }
  }
}
