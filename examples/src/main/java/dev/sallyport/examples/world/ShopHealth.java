package dev.sallyport.examples.world;

import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;

/** Asks a shop how it is. */
final class ShopHealth {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

  private final HttpRequest request;

  ShopHealth(int port) {
    this.request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health"))
            .timeout(Duration.ofSeconds(2))
            .build();
  }

  /** What a shop says of itself. */
  record Answer(String version, String key) {}

  /** Returns the answer of a shop that works; nothing, if none answers so. */
  Optional<Answer> ask() throws InterruptedException {
    try {
      HttpResponse<String> response = CLIENT.send(request, BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        return Optional.empty();
      }
      Properties lines = new Properties();
      lines.load(new StringReader(response.body()));
      return Optional.of(
          new Answer(lines.getProperty("version", ""), lines.getProperty("key", "")));
    } catch (IOException e) {
      return Optional.empty(); // nobody listens there yet, or no longer
    }
  }
}
