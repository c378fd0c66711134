package dev.sallyport.examples.analytics.service;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the platform is joined to, and whether each of it answers. */
final class Plugins {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final Config config;
  private final SecondLevel cache;
  private final Store store;

  Plugins(Config config, SecondLevel cache, Store store) {
    this.config = config;
    this.cache = cache;
    this.store = store;
  }

  /** Returns each plugin that is configured with {@code up} or {@code down}. */
  Map<String, String> health() {
    Map<String, String> health = new LinkedHashMap<>();
    health.put("store", word(store.answers()));
    if (!config.stores().redis().isEmpty()) {
      health.put("cache", word(cache.answers()));
    }
    config.outside().smtp().ifPresent(server -> health.put("mail", word(listens(server))));
    config.outside().sendgrid().ifPresent(api -> health.put("sendgrid", word(answers(api))));
    return health;
  }

  private static String word(boolean up) {
    return up ? "up" : "down";
  }

  private static boolean listens(InetSocketAddress server) {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(server.getHostString(), server.getPort()),
          (int) PATIENCE.toMillis());
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Without a key it is refused, which an API that is up does. */
  private boolean answers(URI api) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(api.resolve("/v3/scopes")).timeout(PATIENCE).build();
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() < 500;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
