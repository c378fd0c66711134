package dev.sallyport.examples.analytics;

import static dev.sallyport.plan.Dsl.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Check;
import dev.sallyport.check.Verdict;
import dev.sallyport.plan.Graph;
import dev.sallyport.testkit.checks.Ask;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/** The items up to the image, asked one by one. */
final class InfraItems {
  static final Ask ASK =
      Ask.checks()
          .within(Duration.ofSeconds(20))
          .knowing(Secrets.REDIS, AnalyticsWorld.PASSWORD)
          .knowing(Secrets.WEBHOOK, AnalyticsWorld.WEBHOOK)
          .knowing(Secrets.API, AnalyticsWorld.API)
          .knowing(Secrets.SENDGRID, ThirdParties.SENDGRID_KEY)
          .knowing(Secrets.SENTRY, ThirdParties.SENTRY_TOKEN)
          .knowing(Secrets.GRAFANA, ThirdParties.GRAFANA_TOKEN);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Set<String> REHEARSED = Set.of("P3-016", "P3-018", "P3-019");

  private final Graph graph;

  /** What the step has left whose checks look at it. */
  Rehearsal rehearsal = new Rehearsal("none", "none", Duration.ZERO, java.util.List.of(), false);

  /** The backup that data are compared with. */
  String backup = "none";

  InfraItems(AnalyticsSystems on) {
    InfrastructureReadiness readiness = new InfrastructureReadiness(on);
    InfrastructureDeployment deployment = new InfrastructureDeployment(on);
    Migrations migrations = new Migrations(on);
    this.graph =
        plan("infrastructure", 1)
            .secrets(
                Secrets.REDIS,
                Secrets.WEBHOOK,
                Secrets.API,
                Secrets.SENDGRID,
                Secrets.SENTRY,
                Secrets.GRAFANA)
            .phases(
                new CodeQuality(on).codeQuality(),
                readiness.infrastructure(),
                new DatabasePreparation(on, readiness.restored).database(),
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
  }

  /** Returns settings of which only some things are somewhere. */
  static AnalyticsSettings settings(
      Path home,
      AnalyticsSettings.Data data,
      AnalyticsSettings.Places places,
      AnalyticsSettings.Programs programs) {
    AnalyticsSettings none = Nowhere.settings(Pace.rehearsal());
    return new AnalyticsSettings(
        home, none.release(), data, none.cluster(), places, none.beyond(), programs, none.pace());
  }

  Check check(String id) {
    return Items.check(graph, id, REHEARSED.contains(id) ? rehearsal : backup);
  }

  /** Asks until the check says so; a server that was stopped is not known to be at once. */
  void says(String id, String word, String reason) throws Exception {
    says(ASK, id, word, reason);
  }

  void says(Ask ask, String id, String word, String reason) throws Exception {
    says(ask, check(id), word, reason);
  }

  static void says(Ask ask, Check check, String word, String reason) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    Verdict verdict = ask.now(check);
    while (!matches(verdict, word, reason) && System.nanoTime() < end) {
      Thread.sleep(50);
      verdict = ask.now(check);
    }
    assertThat(Ask.word(verdict) + ": " + verdict.reason())
        .as(check.name())
        .startsWith(word)
        .contains(reason);
  }

  private static boolean matches(Verdict verdict, String word, String reason) {
    return Ask.word(verdict).startsWith(word) && verdict.reason().contains(reason);
  }
}
