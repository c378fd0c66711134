package dev.sallyport.examples.analytics;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Who uses the platform all the time: they look at their forms, and some answer one. */
final class Customers implements AutoCloseable {
  private static final int MANY = 4;
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI platform;
  private final List<Thread> threads;

  /** How many responses the platform said it has kept. */
  final AtomicInteger kept = new AtomicInteger();

  Customers(URI platform) {
    this.platform = platform;
    this.threads =
        IntStream.range(0, MANY).mapToObj(i -> new Thread(() -> use(i), "customer-" + i)).toList();
    threads.forEach(thread -> thread.setDaemon(true));
    threads.forEach(Thread::start);
  }

  private void use(int who) {
    for (int round = 0; !Thread.currentThread().isInterrupted(); round++) {
      try {
        look("customer-" + who + "-" + round % 50);
        if (round % 10 == who) {
          answer();
        }
        Thread.sleep(120);
      } catch (IOException e) {
        continue; // they come again; what they did not get, Prometheus counts
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void look(String user) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(platform.resolve("/api/v2/analytics/forms/test/metrics"))
            .header("X-User", user)
            .timeout(LIMIT)
            .build();
    client.send(request, HttpResponse.BodyHandlers.discarding());
  }

  private void answer() throws IOException, InterruptedException {
    String body = "{\"id\":\"" + UUID.randomUUID() + "\",\"score\":7}";
    HttpRequest request =
        HttpRequest.newBuilder(platform.resolve("/api/v2/forms/daily/responses"))
            .timeout(LIMIT)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    if (client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 201) {
      kept.incrementAndGet();
    }
  }

  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
