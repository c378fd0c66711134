package dev.sallyport.examples.analytics.service;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Delivers webhooks, signed: tries again after twice the delay each time, gives up after so many
 * attempts, and keeps what was given up as a dead letter. What is refused with 4xx is not tried
 * again. Thread-safe.
 */
final class Deliveries implements AutoCloseable {
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private final ScheduledExecutorService workers =
      Executors.newScheduledThreadPool(8, FormBackend::daemon);
  private final Config config;
  private final Store store;
  private final Metrics metrics;
  private final Log log;
  private final AtomicInteger waiting = new AtomicInteger();
  private final int attempts;
  private final long firstDelayMillis;

  Deliveries(Config config, Store store, Metrics metrics, Log log) {
    this.config = config;
    this.store = store;
    this.metrics = metrics;
    this.log = log;
    this.attempts = config.number("WEBHOOK_ATTEMPTS", 3);
    this.firstDelayMillis = config.number("WEBHOOK_FIRST_DELAY_MILLIS", 200);
    metrics.gauge("webhook_queue_depth", waiting::get);
  }

  /** One event on its way. */
  private record Parcel(String id, URI to, String body, String counted, int attempt) {
    Parcel again() {
      return new Parcel(id, to, body, counted, attempt + 1);
    }
  }

  /** Delivers a customer's event. */
  void send(String id, URI to, String body) {
    waiting.incrementAndGet();
    workers.execute(() -> attempt(new Parcel(id, to, body, "webhook", 1)));
  }

  /** Delivers an event by which it is tried; customers' counters do not count it. */
  void rehearse(String id, URI to, String body) {
    waiting.incrementAndGet();
    workers.execute(() -> attempt(new Parcel(id, to, body, "webhook_test", 1)));
  }

  private void attempt(Parcel parcel) {
    try {
      judge(parcel, status(parcel));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the backend is being stopped
    } catch (RuntimeException e) {
      waiting.decrementAndGet();
      log.error("a webhook could not be kept as a dead letter: " + e);
    }
  }

  private int status(Parcel parcel) throws InterruptedException {
    byte[] body = parcel.body().getBytes(StandardCharsets.UTF_8);
    HttpRequest request =
        HttpRequest.newBuilder(parcel.to())
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", parcel.id())
            .header(Signature.HEADER, Signature.of(body, config.keys().webhook()))
            .timeout(Duration.ofSeconds(3))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      return 599; // nobody there, or no answer: as bad as a server's own error
    }
  }

  private void judge(Parcel parcel, int status) {
    if (status >= 500 && parcel.attempt() < attempts) {
      long delay = firstDelayMillis << (parcel.attempt() - 1);
      Future<?> unused =
          workers.schedule(() -> attempt(parcel.again()), delay, TimeUnit.MILLISECONDS);
      return;
    }
    boolean delivered = status >= 200 && status < 300;
    String result = delivered ? "delivered" : "failed";
    metrics.count(parcel.counted() + "_deliveries_total{result=\"" + result + "\"}");
    if (status >= 500) {
      store.keep(
          "dead_letters",
          parcel.id(),
          Map.of("all", "all", "id", parcel.id(), "body", parcel.body()));
      metrics.count(parcel.counted() + "_dead_letters_total");
    }
    waiting.decrementAndGet();
  }

  @Override
  public void close() {
    workers.shutdownNow();
  }
}
