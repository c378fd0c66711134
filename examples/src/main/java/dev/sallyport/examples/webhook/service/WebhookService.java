package dev.sallyport.examples.webhook.service;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes TypeForm's webhooks, keeps each event once, passes events on, and says how it is. It needs
 * nothing but a JDK and a driver of JDBC, so it can be started from its own libraries.
 */
public final class WebhookService {
  private static final Pattern ACCOUNT = Pattern.compile("\"email\"\\s*:\\s*\"([^\"]*)\"");
  private static final String REGISTRATIONS = "/webhooks/registrations/";

  private final Config config;
  private final Store store;
  private final Metrics metrics;
  private final Deliveries deliveries;
  private final TypeformClient typeform;
  private final RateLimiter limit;

  private WebhookService(Config config, ScheduledExecutorService timer) {
    this.config = config;
    this.store = new Store(config);
    this.deliveries = new Deliveries(timer, config.attempts(), config.firstDelayMillis());
    this.metrics = new Metrics(deliveries::depth);
    this.typeform = new TypeformClient(config, metrics);
    this.limit = new RateLimiter(config.limit(), 2, System.nanoTime());
  }

  /** Runs the service until it is killed; the argument is its configuration. */
  public static void main(String[] args) throws IOException {
    Config config = Config.read(Path.of(args[0]), System.getenv());
    WebhookService service = new WebhookService(config, Executors.newScheduledThreadPool(4));
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), config.port());
    HttpServer server = HttpServer.create(address, 200);
    server.setExecutor(Executors.newFixedThreadPool(32));
    service.serve(server);
    server.start();
    System.out.println("INFO ready: version " + config.version() + " on port " + config.port());
  }

  private void serve(HttpServer server) {
    Entrances entrances = new Entrances(config, store, metrics, deliveries);
    open(server, "/health", this::health);
    open(server, "/metrics", e -> Web.reply(e, 200, "text/plain; version=0.0.4", metrics.page()));
    open(server, "/responses", this::responses);
    open(server, "/webhooks/typeform", entrances::webhook);
    admin(server, "/webhooks/typeform/rehearsal", entrances::rehearsal);
    admin(server, "/deliveries", entrances::delivery);
    admin(server, "/dead-letters", this::deadLetters);
    admin(server, "/config", this::config);
    admin(server, "/typeform", this::typeform);
    admin(server, REGISTRATIONS, this::registration);
  }

  private void open(HttpServer server, String path, HttpHandler handler) {
    server.createContext(
        path,
        exchange -> {
          exchange.getResponseHeaders().set("X-Version", config.version());
          try {
            handler.handle(exchange);
          } catch (IOException | RuntimeException e) {
            System.out.println("ERROR " + path + ": " + e);
            exchange.close();
          }
        });
  }

  private void admin(HttpServer server, String path, HttpHandler handler) {
    open(server, path, Web.admin(config.admin(), handler));
  }

  private void health(HttpExchange exchange) throws IOException {
    boolean up = store.answers();
    String state = up ? "up" : "down";
    Web.json(
        exchange, up ? 200 : 503, "{\"status\":\"" + state + "\",\"database\":\"" + state + "\"}");
  }

  /** The one address that customers ask; twice a second. */
  private void responses(HttpExchange exchange) throws IOException {
    long wait = limit.take(System.nanoTime());
    if (wait > 0) {
      exchange.getResponseHeaders().set("Retry-After", "1");
      Web.json(exchange, 429, "{\"error\":\"twice a second\"}");
    } else {
      Web.json(exchange, 200, "{\"dead_letters\":" + deliveries.dead().size() + "}");
    }
  }

  private void deadLetters(HttpExchange exchange) throws IOException {
    Web.reply(exchange, 200, "text/plain", String.join("\n", deliveries.dead()));
  }

  private void config(HttpExchange exchange) throws IOException {
    String missing = String.join(",", config.missing());
    boolean ok = missing.isEmpty() && config.secret().length() >= 20;
    Web.json(
        exchange,
        200,
        "{\"ok\":"
            + ok
            + ",\"missing\":"
            + Web.quoted(missing)
            + ",\"database\":"
            + Web.quoted(config.database())
            + ",\"typeform\":"
            + Web.quoted(config.typeform().toString())
            + "}");
  }

  private void typeform(HttpExchange exchange) throws IOException {
    try {
      HttpResponse<String> answer = typeform.me();
      Matcher account = ACCOUNT.matcher(answer.body());
      boolean reachable = answer.statusCode() == 200 && account.find();
      Web.json(
          exchange,
          200,
          "{\"reachable\":"
              + reachable
              + ",\"status\":"
              + answer.statusCode()
              + ",\"account\":"
              + Web.quoted(reachable ? account.group(1) : "")
              + "}");
    } catch (IOException e) {
      Web.json(exchange, 200, "{\"reachable\":false,\"account\":\"\"}");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void registration(HttpExchange exchange) throws IOException {
    String tag = exchange.getRequestURI().getPath().substring(REGISTRATIONS.length());
    String target = "http://127.0.0.1:" + config.port() + "/webhooks/typeform";
    try {
      HttpResponse<String> answer = typeform.webhook(exchange.getRequestMethod(), tag, target);
      Web.json(exchange, answer.statusCode(), answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
