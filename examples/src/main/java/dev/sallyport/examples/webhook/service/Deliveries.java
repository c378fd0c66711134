package dev.sallyport.examples.webhook.service;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Passes events on: tries again after twice the delay each time, gives up after so many attempts,
 * and keeps what was given up as a dead letter. What is refused with 4xx is not tried again.
 */
final class Deliveries {
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private final ScheduledExecutorService timer;
  private final int attempts;
  private final long firstDelayMillis;
  private final AtomicInteger waiting = new AtomicInteger();
  private final List<String> dead = new CopyOnWriteArrayList<>();

  Deliveries(ScheduledExecutorService timer, int attempts, long firstDelayMillis) {
    this.timer = timer;
    this.attempts = attempts;
    this.firstDelayMillis = firstDelayMillis;
  }

  /** One event on its way. */
  private record Parcel(String id, URI to, String body, int attempt) {}

  void send(String id, URI to, String body) {
    waiting.incrementAndGet();
    timer.execute(() -> attempt(new Parcel(id, to, body, 1)));
  }

  /** Returns how many are on their way. */
  int depth() {
    return waiting.get();
  }

  List<String> dead() {
    return List.copyOf(dead);
  }

  private void attempt(Parcel parcel) {
    HttpRequest request =
        HttpRequest.newBuilder(parcel.to())
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", parcel.id())
            .timeout(Duration.ofSeconds(3))
            .POST(HttpRequest.BodyPublishers.ofString(parcel.body()))
            .build();
    Future<?> unused =
        client
            .sendAsync(request, HttpResponse.BodyHandlers.discarding())
            .handle((answer, trouble) -> trouble == null ? answer.statusCode() : 599)
            .thenAccept(status -> judge(parcel, status));
  }

  private void judge(Parcel parcel, int status) {
    if (status >= 500 && parcel.attempt() < attempts) {
      Parcel next = new Parcel(parcel.id(), parcel.to(), parcel.body(), parcel.attempt() + 1);
      long delay = firstDelayMillis << (parcel.attempt() - 1);
      Future<?> unused = timer.schedule(() -> attempt(next), delay, TimeUnit.MILLISECONDS);
      return;
    }
    if (status >= 500) {
      dead.add(parcel.body());
    }
    waiting.decrementAndGet();
  }
}
