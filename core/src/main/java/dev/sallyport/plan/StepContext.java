package dev.sallyport.plan;

import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Sample;
import dev.sallyport.check.Secret;
import java.time.Clock;
import java.time.Duration;

/**
 * What a step's code is given beside its values: the run's facts, the deadline, secrets.
 *
 * <p>Valid during the call only. Safe for use by the threads the step starts.
 */
public interface StepContext {

  /** Returns the run's id. */
  String runId();

  /** Returns the step's path, for example {@code Data/migrate-schema}. */
  String path();

  /** Returns which attempt this is, from 1. */
  int attempt();

  /**
   * Returns the key to hand to systems that refuse duplicates: a hash of run and step, the same for
   * every attempt and for the probe and the undo.
   */
  String idempotencyKey();

  /** Returns the clock of the run. */
  Clock clock();

  /** Returns how long is left before the attempt times out; very long where there is no timeout. */
  Duration remaining();

  /** Returns whether the attempt should end now; its thread is interrupted as well. */
  boolean cancelled();

  /**
   * Returns the context for asking a check or reading a metric as a part of this step, such as a
   * baseline: with the step's clock and secrets, for {@code limit} or what is left if that is
   * shorter.
   */
  default CheckContext sample(Duration limit) {
    Duration left = remaining();
    Secret.Source secrets =
        new Secret.Source() {
          @Override
          public <T> T value(Secret<T> secret) {
            return StepContext.this.secret(secret);
          }
        };
    return Sample.begin(
        clock(), left.compareTo(limit) < 0 ? left : limit, secrets, this::cancelled);
  }

  /**
   * Returns the value of a secret.
   *
   * @throws IllegalStateException if the plan did not declare it or the run did not bind it
   */
  <T> T secret(Secret<T> secret);

  /**
   * Returns a value that the step declared by {@code using}; for probes and undos, whose lambdas
   * are not given them.
   *
   * @throws IllegalStateException if the step did not declare it
   */
  <T> T value(Ref<T> ref);
}
