package dev.sallyport.examples.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.examples.analytics.service.Config;
import dev.sallyport.examples.analytics.service.FormBackend;
import dev.sallyport.examples.checklist.Programs;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two backends over one database and one cluster of Redis, which fail one after the other. */
@Tag("once")
@Timeout(90)
class BackendStoresTest {
  @TempDir static Path folder;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static RedisPart redis;
  private static MongoPart mongo;
  private static FormBackend one;
  private static FormBackend two;

  @BeforeAll
  static void start() throws Exception {
    mongo = new MongoPart(folder.resolve("mongo"));
    redis = new RedisPart(folder.resolve("redis"), "s3same");
    Config config =
        Config.of("1", "a-secret", "a-key")
            .withStores(
                new Config.Stores(
                    redis.seeds(),
                    "s3same",
                    Optional.of(mongo.database()),
                    Optional.of(mongo.replica())));
    one = FormBackend.start(config);
    two = FormBackend.start(config);
  }

  @AfterAll
  static void stop() throws Exception {
    for (AutoCloseable each : new AutoCloseable[] {one, two, redis, mongo}) {
      if (each != null) {
        each.close();
      }
    }
  }

  private static String level(FormBackend backend, String form) throws Exception {
    return get(backend, form).headers().firstValue("X-Cache").orElse("none");
  }

  private static HttpResponse<String> get(FormBackend backend, String form) throws Exception {
    URI uri = backend.address().resolve("api/v2/analytics/forms/" + form + "/metrics");
    return CLIENT.send(
        HttpRequest.newBuilder(uri).header("Authorization", "Bearer a-key").build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static int respond(FormBackend backend, String form, String id) throws Exception {
    return CLIENT
        .send(
            HttpRequest.newBuilder(backend.address().resolve("api/v2/forms/" + form + "/responses"))
                .POST(HttpRequest.BodyPublishers.ofString("{\"id\":\"" + id + "\",\"score\":4}"))
                .build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  @Test
  void each_level_answers_in_its_turn_and_a_write_is_seen_through_all() throws Exception {
    assertThat(respond(one, "levels", "a")).isEqualTo(201);
    assertThat(respond(two, "levels", "a")).isEqualTo(200);
    assertThat(level(one, "levels")).isEqualTo("L3");
    assertThat(level(one, "levels")).isEqualTo("L1");
    assertThat(level(two, "levels")).isEqualTo("L2");
    assertThat(level(two, "levels")).isEqualTo("L1");

    assertThat(respond(one, "levels", "b")).isEqualTo(201);
    assertThat(get(one, "levels").body()).contains("\"responses\":2");
    Programs.await("the other to hear", () -> !level(two, "levels").equals("L1"));
    assertThat(get(two, "levels").body()).contains("\"responses\":2", "\"mean_score\":4.0");
  }

  @Test
  void the_database_is_asked_while_the_replica_is_gone() throws Exception {
    assertThat(respond(one, "alone", "a")).isEqualTo(201);
    mongo.replica.cut(true);
    try {
      assertThat(level(one, "alone")).isEqualTo("MISS");
    } finally {
      mongo.replica.cut(false);
    }
    assertThat(respond(one, "alone", "b")).isEqualTo(201);
    Programs.await(
        "the replica again",
        () -> {
          respond(one, "alone", "" + System.nanoTime());
          return level(one, "alone").equals("L3");
        });
  }

  @Test
  void what_version_two_wrote_is_read() throws Exception {
    assertThat(get(one, MongoPart.FORM).body()).contains("\"responses\":200");
  }
}
