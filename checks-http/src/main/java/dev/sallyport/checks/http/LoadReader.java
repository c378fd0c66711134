package dev.sallyport.checks.http;

import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Quantities;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;

/** Sends loads and measures them. Thread-safe. */
final class LoadReader implements AutoCloseable {
  private final ExecutorService workers = Workers.forClient();
  private final ThreadFactory pacers = Workers.named("sallyport-http-load");
  private final ThreadFactory readers = Workers.named("sallyport-http-load-reader");
  private final HttpClient client;

  LoadReader(HttpOptions options) {
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .sslContext(options.tls())
            .executor(workers)
            .build();
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
    RequestHeaders headers = RequestHeaders.resolve(plan.headers(), context);
    FutureTask<LoadSeen> load = new FutureTask<>(new LoadRun(plan, context, client(plan, headers)));
    // A thread of its own: the caller's may share its processor with others, and be late for it.
    Thread pacer = pacers.newThread(load);
    pacer.start();
    try {
      return load.get();
    } catch (InterruptedException e) {
      load.cancel(true);
      throw e;
    }
  }

  private LoadClient client(LoadPlan plan, RequestHeaders headers) {
    return Addresses.encrypted(plan.uri())
        ? new JdkLoadClient(client, plan.uri(), headers)
        : new SocketLoadClient(plan.uri(), headers, readers);
  }

  @Override
  public void close() {
    workers.shutdownNow();
  }
}
