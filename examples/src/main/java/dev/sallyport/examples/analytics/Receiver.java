package dev.sallyport.examples.analytics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sallyport.examples.analytics.service.Signature;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntUnaryOperator;

/** Takes webhooks as a customer would: looks at their signature, and at what they say. */
final class Receiver implements AutoCloseable {
  private static final int LARGEST = 64 * 1024;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(8, Receiver::daemon);
  private final String host;
  private final String secret;
  private final IntUnaryOperator status;
  private final List<Got> got = new ArrayList<>();
  private final Map<String, Integer> turns = new HashMap<>();

  /**
   * A webhook that came.
   *
   * @param signed whether its signature is that of its body
   * @param status what it was answered
   */
  record Got(String key, String body, boolean signed, int status) {
    boolean taken() {
      return signed && status == 200;
    }
  }

  /**
   * Begins to listen.
   *
   * @param at where, under the name by which the platform reaches it
   * @param secret what webhooks are signed with
   * @param status what the first delivery of an event is answered (1), the second (2) ...
   */
  Receiver(InetSocketAddress at, String secret, IntUnaryOperator status) throws IOException {
    this.host = at.getHostString();
    this.secret = secret;
    this.status = status;
    this.server = HttpServer.create(new InetSocketAddress(host, at.getPort()), 1000);
    server.setExecutor(threads);
    server.createContext("/", this::take);
    server.start();
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "webhook-receiver");
    thread.setDaemon(true);
    return thread;
  }

  URI address() {
    return URI.create("http://" + host + ":" + server.getAddress().getPort() + "/");
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readNBytes(LARGEST);
      String key = header(exchange, "Idempotency-Key");
      boolean signed = Signature.isOf(body, secret, header(exchange, Signature.HEADER));
      exchange.sendResponseHeaders(keep(key, new String(body, StandardCharsets.UTF_8), signed), -1);
    }
  }

  private static String header(HttpExchange exchange, String name) {
    String value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? "" : value;
  }

  private synchronized int keep(String key, String body, boolean signed) {
    int answer = status.applyAsInt(turns.merge(key, 1, Integer::sum));
    got.add(new Got(key, body, signed, answer));
    return answer;
  }

  /** Returns what came so far, in its order. */
  synchronized List<Got> got() {
    return List.copyOf(got);
  }

  /** Returns how often it was called. */
  synchronized int calls() {
    return got.size();
  }

  /** Returns how many events were delivered: signed rightly, and answered 200. */
  synchronized long delivered() {
    return got.stream().filter(Got::taken).map(Got::key).distinct().count();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
