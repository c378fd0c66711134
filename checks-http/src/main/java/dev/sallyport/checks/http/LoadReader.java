package dev.sallyport.checks.http;

import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Quantities;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;

/** Sends loads and measures them. Thread-safe. */
final class LoadReader implements AutoCloseable {
  private final ThreadFactory pacers = Workers.named("sallyport-http-load");
  private final LoadClients clients;

  LoadReader(LoadClients clients) {
    this.clients = clients;
  }

  /**
   * Measures the plan, once in a sample however often it is asked for.
   *
   * @throws IllegalStateException if the sample is too short for it; then nothing is sent
   * @throws InterruptedException if interrupted; the load is stopped
   */
  LoadSeen measure(LoadPlan plan, CheckContext context) throws Exception {
    return context.once(plan, () -> run(plan, context));
  }

  private LoadSeen run(LoadPlan plan, CheckContext context)
      throws ExecutionException, InterruptedException {
    Duration has = HealthReader.usable(context.remaining());
    if (has.compareTo(plan.needs()) < 0) {
      throw new IllegalStateException(
          "The load needs up to "
              + Quantities.show(plan.needs())
              + " (warm-up, length and timeout), but the sample has "
              + Quantities.show(has)
              + ". Nothing was sent. Give the sample more time, or make the load shorter.");
    }
    LoadRequests requests = LoadRequests.of(plan, context);
    LoadClient client = clients.open(requests);
    FutureTask<LoadSeen> load = new FutureTask<>(new LoadRun(plan, context, client));
    // A thread of its own: the caller's may share its processor with others, and be late for it.
    Thread pacer = pacers.newThread(load);
    pacer.start();
    try {
      LoadSeen seen = load.get();
      requests.allMade();
      return seen;
    } catch (InterruptedException e) {
      load.cancel(true);
      throw e;
    } finally {
      client.close(); // also where the load was cancelled before it began
    }
  }

  @Override
  public void close() {
    clients.close();
  }
}
