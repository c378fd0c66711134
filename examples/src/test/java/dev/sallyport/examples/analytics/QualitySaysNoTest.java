package dev.sallyport.examples.analytics;

import dev.sallyport.examples.checklist.Programs;
import dev.sallyport.examples.webhook.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
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

/** The items of code quality, of reports by the tools that write them. */
@Tag("once")
@Timeout(120)
class QualitySaysNoTest {
  @TempDir static Path folder;
  private static AnalyticsSystems systems;
  private static HomePart home;
  private static InfraItems items;

  @BeforeAll
  static void start() throws Exception {
    AnalyticsSettings none = Nowhere.settings(Pace.rehearsal());
    systems =
        AnalyticsSystems.of(
            InfraItems.settings(
                folder,
                none.data(),
                none.at(),
                new AnalyticsSettings.Programs(
                    "docker", HomePart.python().toString(), "pytest", "locust", "celery")));
    home = new HomePart(systems.home);
    items = new InfraItems(systems);
    App.layOut(systems.home);
    home.reports();
  }

  @AfterAll
  static void stop() {
    if (systems != null) {
      systems.close();
    }
  }

  private static void yes(String id) throws Exception {
    items.says(id, "pass", "");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"P3-001, unit", "P3-002, integration"})
  void aTestThatFails(String id, String suite) throws Exception {
    yes(id);
    home.test(suite, HomePart.GOOD.replace("a + b", "a - b"));
    try {
      items.says(id, "fail tests-failed", "test_adds");
    } finally {
      home.test(suite, HomePart.GOOD);
    }
  }

  @Test
  void linesThatNoTestRuns() throws Exception {
    yes("P3-001");
    home.test("unit", HomePart.GOOD + "\n\ndef sub(a, b):\n    a = -a\n    b = -b\n    return a\n");
    try {
      items.says("P3-001", "fail", "not > 80 %");
    } finally {
      home.test("unit", HomePart.GOOD);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "P3-003, 900, 42, 0, fail, not >= 1000",
    "P3-003, 1000, 42, 900, fail, 10 %",
    "P3-004, 1000, 142, 0, fail, 142 ms",
    "P3-004, 1000, 42, 9000, fail, 100 %",
  })
  void aLoadThatWasNotBorne(String id, int users, int p95, int failed, String word, String reason)
      throws Exception {
    yes(id);
    home.load(users, p95, failed);
    try {
      items.says(id, word, reason);
    } finally {
      home.load(1000, 42, 0);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"P3-003", "P3-004"})
  void aLoadTestOfLastMonth(String id) throws Exception {
    Path report = systems.home.reports().resolve("load_stats.csv");
    Files.setLastModifiedTime(report, FileTime.from(Instant.now().minusSeconds(30 * 86_400)));
    try {
      items.says(id, "fail", "age");
    } finally {
      home.load(1000, 42, 0);
    }
  }

  @Test
  void aVulnerability() throws Exception {
    yes("P3-005");
    home.scan(HomePart.UNSAFE);
    try {
      items.says("P3-005", "fail", "B602");
    } finally {
      home.scan(HomePart.GOOD);
    }
  }

  /** The checklist's {@code pip check} would be content: what is not there, fits. */
  @Test
  void aPackageThatIsMissing() throws Exception {
    yes("P3-029");
    Path file = systems.home.app().resolve("requirements.txt");
    String before = Files.readString(file);
    Files.writeString(file, before + "weasyprint==66.0\n");
    try {
      items.says("P3-029", "pending exit-code", "weasyprint");
      Shell.run(
          Map.of(), systems.home.app(), HomePart.python().toString(), "-m", "pip", "check", "-q");
    } finally {
      Files.writeString(file, before);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "P3-001, unit.xml, pending no-file",
    "P3-003, load_stats_history.csv, inconclusive",
    "P3-005, audit.sarif, pending no-file"
  })
  void aReportThatIsNotThere(String id, String name, String word) throws Exception {
    Path report = systems.home.reports().resolve(name);
    byte[] before = Files.readAllBytes(report);
    Files.delete(report);
    try {
      items.says(id, word, name);
    } finally {
      Files.write(report, before);
    }
  }

  @Test
  void whatLocustWritesIsRead() throws Exception {
    Path real = Files.createDirectories(folder.resolve("locust"));
    try (Party service =
        new Party(asked -> Party.Reply.of(asked.path().equals("/") ? 200 : 500, Map.of()))) {
      load(real, service, "/");
      LoadReport report = new LoadReport(real);
      InfraItems.says(InfraItems.ASK, report.users().atLeast(20L), "pass", "20");
      InfraItems.says(
          InfraItems.ASK, report.p95().below(java.time.Duration.ofSeconds(2)), "pass", "");
      InfraItems.says(
          InfraItems.ASK, report.failures().atMost(dev.sallyport.check.Percent.of(0)), "pass", "");
      load(real, service, "/broken");
      InfraItems.says(
          InfraItems.ASK,
          report.failures().staysBelow(dev.sallyport.check.Percent.of(1)),
          "fail",
          "100 %");
    }
  }

  private static void load(Path real, Party service, String path) throws Exception {
    Files.writeString(
        real.resolve("locustfile.py"),
        """
        from locust import HttpUser, constant, task


        class User(HttpUser):
            wait_time = constant(0.5)

            @task
            def look(self):
                self.client.get("%s")
        """
            .formatted(path));
    String locust = Programs.installed("SALLYPORT_LOCUST", "locust-", "bin/locust").toString();
    try {
      Shell.run(
          Map.of("PYTHONDONTWRITEBYTECODE", "1"),
          real,
          locust,
          "--headless",
          "--users=20",
          "--spawn-rate=20",
          "--run-time=4s",
          "--csv=load",
          "--csv-full-history",
          "--host=" + service.address().toString().replaceAll("/$", ""));
    } catch (IOException e) {
      org.assertj.core.api.Assertions.assertThat(e).hasMessageContaining("500"); // it exits with 1
    }
  }
}
