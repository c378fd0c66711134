package dev.sallyport.checks.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sallyport.check.CheckContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntUnaryOperator;

/**
 * A server that answers by a script and notes who called, for as long as a check runs. Plain HTTP.
 * Thread-safe.
 */
final class Stub implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(2);

  private final HttpServer server;
  private final ExecutorService threads;
  private final int maxBody;
  private final List<StubCall> calls = new ArrayList<>();
  private IntUnaryOperator script = turn -> 200;

  private Stub(HttpServer server, int maxBody) {
    this.server = server;
    this.maxBody = maxBody;
    this.threads = Executors.newCachedThreadPool(Workers.named("sallyport-http-stub"));
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /**
   * Begins to listen.
   *
   * @throws Unseen if that is not possible
   */
  static Stub at(InetSocketAddress address, int maxBody) throws Unseen {
    try {
      return new Stub(HttpServer.create(resolved(address), 0), maxBody);
    } catch (IOException e) {
      throw new Unseen(
          "No stub could listen at "
              + address.getHostString()
              + ":"
              + address.getPort()
              + ": "
              + e.getMessage()
              + ". Another check or program may hold that port, and port 0 takes a free one; or the"
              + " name is not one of this machine.",
          e);
    }
  }

  /** A name that was read from a file, say, may not have been looked up yet. */
  private static InetSocketAddress resolved(InetSocketAddress address) {
    return address.isUnresolved()
        ? new InetSocketAddress(address.getHostString(), address.getPort())
        : address;
  }

  private void answer(HttpExchange exchange) throws IOException {
    long at = MonotonicTime.now();
    try (exchange) {
      byte[] body = exchange.getRequestBody().readNBytes(maxBody);
      Map<String, String> headers = new TreeMap<>();
      exchange
          .getRequestHeaders()
          .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
      StubCall call = new StubCall(at, new String(body, StandardCharsets.UTF_8), headers);
      exchange.sendResponseHeaders(note(call), -1);
    }
  }

  private synchronized int note(StubCall call) {
    calls.add(call);
    return script.applyAsInt(calls.size());
  }

  /** Forgets the calls so far, and answers the following by their number, from 1. */
  synchronized void script(IntUnaryOperator statusOf) {
    calls.clear();
    script = statusOf;
  }

  synchronized List<StubCall> calls() {
    return List.copyOf(calls);
  }

  /** Returns where it listens. */
  URI uri() {
    InetSocketAddress bound = server.getAddress();
    String host = bound.getAddress().getHostAddress();
    return URI.create(
        "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + bound.getPort() + "/");
  }

  /** Lets a moment pass. */
  static void rest(CheckContext context) throws InterruptedException {
    context.pause(POLL);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
