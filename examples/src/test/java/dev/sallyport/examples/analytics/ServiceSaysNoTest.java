package dev.sallyport.examples.analytics;

import static dev.sallyport.examples.analytics.ServiceWorld.ASK;
import static dev.sallyport.examples.analytics.ServiceWorld.env;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.sallyport.check.Verdict;
import dev.sallyport.engine.Engine;
import dev.sallyport.engine.Run;
import dev.sallyport.examples.analytics.service.Config;
import dev.sallyport.journal.Journals;
import dev.sallyport.journal.Outcome;
import dev.sallyport.plan.Dsl;
import dev.sallyport.plan.Graph;
import dev.sallyport.plan.Plan;
import dev.sallyport.testkit.checks.Ask;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The items of smoke tests and functions: yes while all is well, and no to what is broken. */
@Tag("once")
@Timeout(120)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ServiceSaysNoTest {
  @TempDir static Path folder;
  private static ServiceWorld world;
  private static Graph graph;
  private boolean changed;

  @BeforeAll
  static void start() throws Exception {
    world = new ServiceWorld(folder);
    SmokeTests smoke = new SmokeTests(world.systems);
    FunctionalValidation functional = new FunctionalValidation(world.systems);
    graph =
        Dsl.plan("service", 1)
            .secrets(Secrets.API, Secrets.WEBHOOK)
            .phases(
                smoke.onGreen(),
                functional.analytics(),
                functional.caching(),
                functional.integrations(),
                functional.reporting())
            .build()
            .graph();
  }

  @AfterAll
  static void stop() throws Exception {
    if (world != null) {
      world.close();
    }
  }

  @AfterEach
  void mend() throws Exception {
    world.front.well();
    if (changed) {
      world.well();
    }
  }

  private static void says(String id, String word, String reason, Ask ask) throws Exception {
    Verdict verdict = ask.now(Items.check(graph, id, "none"));
    assertThat(Ask.word(verdict) + ": " + verdict.reason())
        .as(id)
        .startsWith(word)
        .contains(reason);
  }

  private void run(UnaryOperator<Config> one, UnaryOperator<Config> other) throws Exception {
    changed = true;
    world.run(one, other);
  }

  private void run(UnaryOperator<Config> both) throws Exception {
    run(both, both);
  }

  @Order(1)
  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "P3-057", "P3-058", "P3-059", "P3-060", "P3-082", "P3-083", "P3-084", "P3-085", "P3-086",
        "P3-087", "P3-088", "P3-089", "P3-090", "P3-091", "P3-092", "P3-093", "P3-094", "P3-095",
        "P3-096", "P3-097"
      })
  void whatIsWell(String id) throws Exception {
    ASK.until(Items.check(graph, id, "none"), "pass");
  }

  @Order(2)
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "P3-082, fail not-updated, 2 responses were taken",
    "P3-083, fail series-differs, 'sent was {2026-01-05=3, 2026-01-06=0'",
    "P3-084, fail other-result, not {",
    "P3-085, fail other-prediction, not 9 and 21",
  })
  void writesThatGetLost(String id, String word, String reason) throws Exception {
    world.front.losesWrites = true;
    says(id, word, reason, ASK);
  }

  @Order(2)
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "P3-059, fail signed-otherwise, not signed with the secret",
    "P3-092, fail signed-refused, 401",
  })
  void aSecretThatIsAnother(String id, String word, String reason) throws Exception {
    says(id, word, reason, ASK.knowing(Secrets.WEBHOOK, "another-secret-of-webhooks"));
  }

  @Order(2)
  @ParameterizedTest(name = "{0}")
  @CsvSource({"P3-060", "P3-094"})
  void reportsThatAreCut(String id) throws Exception {
    world.front.cutsReports = true;
    says(id, "fail pdf-broken", "it has no end, so it is cut", ASK);
  }

  @Order(3)
  @Test
  void theFormerVersionAnswers() throws Exception {
    run(config -> config.withVersion("plan2-v2.0.0"));
    says("P3-057", "pending", "plan2-v2.0.0", ASK);
  }

  @Order(3)
  @Test
  void aProcessThatKeepsNothing() throws Exception {
    run(env("CACHE_L1_MILLIS", "0"));
    says("P3-058", "pending level-not-used", "None of the answers came from L1", ASK);
    says("P3-086", "pending level-not-used", "None of the answers came from L1", ASK);
  }

  @Order(3)
  @Test
  void backendsWithoutRedis() throws Exception {
    run(ServiceWorld::alone);
    says("P3-087", "pending level-not-used", "None of the answers came from L2", ASK);
  }

  @Order(3)
  @Test
  void oneOfTheBackendsHearsOfNoWrites() throws Exception {
    run(UnaryOperator.identity(), ServiceWorld::alone);
    says("P3-089", "fail stale", "L1: 1", ASK);
  }

  @Order(3)
  @Test
  void aReplicaThatIsGone() throws Exception {
    world.mongo.replica.cut(true);
    try {
      says("P3-088", "pending level-not-used", "MISS: 1", ASK);
    } finally {
      world.mongo.replica.cut(false);
    }
  }

  @Order(3)
  @Test
  void secondariesThatAreDown() throws Exception {
    world.mongo.set.addresses().stream().skip(1).forEach(world.mongo.set::killed);
    try {
      says("P3-088", "pending on-primary", "0 of 50 reads", ASK);
    } finally {
      world.mongo.set.well();
    }
  }

  @Order(3)
  @Test
  void aServiceThatGivesUpAtOnce() throws Exception {
    run(env("WEBHOOK_ATTEMPTS", "1"));
    says("P3-090", "fail lost", "0 of 100 events were delivered", ASK);
    says("P3-091", "fail too-few-attempts", "1 attempts came", ASK);
  }

  @Order(3)
  @Test
  void aServiceThatTriesForLong() throws Exception {
    run(env("WEBHOOK_FIRST_DELAY_MILLIS", "30000"));
    says("P3-093", "fail no-dead-letter", "after 1 attempts", ASK);
  }

  @Order(4)
  @Test
  void reportsOfAnotherKind() throws Exception {
    world.celery.reports(
        world.front.address().resolve("/health"), world.inbox.smtp(), "ops@example.org");
    try {
      ASK.until(Items.check(graph, "P3-096", "none"), "fail no-attachment");
      says("P3-097", "inconclusive NO_DATA", "no PDF that could be measured", ASK);
    } finally {
      world.celery.reports(world.report(), world.inbox.smtp(), "ops@example.org");
    }
  }

  @Order(4)
  @Test
  void aReportThatIsLarge() throws Exception {
    HttpServer bloated =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    bloated.createContext(
        "/",
        exchange -> {
          byte[] pdf = uncompressed(200_000);
          exchange.getResponseHeaders().set("Content-Type", "application/pdf");
          exchange.sendResponseHeaders(200, pdf.length);
          exchange.getResponseBody().write(pdf);
          exchange.close();
        });
    bloated.start();
    try {
      world.celery.reports(
          URI.create("http://127.0.0.1:" + bloated.getAddress().getPort() + "/"),
          world.inbox.smtp(),
          "ops@example.org");
      Verdict verdict = ASK.until(Items.check(graph, "P3-097", "none"), "fail too-large");
      assertThat(verdict.reason()).contains("bytes, not compressed");
    } finally {
      world.celery.reports(world.report(), world.inbox.smtp(), "ops@example.org");
      bloated.stop(0);
    }
  }

  /** A PDF of one page, as it is without compression. */
  private static byte[] uncompressed(int letters) {
    String page = "(" + "x".repeat(letters) + ") Tj";
    String body = "1 0 obj\n<< /Length " + page.length() + " >>\nstream\n" + page;
    String file = "%PDF-1.4\n" + body + "\nendstream\nendobj\n";
    String table = "xref\n0 2\n0000000000 65535 f \n0000000009 00000 n \n";
    return (file + table + "trailer\n<< >>\nstartxref\n" + file.length() + "\n%%EOF\n")
        .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  @Order(5)
  @Test
  void smokeTestsThatFail() throws Exception {
    assertThat(smoke("well")).isEqualTo(Outcome.SUCCEEDED);
    world.front.losesWrites = true;
    assertThat(smoke("broken")).isEqualTo(Outcome.ROLLED_BACK);
  }

  /** Runs the step alone, as the plan does. */
  private static Outcome smoke(String run) throws Exception {
    Plan plan =
        Dsl.plan("smoke", 1)
            .secrets(Secrets.API)
            .phases(Dsl.phase("smoke").step(new SmokeTests(world.systems).suite()))
            .build()
            .with(Secrets.API, ServiceWorld.KEY);
    try (Engine engine = Engine.of(Journals.inMemory())) {
      Run running = engine.start(plan, run, "ann");
      Optional<Outcome> outcome = running.await(Duration.ofSeconds(60));
      return outcome.orElseThrow();
    }
  }

  @Order(5)
  @Test
  void beatIsDead() throws Exception {
    world.celery.killBeat();
    try {
      says(
          "P3-095",
          "pending no-report",
          "Look at beat's schedule",
          ASK.within(Duration.ofSeconds(6)));
    } finally {
      world.celery.startBeat();
    }
  }
}
