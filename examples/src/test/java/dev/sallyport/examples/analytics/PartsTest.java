package dev.sallyport.examples.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Check;
import dev.sallyport.check.Secret;
import dev.sallyport.checks.celery.CeleryChecks;
import dev.sallyport.checks.celery.CeleryOptions;
import dev.sallyport.checks.redis.RedisChecks;
import dev.sallyport.checks.redis.RedisOptions;
import dev.sallyport.examples.webhook.Shell;
import dev.sallyport.testkit.checks.Ask;
import java.net.HttpURLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The parts of the world stand, each by itself. */
@Tag("once")
@Timeout(90)
class PartsTest {
  private static final Secret<String> PASSWORD = Secrets.REDIS;
  private static final Ask ASK = Ask.checks().knowing(PASSWORD, "s3same");
  @TempDir Path folder;

  @Test
  void aClusterOfRedis() throws Exception {
    try (RedisPart redis = new RedisPart(folder, "s3same");
        RedisChecks checks =
            RedisChecks.cluster(RedisOptions.seeds(redis.seeds().get(0)).password(PASSWORD))) {
      Check whole = checks.clusterConfigAgreement().expecting(6).and(checks.slotCoverage());
      ASK.until(whole, "pass");
      ASK.until(checks.replicationLink().replicasPerPrimary(1), "pass");
    }
  }

  @Test
  void fourWorkersAndBeat() throws Exception {
    Home home = new Home(folder.resolve("home"));
    App.layOut(home);
    try (CeleryPart celery = new CeleryPart(home, folder.resolve("celery"), "s3same");
        CeleryChecks checks =
            CeleryChecks.at(
                CeleryOptions.broker("127.0.0.1", celery.broker().getPort()).password(PASSWORD))) {
      ASK.until(checks.workersPing().expecting(CeleryPart.WORKERS), "pass");
      ASK.until(checks.beatAlive("canary", Duration.ofSeconds(1)), "pass");
      ASK.until(
          checks.taskRoundtrip("app.add").with(2, 3).returning(5).below(Duration.ofSeconds(5)),
          "pass");
    }
  }

  @Test
  void dataInTwoPlaces() throws Exception {
    try (MongoPart mongo = new MongoPart(folder)) {
      assertThat(mongo.data().getCollection("responses").countDocuments())
          .isEqualTo(MongoPart.RESPONSES);
      ASK.until(mongo.set.checks().replicaSetHealth(3), "pass");
    }
  }

  @Test
  void anImageGoesToTheRegistry() throws Exception {
    Path content = Files.createDirectories(folder.resolve("content"));
    Files.writeString(content.resolve("Dockerfile"), "FROM scratch\nCOPY . /\n");
    try (RegistryPart registry = new RegistryPart(folder.resolve("registry"))) {
      String image = registry.image("form-backend") + ":plan3-v1.0.0";
      String docker = registry.docker().toString();
      Shell.run(Map.of(), content, docker, "build", "-t", image, content.toString());
      HttpURLConnection before = manifest(registry);
      assertThat(before.getResponseCode()).isEqualTo(404);
      Shell.run(Map.of(), content, docker, "push", image);
      assertThat(manifest(registry).getResponseCode()).isEqualTo(200);
    }
  }

  private static HttpURLConnection manifest(RegistryPart registry) throws Exception {
    return (HttpURLConnection)
        registry
            .address()
            .resolve("/v2/form-backend/manifests/plan3-v1.0.0")
            .toURL()
            .openConnection();
  }
}
