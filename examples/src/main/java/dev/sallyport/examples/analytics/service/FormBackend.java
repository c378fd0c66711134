package dev.sallyport.examples.analytics.service;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A backend of forms with analytics: takes responses and tells what is known of them. Several of
 * them may run in one process. Thread-safe.
 */
public final class FormBackend implements AutoCloseable {
  static {
    // the JDK's server would wait for an acknowledgement between head and body
    if (System.getProperty("sun.net.httpserver.nodelay") == null) {
      System.setProperty("sun.net.httpserver.nodelay", "true");
    }
  }

  private final Config config;
  private final Log log;
  private final Metrics metrics = new Metrics();
  private final Rollout rollout;
  private final Store store;
  private final SecondLevel second;
  private final Deliveries deliveries;
  private final Forms forms;
  private final ExecutorService threads = Executors.newFixedThreadPool(16, FormBackend::daemon);
  private final HttpServer server;

  private FormBackend(Config config) throws IOException {
    this.config = config;
    this.log = new Log(config.log());
    this.rollout = Rollout.of(config);
    metrics.gauge("disk_used_ratio", new Disk(config)::used);
    this.server =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), config.port()), 200);
    server.setExecutor(threads);
    Config.Stores stores = config.stores();
    int pool = config.number("DB_POOL_MAX", 20);
    this.store =
        stores.database().isEmpty()
            ? new MemoryStore()
            : new MongoStore(stores.database().get(), stores.replica(), pool, metrics);
    this.second =
        stores.redis().isEmpty()
            ? new NoSecondLevel()
            : new RedisLevel(
                stores.redis(),
                stores.redisPassword(),
                Duration.ofSeconds(config.number("CACHE_L2_SECONDS", 60)),
                log);
    this.deliveries = new Deliveries(config, store, metrics, log);
    Duration kept = Duration.ofMillis(config.number("CACHE_L1_MILLIS", 2000));
    Webhooks webhooks = new Webhooks(config, store, deliveries);
    Reports reports = new Reports(store);
    this.forms =
        new Forms(
            config, rollout, store, new Cache(store, second, metrics, kept), webhooks, reports);
    serve(webhooks, new Plugins(config, second, store));
  }

  private void serve(Webhooks webhooks, Plugins plugins) {
    open("/health", this::health);
    open("/metrics", exchange -> Web.text(exchange, 200, metrics.page()));
    open("/api/v2/analytics/health", this::health);
    open("/api/v2/analytics/forms/", forms::analytics);
    open("/api/v2/analytics/query", forms::query);
    open("/api/v2/forms/", forms::form);
    open("/api/v2/webhooks/incoming", forms::incoming);
    keyed("/api/v2/webhooks/deliveries", webhooks::deliver);
    keyed("/api/v2/webhooks/dead-letters", webhooks::deadLetters);
    keyed("/api/v2/plugins", exchange -> Web.json(exchange, 200, plugins.health()));
  }

  /**
   * Starts a backend on the loopback.
   *
   * @throws IOException if it cannot listen at its port
   */
  public static FormBackend start(Config config) throws IOException {
    FormBackend backend = new FormBackend(config);
    backend.server.start();
    backend.log.info("ready: version " + config.version() + " at " + backend.address());
    return backend;
  }

  /** Returns where it answers. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "form-backend");
    thread.setDaemon(true);
    return thread;
  }

  /** What is done at an address. */
  @FunctionalInterface
  interface Entrance {
    void take(HttpExchange exchange) throws IOException, Web.Refused;
  }

  private void open(String path, Entrance entrance) {
    server.createContext(path, exchange -> timed(path, exchange, entrance));
  }

  private void keyed(String path, Entrance entrance) {
    open(
        path,
        exchange -> {
          forms.keyed(exchange);
          entrance.take(exchange);
        });
  }

  private void timed(String path, HttpExchange exchange, Entrance entrance) throws IOException {
    long begun = System.nanoTime();
    exchange.getResponseHeaders().set("X-Version", config.version());
    trace(exchange, path);
    try {
      entrance.take(exchange);
    } catch (Web.Refused e) {
      Web.json(exchange, e.status, Map.of("error", String.valueOf(e.getMessage())));
    } catch (IOException | RuntimeException e) {
      if (exchange.getResponseCode() >= 0) { // who asked has hung up
        log.info(
            exchange.getRequestMethod() + " " + path + " was not waited for: " + e.getMessage());
      } else {
        log.error(exchange.getRequestMethod() + " " + path + ": " + e);
        Web.json(exchange, 503, Map.of("error", "not now"));
      }
    } finally {
      exchange.close();
      if (!path.equals("/metrics")) {
        metrics.request(exchange.getResponseCode(), System.nanoTime() - begun);
      }
    }
  }

  /** A request with an id is found again in the log. */
  private void trace(HttpExchange exchange, String path) {
    String id = Web.header(exchange, "X-Request-Id");
    if (id.matches("[A-Za-z0-9-]{1,80}")) {
      log.info(exchange.getRequestMethod() + " " + path + " request " + id);
    }
  }

  private void health(HttpExchange exchange) throws IOException {
    boolean database = store.answers();
    Map<String, Object> health = new LinkedHashMap<>();
    health.put("status", database ? "up" : "down");
    health.put("version", config.version());
    health.put("database", database ? "up" : "down");
    health.put("cache", second.answers() ? "up" : "down");
    health.put("analytics", rollout.enabled());
    health.put("rollout_percent", rollout.enabled() ? rollout.percent() : 0);
    Web.json(exchange, database ? 200 : 503, health);
  }

  /** Stops at once; requests under way are broken off. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    deliveries.close();
    second.close();
    store.close();
    log.info("stopped: version " + config.version());
  }
}
