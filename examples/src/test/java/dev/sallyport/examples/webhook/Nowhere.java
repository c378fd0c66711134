package dev.sallyport.examples.webhook;

import dev.sallyport.examples.checklist.Bound;
import dev.sallyport.examples.checklist.Checklist;
import dev.sallyport.journal.Journals;
import dev.sallyport.plan.Plan;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/** The plan for systems that are nowhere: nothing of it may be called. */
public final class Nowhere {
  private static final URI GONE = URI.create("http://127.0.0.1:1/");

  private Nowhere() {}

  /** Returns the plan beside its checklist. */
  public static Checklist checklist() {
    return Checklist.of(Nowhere.class, plan(Pace.asWritten()));
  }

  static Plan plan(Pace pace) {
    try (WebhookSystems systems = WebhookSystems.of(settings(pace))) {
      return bound(WebhookPlan.of(systems, Journals.inMemory()));
    }
  }

  private static WebhookSettings settings(Pace pace) {
    Path home = Path.of("target", "nowhere");
    return new WebhookSettings(
        home,
        "2.0.0",
        GONE,
        InetSocketAddress.createUnresolved("localhost", 1),
        java.util.Optional.empty(),
        GONE,
        "ops@example.org",
        new WebhookSettings.Database("127.0.0.1", 1, "webhook", "webhook"),
        GONE,
        new InetSocketAddress("127.0.0.1", 0),
        GONE,
        GONE,
        new WebhookSettings.Programs("git", "alembic", "pg_dump", Path.of("pg_restore"), "pytest"),
        pace);
  }

  /** Few samples, so that some hundreds of runs can be gone through. */
  static Pace coarse() {
    Pace pace = Pace.rehearsal();
    return new Pace(
        Duration.ofHours(6),
        Duration.ofHours(1),
        Duration.ofHours(12),
        pace.notice(),
        Duration.ofHours(12),
        pace.load(),
        pace.limits(),
        pace.memory(),
        Duration.ofMinutes(1),
        Duration.ofMinutes(1),
        Duration.ofMinutes(1),
        Duration.ofMinutes(1),
        Duration.ofHours(3),
        pace.window(),
        pace.maintenance());
  }

  static Plan bound(Plan plan) {
    return Bound.to(WebhookWorld.SECRETS, plan);
  }
}
