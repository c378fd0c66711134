package dev.sallyport.examples.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.api.sync.RedisCommands;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The triggers of the rollback, one a night, pulled by what they are there for while the whole plan
 * runs. Each night finds what the one before has left: its migrations are sound, so they stay.
 *
 * <p>Damaged data are in {@link AnalyticsRunTest}, security in {@link AnalyticsSecondDayRunTest}.
 */
@Tag("rehearsal")
@Timeout(240)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AnalyticsTriggersRunTest {
  @TempDir static Path folder;
  private static Nights nights;

  @BeforeAll
  static void start() throws Exception {
    nights = new Nights(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    if (nights != null) {
      nights.close();
    }
  }

  /**
   * Somebody's tool leaves in Redis what is no number: whoever looks at that form is answered 503,
   * once no process remembers it.
   */
  private static AutoCloseable aCountThatIsNoNumber() {
    String key = "{form:" + MongoPart.FORM + "}:writes";
    RedisCommands<String, String> node = nights.world.redis.primaryOf(key);
    node.set(key, "some");
    return () -> node.del(key);
  }

  @Test
  @Order(1)
  void errorsOfMoreThanFivePercent() throws Exception {
    Nights.Night night = nights.begin("error-rate");
    night.untilGreenServes();

    night.turnsBy(AnalyticsTriggersRunTest::aCountThatIsNoNumber, "prometheus metric-threshold");
    assertThat(night.run.events().toString()).contains("3 migrations would go through");
  }

  /** Health is fine and so is whoever only looks; and nobody can answer a form. */
  @Test
  @Order(2)
  void criticalFunctionalityThatIsBroken() throws Exception {
    Nights.Night night = nights.begin("critical-functionality");
    night.untilGreenServes();

    night.turnsBy(
        () -> {
          nights.world.production.refusing("POST");
          return nights.world.production::refusing;
        },
        "/responses answered 403, not 201");
    assertThat(night.run.events().toString()).contains("Nothing is left to migrate");
  }

  @Test
  @Order(3)
  void responsesThatAreSlowForTooLong() throws Exception {
    Nights.Night night = nights.begin("response-time");
    night.people.untilDone("Enable Analytics (10% Traffic)/flag-at-every-pod-10");
    assertThat(nights.world.version()).isEqualTo(AnalyticsWorld.TAG);

    night.turnsBy(
        () -> {
          nights.world.production.slow(Duration.ofMillis(700));
          return () -> nights.world.production.slow(Duration.ZERO);
        },
        "http latency-quantile p95");
    assertThat(night.run.events().toString()).contains("Nothing is left to migrate");
  }
}
