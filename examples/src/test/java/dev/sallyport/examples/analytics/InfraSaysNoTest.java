package dev.sallyport.examples.analytics;

import static dev.sallyport.plan.Dsl.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Check;
import dev.sallyport.check.Verdict;
import dev.sallyport.plan.Graph;
import dev.sallyport.testkit.checks.Ask;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The items up to the image: yes as long as all is well, and no to what is broken. */
@Timeout(120)
class InfraSaysNoTest {
  @TempDir static Path folder;
  private static AnalyticsWorld world;
  private static Graph graph;
  private static Rehearsal rehearsal;
  private static String backup;
  private static Ask ask;

  @BeforeAll
  static void start() throws Exception {
    world = new AnalyticsWorld(folder);
    AnalyticsSystems on = world.systems;
    CodeQuality quality = new CodeQuality(on);
    InfrastructureReadiness readiness = new InfrastructureReadiness(on);
    DatabasePreparation database = new DatabasePreparation(on, readiness.restored);
    InfrastructureDeployment deployment = new InfrastructureDeployment(on);
    Migrations migrations = new Migrations(on);
    graph =
        plan("infrastructure", 1)
            .secrets(
                Secrets.REDIS,
                Secrets.WEBHOOK,
                Secrets.API,
                Secrets.SENDGRID,
                Secrets.SENTRY,
                Secrets.GRAFANA)
            .phases(
                quality.codeQuality(),
                readiness.infrastructure(),
                database.database(),
                new ConfigurationManagement(on).configuration(),
                new Dependencies(on).dependencies(),
                deployment.redis(),
                deployment.mongo(),
                deployment.celery(),
                migrations.onReplica(),
                migrations.onPrimary(),
                new Image(on).image())
            .build()
            .graph();
    ask =
        Ask.checks()
            .within(Duration.ofSeconds(20))
            .patience(Duration.ofSeconds(30))
            .knowing(Secrets.REDIS, AnalyticsWorld.PASSWORD)
            .knowing(Secrets.WEBHOOK, AnalyticsWorld.WEBHOOK)
            .knowing(Secrets.API, AnalyticsWorld.API)
            .knowing(Secrets.SENDGRID, ThirdParties.SENDGRID_KEY)
            .knowing(Secrets.SENTRY, ThirdParties.SENTRY_TOKEN)
            .knowing(Secrets.GRAFANA, ThirdParties.GRAFANA_TOKEN);
    Restored restored = Restored.newest(on, new ByHand());
    rehearsal = Rehearsal.of(on, restored, new ByHand());
    backup = restored.file();
  }

  @AfterAll
  static void stop() {
    if (world != null) {
      world.close();
    }
  }

  private static Check check(String id) {
    boolean rehearsed = id.equals("P3-016") || id.equals("P3-018") || id.equals("P3-019");
    return Items.check(graph, id, rehearsed ? rehearsal : backup);
  }

  private static void says(String id, String word, String reason) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    Verdict verdict = ask.now(check(id));
    while (!matches(verdict, word, reason) && System.nanoTime() < end) {
      Thread.sleep(50);
      verdict = ask.now(check(id));
    }
    assertThat(Ask.word(verdict) + ": " + verdict.reason())
        .as(id)
        .startsWith(word)
        .contains(reason);
  }

  private static boolean matches(Verdict verdict, String word, String reason) {
    return Ask.word(verdict).startsWith(word) && verdict.reason().contains(reason);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "P3-001", "P3-002", "P3-003", "P3-004", "P3-005", "P3-008", "P3-009", "P3-010", "P3-011",
        "P3-012", "P3-013", "P3-014", "P3-015", "P3-016", "P3-018", "P3-019", "P3-020", "P3-021",
        "P3-023", "P3-024", "P3-025", "P3-026", "P3-027", "P3-028", "P3-029", "P3-030", "P3-031",
        "P3-032", "P3-033", "P3-034", "P3-035", "P3-036", "P3-037", "P3-038", "P3-039", "P3-040",
        "P3-041", "P3-042", "P3-044", "P3-045", "P3-049", "P3-050"
      })
  void yesAsLongAsAllIsWell(String id) throws Exception {
    says(id, "pass", "");
  }
}
