package dev.sallyport.examples.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is known by Prometheus: each says yes of a good world, and no of a broken one, and why. */
@Tag("rehearsal")
@Timeout(120)
class WebhookAlertsSayNoTest {
  @TempDir static Path folder;
  private static WebhookWorld world;
  private static WebhookSystems running;
  private static Verdicts verdicts;

  @BeforeAll
  static void start() throws Exception {
    world = new WebhookWorld(folder);
    running = world.deploying("1.0.0"); // so that what asks for the version is content
    for (int i = 0; i < 3; i++) {
      assertThat(world.customers.asAdmin("/typeform")).isEqualTo(200);
    }
    Baseline measured = Baseline.measure(running, WebhookWorld.BY_HAND);
    // a busy machine is not a slow release
    verdicts = Verdicts.of(running).after(new Baseline(measured.mean().plusMillis(100)));
    for (String id : Cases.of(WebhookAlertsSayNoTest.class).distinct().toList()) {
      verdicts.comeToPass(id);
    }
  }

  @AfterAll
  static void stop() throws IOException {
    if (world != null) {
      running.close();
      world.close();
    }
  }

  @ParameterizedTest(name = "{0}, {1} gone")
  @CsvSource({
    "PR-016, WebhookPerformance",
    "PR-051, WebhookSuccessBelow95",
    "PR-052, WebhookLatencyAbove100ms",
    "PR-053, WebhookSignatureFailures",
    "PR-054, WebhookPerformance",
  })
  void aRuleIsNotLoaded(String id, String rule) throws Exception {
    world.rules(WebhookWorld.RULES.replace("alert: " + rule, "alert: Another"));
    try {
      verdicts.comeToSay(id, "fail rule-missing", "The rule " + rule + " is not loaded");
    } finally {
      world.rules(WebhookWorld.RULES);
    }
  }

  @ParameterizedTest(name = "{0}, {1} errs")
  @CsvSource({
    "PR-016, WebhookLatencyAbove100ms",
    "PR-051, WebhookSuccessBelow95",
    "PR-052, WebhookLatencyAbove100ms",
    "PR-053, WebhookSignatureFailures",
    "PR-054, WebhookPerformance",
  })
  void aRuleCannotBeEvaluated(String id, String rule) throws Exception {
    // well-formed, so it is loaded; but several series stand on both sides
    String errs = "expr: webhooks_total / on() webhooks_total #";
    world.rules(WebhookWorld.RULES.replaceFirst("(alert: " + rule + "\\s+)expr:", "$1" + errs));
    try {
      verdicts.comeToSay(id, "fail rule-broken", "The rule " + rule + " cannot be evaluated");
    } finally {
      world.rules(WebhookWorld.RULES);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "PR-043, fail alert-firing, WebhookSignatureFailures fires",
    "PR-068, fail alert-firing, WebhooksForged fires",
  })
  void webhooksAreForged(String id, String word, String reason) throws Exception {
    world.customers.manyPosts(800, "a-secret-of-somebody-else");
    verdicts.comeToSay(id, word, reason);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "PR-046, fail threshold-breached, > 99",
    "PR-067, fail threshold-breached, >= 90",
    "PR-082, fail threshold-breached, > 99",
    "PR-089, fail threshold-breached, > 99",
  })
  void theDatabaseTakesNothing(String id, String word, String reason) throws Exception {
    world.database.readOnly();
    try {
      verdicts.comeToSay(id, word, reason);
    } finally {
      world.database.writable();
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "PR-047, fail threshold-breached, < 50 ms",
    "PR-071, fail threshold-breached, <=",
    "PR-082, fail threshold-breached, < 50 ms",
  })
  void theDatabaseIsSlow(String id, String word, String reason) throws Exception {
    world.database.slow(1);
    try {
      verdicts.comeToSay(id, word, reason);
    } finally {
      world.database.swift();
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource("PR-050, fail threshold-breached, <= 100")
  void aReceiverDoesNotAnswer(String id, String word, String reason) throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 500, InetAddress.getLoopbackAddress())) {
      for (int i = 0; i < 150; i++) {
        assertThat(world.customers.deliver("http://127.0.0.1:" + silent.getLocalPort() + "/", ""))
            .isEqualTo(202);
      }
      verdicts.comeToSay(id, word, reason);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "PR-049, fail threshold-breached, <= 2",
    "PR-062, fail threshold-breached, >= 95",
  })
  void theServiceCallsTypeformTooOften(String id, String word, String reason) throws Exception {
    String before = Files.readString(world.home.config());
    restarted(before + "typeform-calls-per-second=1000\n");
    world.beyond.typeformCounts = true;
    try {
      for (int i = 0; i < 80; i++) {
        assertThat(world.customers.asAdmin("/typeform")).isEqualTo(200);
      }
      verdicts.comeToSay(id, word, reason);
    } finally {
      world.beyond.typeformCounts = false;
      restarted(before);
    }
  }

  private static void restarted(String config) throws Exception {
    world.systems.service.stop();
    Files.writeString(world.home.config(), config);
    world.systems.service.start(WebhookWorld.BY_HAND);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "PR-044, fail replayed, sent twice had 2 effects",
    "PR-084, fail replayed, sent twice had 2 effects",
  })
  void eventsAreNotToldApart(String id, String word, String reason) throws Exception {
    world.database.sql("webhook", "alter table webhook_event drop constraint webhook_event_pkey");
    try {
      verdicts.comeToSay(id, word, reason);
    } finally {
      world.database.sql(
          "webhook",
          "delete from webhook_event where event_id like 'replayed-%';"
              + "alter table webhook_event add primary key (event_id)");
    }
  }
}
