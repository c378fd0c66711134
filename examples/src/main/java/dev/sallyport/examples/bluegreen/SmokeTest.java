package dev.sallyport.examples.bluegreen;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Uses a shop before any customer does, by its own address. */
final class SmokeTest {
  private static final int ITEMS = 20;
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();

  private final URI shop;
  private final String version;

  SmokeTest(URI shop, String version) {
    this.shop = shop;
    this.version = version;
  }

  /**
   * Looks at some items and returns how many.
   *
   * @throws IOException if one cannot be seen, or another version shows it
   */
  int showsItems() throws IOException, InterruptedException {
    for (int id = 0; id < ITEMS; id++) {
      look(id);
    }
    return ITEMS;
  }

  /**
   * Looks at an item twice and returns where the second answer came from.
   *
   * @throws IOException if that was not the cache
   */
  String usesCache() throws IOException, InterruptedException {
    look(ITEMS);
    String cache = look(ITEMS).headers().firstValue("X-Cache").orElse("nowhere");
    if (!cache.equals("hit")) {
      throw new IOException(
          "An item seen before should be in the cache, but it is a " + cache + ".");
    }
    return cache;
  }

  private HttpResponse<String> look(int id) throws IOException, InterruptedException {
    URI item = shop.resolve("/item?user=1&id=" + id);
    HttpRequest request = HttpRequest.newBuilder(item).timeout(Duration.ofSeconds(5)).build();
    HttpResponse<String> answer = CLIENT.send(request, BodyHandlers.ofString());
    String seen = answer.headers().firstValue("X-Version").orElse("none");
    if (answer.statusCode() != 200 || !seen.equals(version)) {
      throw new IOException(
          item
              + " answered "
              + answer.statusCode()
              + " by version "
              + seen
              + ", not 200 by "
              + version
              + ".");
    }
    return answer;
  }
}
