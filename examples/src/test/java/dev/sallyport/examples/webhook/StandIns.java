package dev.sallyport.examples.webhook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.sallyport.testkit.checks.Certificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/**
 * What stands beyond the service: TypeForm's API, the receivers of messages, the status page and
 * the TLS front. Each looks at what it is sent, and keeps what it objects to.
 */
final class StandIns implements AutoCloseable {
  static final String ACCOUNT = "ops@example.org";

  final List<String> objections = new CopyOnWriteArrayList<>();
  final List<String> messages = new CopyOnWriteArrayList<>();
  final List<String> statuses = new CopyOnWriteArrayList<>();
  final Map<String, String> webhooks = new ConcurrentHashMap<>();
  final HttpServer typeform;
  final HttpServer receivers;
  HttpsServer front;
  final Certificate certificate;
  volatile String token;
  volatile boolean typeformIsDown;
  volatile boolean typeformCounts;
  private long lastCall = System.nanoTime();

  StandIns(Path folder, String token) throws Exception {
    this.token = token;
    this.certificate = Certificate.of("front", "dns:localhost", folder);
    this.typeform = plain();
    this.receivers = plain();
    typeform.createContext("/", this::typeform);
    receivers.createContext("/messages/", this::message);
    receivers.createContext("/pages/", this::statusPage);
    front = front(0, certificate);
    List.of(typeform, receivers).forEach(HttpServer::start);
  }

  private static HttpsServer front(int port, Certificate certificate) throws Exception {
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(certificate.trustedBy(certificate)));
    server.createContext("/", exchange -> reply(exchange, 200, "{}"));
    server.start();
    return server;
  }

  /** Has the front show another certificate. */
  void show(Certificate another) throws Exception {
    int port = front.getAddress().getPort();
    front.stop(0);
    front = front(port, another);
  }

  private static HttpServer plain() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newFixedThreadPool(4));
    return server;
  }

  static URI at(HttpServer server) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  private void typeform(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String path = exchange.getRequestURI().getPath();
    if (typeformIsDown) {
      reply(exchange, 503, "{\"code\":\"SERVICE_UNAVAILABLE\"}");
    } else if (typeformCounts && tooSoon()) {
      reply(exchange, 429, "{\"code\":\"TOO_MANY_REQUESTS\"}");
    } else if (!("Bearer " + token)
        .equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      reply(exchange, 403, "{\"code\":\"AUTHENTICATION_FAILED\"}");
    } else if (path.equals("/me")) {
      reply(exchange, 200, "{\"alias\":\"ops\",\"email\":\"" + ACCOUNT + "\",\"language\":\"en\"}");
    } else if (path.startsWith("/forms/onboarding/webhooks/")) {
      webhook(exchange, path.substring(path.lastIndexOf('/') + 1), body);
    } else {
      objections.add("TypeForm has no " + path);
      reply(exchange, 404, "{\"code\":\"NOT_FOUND\"}");
    }
  }

  /** TypeForm takes 2 calls a second. */
  private synchronized boolean tooSoon() {
    long now = System.nanoTime();
    boolean soon = now - lastCall < 450_000_000L;
    lastCall = soon ? lastCall : now;
    return soon;
  }

  private void webhook(HttpExchange exchange, String tag, String body) throws IOException {
    switch (exchange.getRequestMethod()) {
      case "PUT" -> {
        if (!body.contains("\"url\":\"http") || !body.contains("\"enabled\":true")) {
          objections.add("A webhook needs url and enabled, not " + body);
        }
        webhooks.put(tag, body);
        reply(exchange, 200, body);
      }
      case "GET" -> {
        String known = webhooks.get(tag);
        reply(exchange, known == null ? 404 : 200, known == null ? "{}" : known);
      }
      case "DELETE" -> reply(exchange, webhooks.remove(tag) == null ? 404 : 204, "");
      default -> objections.add("TypeForm knows no " + exchange.getRequestMethod());
    }
  }

  private void message(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String to = exchange.getRequestURI().getPath().substring("/messages/".length());
    if (!exchange.getRequestMethod().equals("POST") || !body.startsWith("{")) {
      objections.add("A message is a POST of JSON, not " + exchange.getRequestMethod() + body);
    }
    messages.add(to + " " + body);
    reply(exchange, 200, "{\"ok\":true}");
  }

  private void statusPage(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String method = exchange.getRequestMethod();
    if (method.equals("GET")) {
      reply(exchange, 200, "[]");
      return;
    }
    if (!body.contains("\"incident\"") || !body.contains("\"status\"")) {
      objections.add("The status page wants an incident with its status, not " + body);
    }
    statuses.add(method + " " + body);
    reply(
        exchange,
        method.equals("POST") ? 201 : 200,
        "{\"id\":\"inc1\",\"status\":\"in_progress\",\"incident_updates\":[]}");
  }

  private static void reply(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, status == 204 ? -1 : body.length);
    if (status != 204) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  @Override
  public void close() {
    List.of(typeform, receivers, front).forEach(server -> server.stop(0));
  }
}
