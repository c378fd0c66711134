package dev.sallyport.examples.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.examples.webhook.Shell;
import dev.sallyport.plan.StepContext;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The items of what stands around the platform: the cluster, third parties, secrets, the image. */
@Tag("rehearsal")
@Timeout(120)
class PreparationSaysNoTest {
  @TempDir static Path folder;
  private static AnalyticsWorld world;
  private static InfraItems items;

  @BeforeAll
  static void start() throws Exception {
    world = new AnalyticsWorld(folder);
    items = new InfraItems(world.systems);
  }

  @AfterAll
  static void stop() {
    if (world != null) {
      world.close();
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "P3-012", "P3-013", "P3-014", "P3-023", "P3-024", "P3-025", "P3-026", "P3-027", "P3-028",
        "P3-030"
      })
  void yesAsLongAsAllIsWell(String id) throws Exception {
    items.says(id, "pass", "");
  }

  @Test
  void theBalancerLeadsElsewhere() throws Exception {
    balance("plan9-none");
    try {
      items.says("P3-012", "pending", "");
    } finally {
      balance("plan3-blue");
    }
    items.says("P3-012", "pass", "");
  }

  private static void balance(String version) throws Exception {
    Map.Entry<Integer, String> said =
        world.cluster.kubectl(
            "patch",
            "service",
            AnalyticsSettings.Cluster.BALANCER,
            "-p",
            "{\"spec\":{\"selector\":{\"version\":\"" + version + "\"}}}");
    assertThat(said.getKey()).as(said.getValue()).isZero();
  }

  /** The front's certificate is for {@code localhost}, and customers come by another name. */
  @Test
  void theCertificateIsForAnotherHost() throws Exception {
    AnalyticsSettings at = world.settings;
    AnalyticsSettings.Places places = at.at();
    AnalyticsSettings other =
        new AnalyticsSettings(
            at.home(),
            at.release(),
            at.data(),
            at.cluster(),
            new AnalyticsSettings.Places(
                places.production(),
                places.green(),
                places.blue(),
                places.staging(),
                new InetSocketAddress("127.0.0.1", places.front().getPort()),
                places.frontTrust()),
            at.beyond(),
            at.programs(),
            at.pace());
    try (AnalyticsSystems systems = AnalyticsSystems.with(other, world.mongo.set.checks())) {
      new InfraItems(systems).says("P3-013", "fail", "127.0.0.1");
    }
  }

  @Test
  void theLogsAreNotTaken() throws Exception {
    broken(world.beyond.logs, "P3-014", "pending", "503");
  }

  @Test
  void sendGridIsDown() throws Exception {
    broken(world.beyond.sendgrid, "P3-026", "pending", "503");
    broken(world.beyond.sendgrid, "P3-030", "pending", "503");
  }

  @Test
  void theBucketIsNotThere() throws Exception {
    broken(world.beyond.s3, "P3-030", "pending", "503");
  }

  private static void broken(Party party, String id, String word, String reason) throws Exception {
    party.isDown = true;
    try {
      items.says(id, word, reason);
    } finally {
      party.isDown = false;
    }
  }

  @Test
  void aKeyThatIsRefused() throws Exception {
    items.says(
        InfraItems.ASK.knowing(Secrets.SENTRY, "sntrys_of-last-year"), "P3-026", "pending", "40");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "'value: \"false\"', 'value: \"true\"', fail flag-on, ENABLE_ANALYTICS=true",
    "'value: \"0\"', 'value: \"100\"', fail flag-on, ANALYTICS_ROLLOUT_PERCENT=100",
    "plan3-v1.0.0, plan3-v0.9.0, fail other-image, plan3-v0.9.0",
  })
  void aManifestThatBringsSomethingElse(String part, String instead, String word, String reason)
      throws Exception {
    Path file = world.home.manifests().resolve("plan3-green.yml");
    String before = Files.readString(file);
    assertThat(before).contains(part);
    Files.writeString(file, before.replace(part, instead));
    try {
      items.says("P3-023", word, reason);
    } finally {
      Files.writeString(file, before);
    }
  }

  @Test
  void aSecretThatIsShortOrIsNotTheOneThatWasMade() throws Exception {
    items.says(
        InfraItems.ASK.knowing(Secrets.API, "abc123"),
        "P3-024",
        "fail secret-too-simple",
        "api-key");
    items.says(
        InfraItems.ASK.knowing(Secrets.API, "another-key-of-the-platform"),
        "P3-024",
        "fail secret-not-the-one",
        "api-key");
  }

  @Test
  void aSecretOfLastYear() throws Exception {
    Map<String, String> secrets =
        Map.of(
            Secrets.WEBHOOK.name(), AnalyticsWorld.WEBHOOK, Secrets.API.name(), AnalyticsWorld.API);
    world.prepared.rotated(Instant.now().minusSeconds(365L * 86_400), secrets);
    try {
      items.says("P3-024", "fail secret-old", "not lately");
    } finally {
      world.prepared.rotated(Instant.now().minusSeconds(60), secrets);
    }
  }

  @Test
  void theDatabaseIsDown() throws Exception {
    world.mongo.server.stop();
    try {
      items.says("P3-025", "pending", "");
    } finally {
      world.mongo.server.start();
    }
    items.says("P3-025", "pass", "");
  }

  @Test
  void plan1IsOfAnotherVersion() throws Exception {
    String before = world.beyond.backendVersion;
    world.beyond.backendVersion = "1.9.0";
    try {
      items.says("P3-027", "pending", "1.9.0");
    } finally {
      world.beyond.backendVersion = before;
    }
  }

  @Test
  void theRegistryIsDown() throws Exception {
    world.registry.stop();
    try {
      items.says("P3-028", "pending", "");
    } finally {
      world.registry.start();
    }
    items.says("P3-028", "pass", "");
  }

  @Test
  void theImageIsPushedAndOnlyThatOneIsTaken() throws Exception {
    Image image = new Image(world.systems);
    StepContext context = ThirdParties.BY_HAND;
    RegisteredImage registered =
        new RegisteredImage(world.registry.address(), world.settings.release());
    InfraItems.says(
        InfraItems.ASK, registered.hasDigest("any"), "pending image-missing", "Push it");

    image.build.run(context, new Object[0]);
    String digest = image.push.run(context, new Object[0]);
    InfraItems.says(InfraItems.ASK, registered.hasDigest(digest), "pass", "");

    Path more = world.home.app().resolve("more.txt");
    Files.writeString(more, "somebody else's build of the same tag");
    String docker = world.registry.docker().toString();
    String reference = world.settings.release().reference();
    Shell.run(Map.of(), world.home.app(), docker, "build", "-t", reference, ".");
    Shell.run(Map.of(), world.home.app(), docker, "push", reference);
    Files.delete(more);
    InfraItems.says(
        InfraItems.ASK, registered.hasDigest(digest), "fail other-image", "somebody else");
  }

  @Test
  void anImageThatCannotBeBuilt() throws Exception {
    Path file = world.home.app().resolve("Dockerfile");
    byte[] before = Files.readAllBytes(file);
    Files.delete(file);
    try {
      assertThatThrownBy(
              () -> new Image(world.systems).build.run(ThirdParties.BY_HAND, new Object[0]))
          .hasMessageContaining("failed to read dockerfile");
    } finally {
      Files.write(file, before);
    }
  }
}
