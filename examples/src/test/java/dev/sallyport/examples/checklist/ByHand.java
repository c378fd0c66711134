package dev.sallyport.examples.checklist;

import dev.sallyport.check.Secret;
import dev.sallyport.plan.Ref;
import dev.sallyport.plan.StepContext;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** The context of a test that does by hand what a step does: it has these secrets. */
public record ByHand(Secret.Source secrets) implements StepContext {
  /** Returns the context that has these secrets. */
  public static ByHand knowing(Map<Secret<String>, String> secrets) {
    return new ByHand(Secret.Source.of(Map.copyOf(secrets)));
  }

  @Override
  public String runId() {
    return "by-hand";
  }

  @Override
  public String path() {
    return "by/hand";
  }

  @Override
  public int attempt() {
    return 1;
  }

  @Override
  public String idempotencyKey() {
    return "by-hand";
  }

  @Override
  public Clock clock() {
    return Clock.systemUTC();
  }

  @Override
  public Duration remaining() {
    return Duration.ofMinutes(1);
  }

  @Override
  public boolean cancelled() {
    return false;
  }

  @Override
  public <T> T secret(Secret<T> secret) {
    return secrets.value(secret);
  }

  @Override
  public <T> T value(Ref<T> ref) {
    throw new IllegalStateException("Nothing was declared by hand");
  }
}
