package dev.sallyport.channels;

import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Secret;
import dev.sallyport.testkit.ManualClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** A context in virtual time: pauses move its clock, and are remembered. */
final class FakeContext implements CheckContext {
  private final ManualClock clock;
  private final Instant begun;
  private final Instant deadline;
  private final Map<Secret<?>, Object> secrets = new HashMap<>();
  private final List<Duration> pauses = new ArrayList<>();

  private FakeContext(ManualClock clock, Duration limit) {
    this.clock = clock;
    this.begun = clock.instant();
    this.deadline = begun.plus(limit);
  }

  static FakeContext with(Duration limit) {
    return new FakeContext(ManualClock.create(), limit);
  }

  static FakeContext by(ManualClock clock, Duration limit) {
    return new FakeContext(clock, limit);
  }

  <T> FakeContext knowing(Secret<T> secret, T value) {
    secrets.put(secret, value);
    return this;
  }

  synchronized List<Duration> pauses() {
    return List.copyOf(pauses);
  }

  @Override
  public Instant startedAt() {
    return begun;
  }

  @Override
  public Clock clock() {
    return clock;
  }

  @Override
  public Duration remaining() {
    Duration left = Duration.between(clock.instant(), deadline);
    return left.isNegative() ? Duration.ZERO : left;
  }

  @Override
  public synchronized void pause(Duration time) {
    pauses.add(time);
    clock.advance(time);
  }

  @Override
  public boolean cancelled() {
    return false;
  }

  @Override
  public <T> T secret(Secret<T> secret) {
    return Secret.Source.of(secrets).value(secret);
  }

  @Override
  public <T> T once(Object key, Callable<T> measurement) throws Exception {
    return measurement.call();
  }
}
