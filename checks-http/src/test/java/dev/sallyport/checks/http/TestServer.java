package dev.sallyport.checks.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server on loopback that answers as a test says. */
final class TestServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  private TestServer(HttpServer server, HttpHandler handler) {
    this.server = server;
    server.setExecutor(threads);
    server.createContext("/", handler);
    server.start();
  }

  static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  static TestServer answering(HttpHandler handler) throws IOException {
    return new TestServer(HttpServer.create(anyPort(), 1024), handler);
  }

  static TestServer over(HttpServer server, HttpHandler handler) {
    return new TestServer(server, handler);
  }

  /** Answers 200 with a version header and a body that names it, too. */
  static TestServer version(String id) throws IOException {
    return answering(x -> answerVersion(x, id));
  }

  static void answerVersion(HttpExchange x, String id) throws IOException {
    answer(x, 200, "{\"status\":\"UP\",\"version\":\"" + id + "\"}", Map.of("X-Version", id));
  }

  static void answer(HttpExchange x, int status, String body) throws IOException {
    answer(x, status, body, Map.of());
  }

  static void answer(HttpExchange x, int status, String body, Map<String, String> headers)
      throws IOException {
    headers.forEach(x.getResponseHeaders()::set);
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    try (x) {
      x.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      x.getResponseBody().write(bytes);
    }
  }

  int port() {
    return server.getAddress().getPort();
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
