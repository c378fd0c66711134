package dev.sallyport.checks.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A service that takes events over HTTP and delivers them to the address in their first line, one
 * after another, with retries and dead letters; and gets one thing wrong.
 */
final class Deliverer implements AutoCloseable {
  static final int ATTEMPTS = 4;
  static final int FIRST = 60;

  /** What it gets wrong. */
  enum Fault {
    NONE,
    NO_BACK_OFF,
    TOO_SOON,
    FOR_EVER,
    FOR_EVER_WITHOUT_PAUSE,
    GIVES_UP_EARLY,
    RETRIES_CLIENT_ERRORS,
    RETRIES_SUCCESS,
    TWO_LAYERS,
    KEY_OF_THE_ATTEMPT,
    ONE_KEY_FOR_ALL,
    NO_KEY,
    WRITES_ANEW,
    NO_JITTER,
    NEVER_CALLS,
    REFUSES_EVENTS,
    NO_DEAD_LETTER,
    TWO_DEAD_LETTERS,
    CUTS_DEAD_LETTER,
    STUCK,
    RETRIES_WHEN_DEAD
  }

  private final Fault fault;
  private final double jitter;
  private final Random random = new Random(7);
  private final HttpClient client = HttpClient.newHttpClient();
  private final ExecutorService queue = Executors.newSingleThreadExecutor();
  private final AtomicInteger numbers = new AtomicInteger();
  private final List<String> dead = new CopyOnWriteArrayList<>(List.of("an old one"));
  private final TestServer server;

  Deliverer(Fault fault, double jitter) throws IOException {
    this.fault = fault;
    this.jitter = jitter;
    this.server = TestServer.answering(this::take);
  }

  private void take(HttpExchange x) throws IOException {
    String event = new String(x.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    boolean refused = fault == Fault.REFUSES_EVENTS;
    if (!refused && fault != Fault.NEVER_CALLS) {
      queue.execute(() -> deliver(event, "key-" + numbers.incrementAndGet()));
    }
    TestServer.answer(x, refused ? 401 : 202, "");
  }

  private void deliver(String event, String key) {
    try {
      URI to = URI.create(event.lines().findFirst().orElseThrow());
      int attempts = fault == Fault.GIVES_UP_EARLY ? 2 : ATTEMPTS;
      for (int i = 1; i <= attempts || forEver(); i++) {
        if (attempt(to, event, key, i)) {
          return;
        }
        if (i < attempts || forEver()) {
          Thread.sleep(delay(i));
        }
      }
      bury(event);
      if (fault == Fault.RETRIES_WHEN_DEAD) {
        Thread.sleep(60);
        attempt(to, event, key, 9);
      }
      while (fault == Fault.STUCK) {
        Thread.sleep(10);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      return; // the stub is gone, and with it whoever watched
    }
  }

  private boolean forEver() {
    return fault == Fault.FOR_EVER || fault == Fault.FOR_EVER_WITHOUT_PAUSE;
  }

  private long delay(int after) {
    double whole =
        switch (fault) {
          case NO_BACK_OFF -> FIRST;
          case TOO_SOON -> FIRST * 0.3 * Math.pow(2, after - 1);
          case FOR_EVER_WITHOUT_PAUSE -> 0;
          case FOR_EVER -> FIRST * Math.pow(2, Math.min(after - 1, 3));
          default -> FIRST * Math.pow(2, after - 1);
        };
    double by = fault == Fault.NO_JITTER ? 0 : jitter * (2 * random.nextDouble() - 1);
    return Math.round(whole * (1 + by));
  }

  /** Returns whether there is nothing more to be tried. */
  private boolean attempt(URI to, String event, String key, int number)
      throws IOException, InterruptedException {
    int status = send(to, event, key, number);
    for (int i = 1; i < ATTEMPTS && fault == Fault.TWO_LAYERS && status >= 500; i++) {
      status = send(to, event, key, number);
    }
    if (status == 200 && fault == Fault.RETRIES_SUCCESS) {
      send(to, event, key, number);
    }
    return status < 500 && (status < 400 || fault != Fault.RETRIES_CLIENT_ERRORS);
  }

  private int send(URI to, String event, String key, int number)
      throws IOException, InterruptedException {
    String shown =
        switch (fault) {
          case KEY_OF_THE_ATTEMPT -> key + "-" + number;
          case ONE_KEY_FOR_ALL -> "the-key";
          default -> key;
        };
    HttpRequest.Builder request =
        HttpRequest.newBuilder(to)
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    fault == Fault.WRITES_ANEW ? event + number : event));
    if (fault != Fault.NO_KEY) {
      request.header("Idempotency-Key", shown);
    }
    return client.send(request.build(), BodyHandlers.discarding()).statusCode();
  }

  private void bury(String event) {
    switch (fault) {
      case NO_DEAD_LETTER -> {}
      case CUTS_DEAD_LETTER -> dead.add(event.substring(0, event.length() - 3));
      case TWO_DEAD_LETTERS -> dead.addAll(List.of(event, event));
      default -> dead.add(event);
    }
  }

  URI entrance() {
    return server.uri("/events");
  }

  List<String> dead() {
    return List.copyOf(dead);
  }

  @Override
  public void close() {
    server.close();
    queue.shutdownNow();
  }
}
