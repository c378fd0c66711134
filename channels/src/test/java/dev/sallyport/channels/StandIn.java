package dev.sallyport.channels;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A receiver on loopback, which remembers what it was sent and answers by a script. */
final class StandIn implements AutoCloseable {
  private final HttpServer server;
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final Deque<Reply> script = new ArrayDeque<>();
  private final Function<Asked, Reply> otherwise;

  /** A request. */
  record Asked(String method, URI uri, Headers headers, String body) {
    JsonNode json() {
      try {
        return new ObjectMapper().readTree(body);
      } catch (IOException e) {
        throw new AssertionError("No JSON was sent: " + body, e);
      }
    }

    String header(String name) {
      return headers.getFirst(name);
    }
  }

  /** An answer. */
  record Reply(int status, Map<String, String> headers, String body) {
    static Reply of(int status, String body) {
      return new Reply(status, Map.of(), body);
    }

    Reply with(String name, String value) {
      return new Reply(status, Map.of(name, value), body);
    }
  }

  private StandIn(Function<Asked, Reply> otherwise) throws IOException {
    this.otherwise = otherwise;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  static StandIn answering(int status, String body) throws IOException {
    return new StandIn(request -> Reply.of(status, body));
  }

  static StandIn by(Function<Asked, Reply> rule) throws IOException {
    return new StandIn(rule);
  }

  /** Answers the next request so, before what it answers otherwise. */
  StandIn first(Reply reply) {
    script.add(reply);
    return this;
  }

  private synchronized void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    Asked request =
        new Asked(
            exchange.getRequestMethod(),
            exchange.getRequestURI(),
            exchange.getRequestHeaders(),
            body);
    asked.add(request);
    Reply reply = script.isEmpty() ? otherwise.apply(request) : script.remove();
    reply.headers().forEach(exchange.getResponseHeaders()::set);
    byte[] bytes = reply.body().getBytes(UTF_8);
    exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  List<Asked> asked() {
    return asked;
  }

  Asked only() {
    if (asked.size() != 1) {
      throw new AssertionError("It was asked " + asked.size() + " times, not once.");
    }
    return asked.get(0);
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  String where() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
