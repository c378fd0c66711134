package dev.sallyport.examples.analytics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** What stands before backends, sends requests to them in turn, and can do harm on the way. */
final class Detour implements AutoCloseable {
  private static final List<String> PASSED_ON =
      List.of("X-Cache", "X-Version", "X-Analytics", "Content-Type");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(64);
  private final AtomicInteger turn = new AtomicInteger();
  private final AtomicInteger writes = new AtomicInteger();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private volatile List<URI> backends = List.of();

  /** Whether every second response that is sent gets lost, though it is said to be taken. */
  volatile boolean losesWrites;

  /** Whether reports are cut in half. */
  volatile boolean cutsReports;

  /** By how much each answer is delayed. */
  volatile Duration slow = Duration.ZERO;

  /** How many of a hundred requests are answered 502. */
  volatile int percentFailing;

  Detour() throws IOException {
    this.server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1000);
    server.setExecutor(threads);
    server.createContext("/", this::take);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  void to(List<URI> all) {
    backends = List.copyOf(all);
  }

  /** Does no harm any more. */
  void well() {
    losesWrites = false;
    cutsReports = false;
    slow = Duration.ZERO;
    percentFailing = 0;
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      Thread.sleep(slow.toMillis());
      int mine = turn.getAndIncrement();
      String path = exchange.getRequestURI().getPath();
      if (Math.floorMod(mine, 100) < percentFailing) {
        exchange.sendResponseHeaders(502, -1);
      } else if (losesWrites && path.endsWith("/responses") && writes.getAndIncrement() % 2 == 1) {
        exchange.sendResponseHeaders(201, -1);
      } else {
        pass(exchange, backends.get(Math.floorMod(mine, backends.size())));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void pass(HttpExchange exchange, URI backend) throws IOException, InterruptedException {
    byte[] sent = exchange.getRequestBody().readAllBytes();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(backend.resolve(exchange.getRequestURI().toString()))
            .timeout(Duration.ofSeconds(20))
            .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(sent));
    for (String name : List.of("Authorization", "X-User", "X-Hub-Signature-256")) {
      String value = exchange.getRequestHeaders().getFirst(name);
      if (value != null) {
        request.header(name, value);
      }
    }
    HttpResponse<byte[]> answer =
        client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    for (String name : PASSED_ON) {
      answer.headers().firstValue(name).ifPresent(v -> exchange.getResponseHeaders().set(name, v));
    }
    byte[] body = answer.body();
    boolean cut = cutsReports && exchange.getRequestURI().getPath().endsWith(".pdf");
    byte[] given = cut ? Arrays.copyOf(body, body.length / 2) : body;
    exchange.sendResponseHeaders(answer.statusCode(), given.length == 0 ? -1 : given.length);
    exchange.getResponseBody().write(given);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
