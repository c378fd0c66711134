package dev.sallyport.examples.analytics;

import static dev.sallyport.check.Percent.percent;
import static dev.sallyport.examples.analytics.ServiceWorld.ASK;
import static dev.sallyport.examples.analytics.ServiceWorld.env;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Rate;
import dev.sallyport.check.Verdict;
import dev.sallyport.examples.analytics.service.Config;
import dev.sallyport.plan.Dsl;
import dev.sallyport.plan.Graph;
import dev.sallyport.testkit.checks.Ask;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The targets of performance: no to what misses them, and yes to what does not. The first come
 * first, since what Prometheus has seen of the loads counts for twenty seconds.
 */
@Tag("rehearsal")
@Timeout(120)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PerformanceSaysNoTest {
  private static final UnaryOperator<Config> NO_CACHE =
      config -> env("CACHE_L1_MILLIS", "0").apply(ServiceWorld.alone(config));

  @TempDir static Path folder;
  private static ServiceWorld world;
  private static Graph graph;

  @BeforeAll
  static void start() throws Exception {
    world = new ServiceWorld(folder);
    graph =
        Dsl.plan("performance", 1)
            .secrets(Secrets.API, Secrets.WEBHOOK)
            .phases(new PerformanceValidation(world.systems).targets())
            .build()
            .graph();
  }

  @AfterAll
  static void stop() throws Exception {
    if (world != null) {
      world.close();
    }
  }

  /** Asks for a form that nobody has answered. */
  private static void use() throws Exception {
    ASK.now(
        world
            .systems
            .http
            .load(world.front.address().resolve("/api/v2/analytics/forms/none/metrics"))
            .rate(Rate.perSecond(320))
            .lasting(Duration.ofSeconds(4))
            .errorRate()
            .staysBelow(percent(50)));
  }

  private static void says(String id, String word, String reason, Ask ask) throws Exception {
    Verdict verdict = ask.until(Items.check(graph, id, "none"), word);
    assertThat(verdict.reason()).contains(reason);
  }

  @Order(1)
  @Test
  void aDatabaseThatIsSlow() throws Exception {
    world.run(NO_CACHE, NO_CACHE);
    world.mongo.replica.slow(Duration.ofMillis(300));
    try {
      says("P3-079", "fail threshold-breached", "not >= 95 %", ASK);
    } finally {
      world.mongo.replica.slow(Duration.ZERO);
    }
  }

  @Order(2)
  @Test
  void nothingIsCached() throws Exception {
    use();
    says("P3-078", "fail threshold-breached", "not > 80 %", ASK);
    world.well();
  }

  @Order(3)
  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"P3-077", "P3-081", "P3-080", "P3-078", "P3-079"})
  void whatIsWell(String id) throws Exception {
    ASK.until(Items.check(graph, id, "none"), "pass");
  }

  @Order(4)
  @Test
  void answersThatAreSlow() throws Exception {
    world.front.slow = Duration.ofMillis(150);
    try {
      says("P3-077", "fail threshold-breached", "requests were slower or failed", ASK);
    } finally {
      world.front.well();
    }
  }

  @Order(4)
  @Test
  void answersThatAreErrors() throws Exception {
    world.front.percentFailing = 3;
    try {
      says("P3-081", "fail threshold-breached", "status-502", ASK);
    } finally {
      world.front.well();
    }
  }

  @Order(4)
  @Test
  void webhooksThatReceiversRefuse() throws Exception {
    says(
        "P3-080",
        "fail lost",
        "0 of 3000 events were delivered, 3000 calls signed otherwise",
        ASK.knowing(Secrets.WEBHOOK, "another-secret-of-webhooks"));
  }
}
