package dev.sallyport.checks.k8s;

import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Secret;
import dev.sallyport.plan.StepContext;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * On whose behalf the server is asked: how long there is, and where secrets come from.
 *
 * @param remaining how long the sample or the attempt still has
 */
record Call(Supplier<Duration> remaining, Function<Secret<String>, String> secrets) {
  static Call of(CheckContext context) {
    return new Call(context::remaining, context::secret);
  }

  static Call of(StepContext context) {
    return new Call(context::remaining, context::secret);
  }

  /** Returns how long one request may take. */
  Duration atMost(Duration limit) {
    Duration left = remaining.get();
    return left.compareTo(limit) < 0 ? left : limit;
  }
}
