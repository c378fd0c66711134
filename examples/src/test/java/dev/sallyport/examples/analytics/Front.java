package dev.sallyport.examples.analytics;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The way in to a Service: sends each request to one of the pods that its EndpointSlices name as
 * ready, read from the API ten times a second. What can be wrong between customers and pods is said
 * by {@link #slow}, {@link #failing} and {@link #refusing}.
 */
final class Front implements AutoCloseable {
  private static final Set<String> OWN =
      Set.of("connection", "content-length", "expect", "host", "upgrade", "transfer-encoding");

  private final ClusterApi api;
  private final LocalNodes nodes;
  private final String slices;
  private final HttpServer server;
  private final ExecutorService workers = Executors.newFixedThreadPool(64);
  private final AtomicInteger turn = new AtomicInteger();
  private final Thread loop;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(1))
          .build();

  private volatile List<String> ready = List.of();
  private volatile Duration slowness = Duration.ZERO;
  private volatile int percentFailing;
  private volatile Set<String> refused = Set.of();

  /** Opens it at a port of its own. */
  Front(KubernetesPart cluster, LocalNodes nodes, String service) throws IOException {
    this.api = cluster.api;
    this.nodes = nodes;
    this.slices =
        "/apis/discovery.k8s.io/v1/namespaces/"
            + KubernetesPart.NAMESPACE
            + "/endpointslices?labelSelector=kubernetes.io%2Fservice-name%3D"
            + service;
    this.server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
    server.createContext("/", this::forward);
    server.setExecutor(workers);
    server.start();
    this.loop = new Thread(this::follow, "front-" + service);
    loop.setDaemon(true);
    loop.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  /** Lets each answer come so much later; none if zero. */
  void slow(Duration by) {
    slowness = by;
  }

  /** Lets so many of a hundred requests be answered 502. */
  void failing(int percent) {
    percentFailing = percent;
  }

  /**
   * Lets requests of these methods be answered 403, as a firewall's rule does; all pass if none.
   */
  void refusing(String... methods) {
    refused = Set.of(methods);
  }

  private void follow() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        look();
        Thread.sleep(100);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() throws InterruptedException {
    try {
      List<String> found = new ArrayList<>();
      for (JsonNode slice : api.get(slices).path("items")) {
        for (JsonNode endpoint : slice.path("endpoints")) {
          if (endpoint.at("/conditions/ready").asBoolean(true)) {
            found.add(endpoint.at("/targetRef/uid").asText());
          }
        }
      }
      ready = List.copyOf(found);
    } catch (IOException e) {
      System.err.println("front: " + e.getMessage());
    }
  }

  private void forward(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    int mine = turn.getAndIncrement();
    try (exchange) {
      if (!slowness.isZero()) {
        Thread.sleep(slowness.toMillis());
      }
      if (refused.contains(exchange.getRequestMethod())) {
        exchange.sendResponseHeaders(403, -1);
        return;
      }
      List<String> all = ready;
      for (int i = 0; i < all.size() && Math.floorMod(mine, 100) >= percentFailing; i++) {
        Optional<URI> to = nodes.address(all.get(Math.floorMod(mine + i, all.size())));
        if (to.isPresent() && answered(exchange, to.get(), body)) {
          return;
        }
      }
      exchange.sendResponseHeaders(all.isEmpty() ? 503 : 502, -1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns false if nobody was there, so that another one may be asked. */
  private boolean answered(HttpExchange exchange, URI to, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(to.resolve(exchange.getRequestURI().toString()))
            .timeout(Duration.ofSeconds(20))
            .method(
                exchange.getRequestMethod(),
                body.length == 0
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(body));
    headers(exchange.getRequestHeaders()).forEach(h -> request.header(h.getKey(), h.getValue()));
    HttpResponse<byte[]> answer;
    try {
      answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (ConnectException e) {
      return false;
    } catch (IOException e) {
      exchange.sendResponseHeaders(502, -1);
      return true;
    }
    headers(answer.headers().map())
        .forEach(h -> exchange.getResponseHeaders().add(h.getKey(), h.getValue()));
    byte[] content = answer.body();
    exchange.sendResponseHeaders(answer.statusCode(), content.length == 0 ? -1 : content.length);
    exchange.getResponseBody().write(content);
    return true;
  }

  private static List<Map.Entry<String, String>> headers(Map<String, List<String>> all) {
    List<Map.Entry<String, String>> kept = new ArrayList<>();
    new TreeMap<>(all)
        .forEach(
            (name, values) -> {
              if (!OWN.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                values.forEach(value -> kept.add(Map.entry(name, value)));
              }
            });
    return kept;
  }

  @Override
  public void close() {
    loop.interrupt();
    server.stop(0);
    workers.shutdownNow();
  }
}
