package dev.sallyport.examples.servers;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The load balancer: sends every request on to one of the shops. On a port of its own it has two
 * registers, {@code /admin/upstream} (which shop that is) and {@code /admin/release} (which version
 * counts as released), and {@code /admin/traffic} counts what went where.
 */
public final class LoadBalancer {
  private static final List<String> PASSED_ON = List.of("X-Version", "X-Cache", "Content-Type");

  private final Map<String, Upstream> upstreams;
  private final Register current = new Register("blue");
  private final Register release = new Register("blue");
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(3))
          .executor(Executors.newFixedThreadPool(4))
          .build();

  private LoadBalancer(Flags flags) {
    this.upstreams =
        Map.of(
            "blue", new Upstream("blue", flags.number("blue")),
            "green", new Upstream("green", flags.number("green")));
  }

  /** Starts the load balancer; it ends with its process. */
  public static void main(String[] args) throws IOException {
    Flags flags = Flags.parse(args);
    LoadBalancer balancer = new LoadBalancer(flags);
    HttpServer front = Web.bind(flags.number("port"), 128);
    front.createContext("/", Web.guarded(balancer::forward));
    front.createContext("/admin", Web.guarded(x -> Web.reply(x, 404, "not from here\n")));
    HttpServer admin = Web.bind(flags.number("admin-port"), 4);
    String token = System.getenv("DEMO_TOKEN");
    admin.createContext(
        "/admin/upstream", Web.guarded(new RegisterHandler(balancer.current, token)));
    admin.createContext(
        "/admin/release", Web.guarded(new RegisterHandler(balancer.release, token)));
    admin.createContext("/admin/traffic", Web.guarded(x -> Web.reply(x, 200, balancer.traffic())));
    front.start();
    admin.start();
    System.out.println("load balancer listens on port " + flags.number("port"));
  }

  private void forward(HttpExchange exchange) throws IOException {
    Upstream upstream = upstreams.get(current.state().value());
    if (upstream == null) {
      Web.reply(exchange, 503, "no such upstream: " + current.state().value() + "\n");
      return;
    }
    upstream.began();
    boolean failed = true;
    try {
      failed = pass(exchange, upstream) >= 500;
    } finally {
      upstream.ended(failed);
    }
  }

  private int pass(HttpExchange exchange, Upstream upstream) throws IOException {
    URI uri = upstream.address(exchange.getRequestURI());
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(5)).build();
    HttpResponse<byte[]> answer;
    try {
      answer = client.send(request, BodyHandlers.ofByteArray());
    } catch (IOException e) {
      System.err.println(uri + " did not answer: " + e);
      Web.reply(exchange, 502, upstream.name() + " did not answer\n");
      return 502;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for " + uri, e);
    }
    for (String name : PASSED_ON) {
      answer.headers().firstValue(name).ifPresent(v -> exchange.getResponseHeaders().set(name, v));
    }
    Web.reply(exchange, answer.statusCode(), answer.body());
    return answer.statusCode();
  }

  private String traffic() {
    return Stream.of("blue", "green")
        .map(name -> Objects.requireNonNull(upstreams.get(name), name).counts())
        .collect(Collectors.joining());
  }
}
