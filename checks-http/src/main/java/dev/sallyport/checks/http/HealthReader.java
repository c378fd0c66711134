package dev.sallyport.checks.http;

import dev.sallyport.check.CheckContext;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks every target of a health check, side by side, within the time of the sample. */
final class HealthReader {
  private final HttpOptions options;
  private final Exchange exchange;
  private final ExecutorService workers;

  HealthReader(HttpOptions options, Exchange exchange, ExecutorService workers) {
    this.options = options;
    this.exchange = exchange;
    this.workers = workers;
  }

  /**
   * Asks them all.
   *
   * @throws InterruptedException if interrupted; open connections are closed
   */
  HealthSeen ask(HealthPlan plan, CheckContext context)
      throws IOException, ExecutionException, InterruptedException {
    RequestHeaders headers = RequestHeaders.resolve(plan.headers(), context);
    Deadline deadline = Deadline.in(usable(context.remaining()));
    List<TargetTask> tasks = new ArrayList<>();
    List<Future<?>> running = new ArrayList<>();
    try {
      for (HealthPlan.Target target : plan.targets()) {
        TargetTask task =
            new TargetTask(
                plan, target, headers, exchange, options.requestTimeout(), deadline, context);
        tasks.add(task);
        running.add(workers.submit(task));
      }
      for (Future<?> future : running) {
        await(future, deadline);
      }
    } finally {
      for (TargetTask task : tasks) {
        task.abandon();
      }
    }
    List<HealthSeen.TargetSeen> seen = tasks.stream().map(TargetTask::seen).toList();
    return new HealthSeen(seen, headers.redactor(), context.clock().instant());
  }

  /** Keeps a little back for judging, so that the sample does not end before the verdict. */
  static Duration usable(Duration remaining) {
    Duration tenth = remaining.dividedBy(10);
    Duration most = Duration.ofMillis(200);
    return remaining.minus(tenth.compareTo(most) < 0 ? tenth : most);
  }

  private static void await(Future<?> future, Deadline deadline)
      throws ExecutionException, InterruptedException {
    try {
      future.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      future.cancel(true); // what it has got so far counts; the rest is out of time
    }
  }
}
