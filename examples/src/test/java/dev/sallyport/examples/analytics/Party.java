package dev.sallyport.examples.analytics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server of somebody else's on loopback, which answers as its makers document it. */
final class Party implements AutoCloseable {
  static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final Answering answering;

  /** Whether it is out of order: it answers 503 then. */
  volatile boolean isDown;

  /** What it answers. */
  @FunctionalInterface
  interface Answering {
    Reply answer(Asked asked) throws IOException, InterruptedException;
  }

  /**
   * What it was asked.
   *
   * @param query the query as it was sent, or nothing
   * @param headers the first of each, its name in lower case
   */
  record Asked(String method, String path, String query, Map<String, String> headers, String body) {
    boolean is(String wanted, String at) {
      return method.equals(wanted) && path.equals(at);
    }

    boolean bears(String token) {
      return ("Bearer " + token).equals(headers.get("authorization"));
    }

    JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (JsonProcessingException e) {
        return JSON.missingNode();
      }
    }
  }

  /** What it answers: a status and JSON. */
  record Reply(int status, String json) {
    static Reply of(int status, Object json) {
      try {
        return new Reply(status, JSON.writeValueAsString(json));
      } catch (JsonProcessingException e) {
        throw new UncheckedIOException(e);
      }
    }

    static Reply none() {
      return of(404, Map.of("message", "not found"));
    }
  }

  Party(Answering answering) throws IOException {
    this.answering = answering;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::take);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      Map<String, String> headers = new java.util.TreeMap<>();
      exchange
          .getRequestHeaders()
          .forEach((name, all) -> headers.put(name.toLowerCase(java.util.Locale.ROOT), all.get(0)));
      Asked asked =
          new Asked(
              exchange.getRequestMethod(),
              exchange.getRequestURI().getPath(),
              Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse(""),
              headers,
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      Reply reply =
          isDown ? Reply.of(503, Map.of("message", "out of order")) : answering.answer(asked);
      byte[] body = reply.json().getBytes(StandardCharsets.UTF_8);
      boolean none = asked.method().equals("HEAD") || reply.status() == 204;
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(reply.status(), none ? -1 : body.length);
      if (!none) {
        exchange.getResponseBody().write(body);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
