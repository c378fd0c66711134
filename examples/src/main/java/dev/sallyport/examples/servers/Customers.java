package dev.sallyport.examples.servers;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The customers: they come at a steady rate, whatever happens to the shop, before, during and after
 * the deployment.
 */
public final class Customers {
  private static final int MOST_WAITING = 50;

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(3))
          .executor(Executors.newFixedThreadPool(2))
          .build();
  private final HttpRequest request;
  private final AtomicLong waiting = new AtomicLong();
  private final AtomicLong served = new AtomicLong();
  private final AtomicLong turnedAway = new AtomicLong();

  private Customers(int port) {
    this.request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/item"))
            .timeout(Duration.ofSeconds(5))
            .build();
  }

  /** Lets them come; they stop with the process. */
  @SuppressWarnings("FutureReturnValueIgnored") // they end with the process
  public static void main(String[] args) {
    Flags flags = Flags.parse(args);
    Customers customers = new Customers(flags.number("port"));
    long gap = TimeUnit.SECONDS.toMicros(1) / flags.number("rate");
    ScheduledExecutorService arrivals = Executors.newScheduledThreadPool(1);
    arrivals.scheduleAtFixedRate(customers::come, 0, gap, TimeUnit.MICROSECONDS);
    arrivals.scheduleAtFixedRate(customers::tell, 5, 5, TimeUnit.SECONDS);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the answer is counted, which throws nothing
  private void come() {
    if (waiting.get() >= MOST_WAITING) {
      turnedAway.incrementAndGet(); // sees the queue and leaves
      return;
    }
    waiting.incrementAndGet();
    client
        .sendAsync(request, BodyHandlers.discarding())
        .whenComplete(
            (answer, trouble) -> {
              waiting.decrementAndGet();
              boolean well = trouble == null && answer.statusCode() < 500;
              (well ? served : turnedAway).incrementAndGet();
            });
  }

  private void tell() {
    System.out.println(served + " customers served, " + turnedAway + " turned away");
  }
}
