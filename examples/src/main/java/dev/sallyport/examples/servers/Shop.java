package dev.sallyport.examples.servers;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The service that is deployed: {@code GET /item?id=N&user=U} shows an item, from the cache or
 * worked out. Version green has a feature, related items, for a percentage of the users.
 *
 * <p>Without {@code id} or {@code user} a visitor comes by chance and looks at some item. {@code
 * --fault errors} lets half of the feature's requests fail, {@code --fault slow} slows them down.
 */
public final class Shop {
  private static final int ITEMS = 150;
  private static final int USERS = 10_000;
  private static final int WARM_UP = 100;
  private static final long WORK_MILLIS = 4;
  private static final long SLOW_MILLIS = 1_500;

  private final String version;
  private final String key;
  private final String fault;
  private final ItemCache cache;
  private final Register flag = new Register("0");
  private volatile boolean warm;
  private final AtomicLong featured = new AtomicLong();

  private Shop(Flags flags, ItemCache cache) {
    this.version = flags.text("version");
    this.key = flags.text("key");
    this.fault = flags.text("fault");
    this.cache = cache;
  }

  /** Starts the service; it ends with its process. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Flags flags = Flags.parse(args);
    List<Integer> redis =
        Arrays.stream(flags.text("redis").split(",")).map(Integer::valueOf).toList();
    Shop shop = new Shop(flags, new ItemCache(redis));
    HttpServer server = Web.bind(flags.number("port"), 80);
    server.createContext("/item", Web.guarded(shop::item));
    server.createContext("/health", Web.guarded(shop::health));
    server.createContext(
        "/admin/flag", Web.guarded(new RegisterHandler(shop.flag, System.getenv("DEMO_TOKEN"))));
    server.start();
    warmUp(flags.number("port"));
    shop.warm = true;
    System.out.println("shop " + shop.version + " listens on port " + flags.number("port"));
  }

  /** Is its own first customer, so that nobody else waits for cold code and cold connections. */
  private static void warmUp(int port) throws IOException, InterruptedException {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    for (int id = 0; id < WARM_UP; id++) {
      URI item = URI.create("http://127.0.0.1:" + port + "/item?user=99&id=" + id);
      client.send(HttpRequest.newBuilder(item).build(), BodyHandlers.discarding());
    }
  }

  private void item(HttpExchange exchange) throws IOException {
    Map<String, String> query = Web.query(exchange);
    int user = number(query, "user", USERS);
    int id = number(query, "id", ITEMS);
    boolean feature = user % 100 < Integer.parseInt(flag.state().value());
    exchange.getResponseHeaders().set("X-Version", version);
    if (feature && fault.equals("errors") && featured.incrementAndGet() % 2 == 0) {
      Web.reply(exchange, 503, "related items are not available\n");
      return;
    }
    if (feature && fault.equals("slow")) {
      pause(SLOW_MILLIS);
    }
    show(exchange, (feature ? "item-with-related:" : "item:") + id);
  }

  private void show(HttpExchange exchange, String what) throws IOException {
    Optional<String> cached = cache.get(what);
    exchange.getResponseHeaders().set("X-Cache", cached.isPresent() ? "hit" : "miss");
    Web.reply(exchange, 200, cached.orElseGet(() -> workOut(what)));
  }

  private String workOut(String what) {
    pause(WORK_MILLIS);
    String text = what + "\n" + "a fine thing to have. ".repeat(20) + "\n";
    cache.put(what, text);
    return text;
  }

  private void health(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("X-Version", version);
    String trouble = cache.trouble();
    Web.reply(
        exchange,
        warm ? 200 : 503,
        String.format(
            Locale.ROOT,
            "service=shop%nversion=%s%nkey=%s%ncache=%s%n",
            version,
            key,
            trouble.isEmpty() ? "ok" : trouble));
  }

  private static int number(Map<String, String> query, String name, int bound) {
    String given = query.get(name);
    return given == null
        ? ThreadLocalRandom.current().nextInt(bound)
        : Math.floorMod(Integer.parseInt(given), bound);
  }

  private static void pause(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
