package dev.sallyport.examples.analytics;

import dev.sallyport.check.Percent;
import dev.sallyport.checks.mongo.ScriptedMongo;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The items of Redis and Celery, which are real and broken for real, and of the replica set, which
 * follows a script.
 */
@Tag("rehearsal")
@Timeout(120)
class StoresSaysNoTest {
  private static final String SECOND = "10.0.0.2:27017";

  @TempDir static Path folder;
  private static RedisPart redis;
  private static CeleryPart celery;
  private static AnalyticsSystems systems;
  private static InfraItems items;
  private static final ScriptedMongo SET = ScriptedMongo.healthy(3);

  @BeforeAll
  static void start() throws Exception {
    Home home = new Home(Files.createDirectories(folder.resolve("home")));
    App.layOut(home);
    celery = new CeleryPart(home, folder.resolve("celery"), AnalyticsWorld.PASSWORD);
    redis = new RedisPart(folder.resolve("redis"), AnalyticsWorld.PASSWORD);
    AnalyticsSettings none = Nowhere.settings(Pace.rehearsal());
    systems =
        AnalyticsSystems.with(
            InfraItems.settings(
                home.folder(),
                new AnalyticsSettings.Data(
                    redis.seeds(),
                    celery.broker(),
                    SET.addresses(),
                    none.data().database(),
                    none.data().replica(),
                    none.data().staging()),
                none.at(),
                new AnalyticsSettings.Programs(
                    "docker", "python3", "pytest", "locust", celery.program().toString())),
            SET.checks());
    items = new InfraItems(systems);
  }

  @AfterAll
  static void stop() {
    if (systems != null) {
      systems.close();
      redis.close();
      celery.close();
    }
  }

  @AfterEach
  void well() {
    SET.well();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "P3-008", "P3-009", "P3-010", "P3-011", "P3-021", "P3-031", "P3-032", "P3-033", "P3-034",
        "P3-035", "P3-036", "P3-037", "P3-038", "P3-039", "P3-040", "P3-041", "P3-042"
      })
  void yesAsLongAsAllIsWell(String id) throws Exception {
    items.says(id, "pass", "");
  }

  /** The checklist's {@code redis-cli --cluster check} exits with 0 now, as checks-redis shows. */
  @Test
  void aReplicaOfRedisIsDead() throws Exception {
    redis.kill(5);
    try {
      items.says("P3-008", "fail", redis.seeds().get(5));
      items.says("P3-031", "fail", redis.seeds().get(5));
      items.says("P3-033", "pending", "");
    } finally {
      redis.start(5);
    }
    items.says("P3-008", "pass", "");
  }

  @Test
  void aSlotWithoutAnOwner() throws Exception {
    redis.node(0).clusterDelSlots(7);
    try {
      items.says("P3-032", "fail", "7");
    } finally {
      redis.node(0).clusterAddSlots(7);
    }
    items.says("P3-032", "pass", "");
  }

  @Test
  void aNodeThatKeepsNoFile() throws Exception {
    redis.node(1).configSet("appendonly", "no");
    try {
      items.says("P3-034", "fail", redis.seeds().get(1));
    } finally {
      redis.node(1).configSet("appendonly", "yes");
    }
    items.says("P3-034", "pass", "");
  }

  @Test
  void aMemberOfTheSetIsDead() throws Exception {
    SET.killed(SECOND);
    items.says("P3-009", "inconclusive", SECOND); // nobody can tell how long its oplog is
    items.says("P3-035", "pending", SECOND);
  }

  @Test
  void aMemberStandsStill() throws Exception {
    SET.behind(SECOND);
    items.says("P3-036", "pending", SECOND);
  }

  @Test
  void nobodyReadsFromASecondary() throws Exception {
    SET.killed(SECOND).killed("10.0.0.3:27017");
    items.says("P3-037", "pending on-primary", "");
  }

  @Test
  void noRoomForConnections() throws Exception {
    SET.connectionsLeft("10.0.0.1:27017", 10);
    items.says("P3-038", "pending", "10.0.0.1:27017");
  }

  @Test
  void aDiskIsNearlyFull() throws Exception {
    SET.storageUsed(SECOND, Percent.of(95));
    items.says("P3-021", "fail", "95 %");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "P3-010, pending too-few-workers, 3 workers",
    "P3-039, pending, 3",
    "P3-041, pending, 3",
  })
  void aWorkerIsDead(String id, String word, String reason) throws Exception {
    items.says(id, "pass", "");
    celery.killWorker(0);
    try {
      items.says(id, word, reason);
    } finally {
      celery.startWorker(0);
    }
  }

  @Test
  void aWorkerRunsOtherCode() throws Exception {
    items.says("P3-011", "pass", "");
    Path code = systems.home.app().resolve("app/celery.py");
    String before = Files.readString(code);
    Files.writeString(code, before.replace("\"reports\": {", "\"letters\": {"));
    celery.killWorker(1);
    celery.startWorker(1);
    try {
      items.says("P3-011", "fail not-scheduled", "w1@form-backend");
    } finally {
      Files.writeString(code, before);
      celery.killWorker(1);
      celery.startWorker(1);
    }
  }

  @Test
  void beatIsDead() throws Exception {
    items.says("P3-040", "pass", "");
    celery.killBeat();
    try {
      items.says("P3-040", "pending beat-late", "The canary last ran");
    } finally {
      celery.startBeat();
    }
  }

  @Test
  void aTaskThatReturnsSomethingElse() throws Exception {
    items.says("P3-042", "pass", "");
    Path code = systems.home.app().resolve("app/celery.py");
    String before = Files.readString(code);
    Files.writeString(code, before.replace("return one + two", "return one * two"));
    restart();
    try {
      items.says("P3-042", "fail other-result", "6");
    } finally {
      Files.writeString(code, before);
      restart();
    }
  }

  private static void restart() throws Exception {
    for (int i = 0; i < CeleryPart.WORKERS; i++) {
      celery.killWorker(i);
      celery.startWorker(i);
    }
  }

  @Test
  void theBrokerIsDown() throws Exception {
    celery.killBroker();
    try {
      items.says("P3-041", "inconclusive", "");
      items.says("P3-042", "inconclusive", "");
    } finally {
      celery.startBroker();
    }
    items.says("P3-041", "pass", "");
  }
}
