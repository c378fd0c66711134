package dev.sallyport.command;

import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Sample;
import dev.sallyport.check.Secret;
import dev.sallyport.plan.Ref;
import dev.sallyport.plan.StepContext;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** Contexts for commands run by hand. */
final class Contexts {
  private Contexts() {}

  static StepContext step() {
    return step(Map.of());
  }

  static StepContext step(Map<Secret<?>, ?> secrets) {
    return new Step(Secret.Source.of(secrets));
  }

  static CheckContext check() {
    return check(Map.of());
  }

  static CheckContext check(Map<Secret<?>, ?> secrets) {
    return Sample.begin(
        Clock.systemUTC(), Duration.ofSeconds(20), Secret.Source.of(secrets), () -> false);
  }

  private record Step(Secret.Source secrets) implements StepContext {
    @Override
    public String runId() {
      return "run-1";
    }

    @Override
    public String path() {
      return "Data/migrate";
    }

    @Override
    public int attempt() {
      return 1;
    }

    @Override
    public String idempotencyKey() {
      return "key";
    }

    @Override
    public Clock clock() {
      return Clock.systemUTC();
    }

    @Override
    public Duration remaining() {
      return Duration.ofSeconds(Long.MAX_VALUE);
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
      throw new IllegalStateException("no value is declared");
    }
  }
}
