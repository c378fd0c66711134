package dev.sallyport.checks.celery;

import dev.sallyport.check.Quantities;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Checks of Celery's workers, queues and beat, by the protocol they speak over their Redis broker;
 * no Python is needed here.
 *
 * <pre>{@code
 * try (CeleryChecks celery = CeleryChecks.at(CeleryOptions.broker("10.0.0.1", 6379))) {
 *   Check alive = celery.workersPing().expecting(4);
 *   Check works = celery.taskRoundtrip("app.add").with(2, 3).returning(5).below(ofSeconds(2));
 *   Check drained = celery.queueDepth("celery").atMost(100L);
 * }
 * }</pre>
 *
 * <p>Asking workers leaves nothing in the broker: what is written for the answers is removed, also
 * when the check fails. Keep the checks open for as long as the run lasts. Thread-safe.
 */
public final class CeleryChecks implements AutoCloseable {
  private final Broker broker;
  private final Duration visibility;

  CeleryChecks(Broker broker, Duration visibility) {
    this.broker = broker;
    this.visibility = visibility;
  }

  /** Returns checks through a broker. Nothing is connected to yet. */
  public static CeleryChecks at(CeleryOptions options) {
    return new CeleryChecks(
        new RedisBroker(options.settings()), options.settings().times().visibility());
  }

  /** Returns the check that all workers answer. */
  public WorkersPing workersPing() {
    return new WorkersPing(broker, 1, Set.of(), Duration.ofSeconds(1));
  }

  /** Returns the check that queues have their workers and those their tasks. */
  public WorkerCapability workerCapability() {
    return new WorkerCapability(broker, Map.of(), Set.of());
  }

  /** Returns the metric of how long a task takes from the queue to its result. */
  public TaskRoundtrip taskRoundtrip(String task) {
    Objects.requireNonNull(task, "task");
    return new TaskRoundtrip(broker, task, "celery", List.of(), Optional.empty(), 3);
  }

  /** Returns the metric of how many tasks wait in these queues or are reserved. */
  public QueueDepth queueDepth(String queue, String... more) {
    List<String> queues = new ArrayList<>(List.of(queue));
    queues.addAll(List.of(more));
    return new QueueDepth(broker, List.copyOf(queues), visibility, Optional.empty());
  }

  /** Returns the check that workers send heartbeats. */
  public WorkerHeartbeat workerHeartbeat() {
    return new WorkerHeartbeat(broker, Set.of(), Duration.ofSeconds(4));
  }

  /**
   * Returns the check that beat is alive and alone.
   *
   * @param key where the scheduled canary leaves its times
   * @param period how often it is scheduled
   * @throws IllegalArgumentException if the period is not positive
   */
  public BeatAlive beatAlive(String key, Duration period) {
    Quantities.positive(period, "period");
    return new BeatAlive(broker, key, period, period.dividedBy(2));
  }

  /** Closes the connection and ends the client's threads; within 4 s. May be called again. */
  @Override
  public void close() {
    broker.close();
  }
}
