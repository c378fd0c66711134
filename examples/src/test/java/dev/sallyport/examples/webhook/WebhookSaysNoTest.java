package dev.sallyport.examples.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Check;
import dev.sallyport.check.Verdict;
import dev.sallyport.journal.Journals;
import dev.sallyport.plan.Gate;
import dev.sallyport.plan.Graph;
import dev.sallyport.plan.Node;
import dev.sallyport.testkit.checks.Ask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Items that a machine judges, each with what it is about broken: it says no, and says why. */
@Tag("once")
@Timeout(120)
class WebhookSaysNoTest {
  @TempDir static Path folder;
  private static WebhookWorld world;
  private static Graph graph;
  private static final Ask ASK =
      Ask.checks()
          .within(Duration.ofSeconds(30))
          .knowing(Secrets.WEBHOOK, WebhookWorld.SECRET)
          .knowing(Secrets.TYPEFORM, WebhookWorld.TOKEN)
          .knowing(Secrets.DATABASE, WebhookWorld.PASSWORD)
          .knowing(Secrets.ADMIN, WebhookWorld.ADMIN);

  @BeforeAll
  static void start() throws Exception {
    world = new WebhookWorld(folder);
    graph = Nowhere.bound(WebhookPlan.of(world.systems, Journals.inMemory())).graph();
    new Release(world.systems).markLog();
    new Release(world.systems).fetch(new Secretive());
  }

  @AfterAll
  static void stop() throws IOException {
    if (world != null) {
      world.close();
    }
  }

  private static Check check(String id) {
    Stream<Gate> gates =
        Stream.concat(
            graph.nodes().stream()
                .filter(Node.GateNode.class::isInstance)
                .map(node -> ((Node.GateNode) node).gate()),
            graph.watches().stream().map(node -> node.watch().gate()));
    Gate gate = gates.filter(g -> g.covers().contains(id)).findFirst().orElseThrow();
    return gate.basis() == null ? gate.check() : gate.on("never-sent").check();
  }

  private static void says(String id, String word, String reason, Ask ask) throws Exception {
    Verdict verdict = ask.now(check(id));
    assertThat(Ask.word(verdict) + ": " + verdict.reason())
        .as(id)
        .startsWith(word)
        .contains(reason);
  }

  private static void rewritten(Path file, String text, String id, String word, String reason)
      throws Exception {
    byte[] before = Files.readAllBytes(file);
    Files.writeString(file, text);
    try {
      says(id, word, reason, ASK);
    } finally {
      Files.write(file, before);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "PR-001, tests.xml, pytest",
    "PR-004, benchmarks.xml, pytest",
    "PR-055, security.xml, pytest",
    "PR-063, integration.xml, pytest",
  })
  void testsThatFail(String id, String report, String tool) throws Exception {
    Path build = Files.createDirectories(folder.resolve("broken"));
    Files.writeString(build.resolve("test_no.py"), "def test_no(): assert 1 + 1 == 3\n");
    Path written = folder.resolve("broken.xml");
    String program = Path.of(world.settings.programs().pytest()).resolveSibling(tool).toString();
    try {
      Shell.run(Map.of(), build, program, "-q", "--junitxml=" + written);
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("1 failed"); // as it is to be
    }
    Path file = world.home.folder().resolve("reports").resolve(report);
    rewritten(file, Files.readString(written), id, "fail tests-failed", "test_no");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"PR-003, scan.sarif", "PR-056, dependencies.sarif"})
  void findingsThatAreGrave(String id, String report) throws Exception {
    Path build = Files.createDirectories(folder.resolve("unsafe"));
    Files.writeString(
        build.resolve("bad.py"),
        "import subprocess\nsubprocess.call('ls ' + input(), shell=True)\n");
    Path written = folder.resolve("unsafe.sarif");
    String bandit = Path.of(world.settings.programs().pytest()).resolveSibling("bandit").toString();
    try {
      Shell.run(Map.of(), build, bandit, "-q", "-f", "sarif", "-o", written.toString(), "bad.py");
    } catch (IOException e) {
      assertThat(written).isNotEmptyFile(); // it exits with 1 for what it has found
    }
    Path file = world.home.folder().resolve("reports").resolve(report);
    rewritten(file, Files.readString(written), id, "fail", "B602");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "PR-006, config/production.env, WEBHOOK_PORT=, fail variable-missing, TYPEFORM_API",
    "PR-031, logs/service.log, CRITICAL, inconclusive, ''",
  })
  void filesThatAreNotAsTheyShouldBe(
      String id, String file, String text, String word, String reason) throws Exception {
    rewritten(world.home.folder().resolve(file), text, id, word, reason);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"PR-072", "PR-083"})
  void errorsInTheLog(String id) throws Exception {
    Files.writeString(
        world.home.log(),
        "INFO ready: by the test\nERROR by the test\n",
        StandardOpenOption.APPEND);
    says(id, "fail threshold-breached", "not <= 0", ASK);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "PR-020, pending migrations-pending, b1",
    "PR-030, pending, 1.0.0",
    "PR-032, pending, 1.0.0",
    "PR-036, pending no-row, never-sent",
    "PR-045, pending no-row, never-sent",
  })
  void theFormerReleaseIsNotTheNewOne(String id, String word, String reason) throws Exception {
    says(id, word, reason, ASK);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "PR-010, fail secret-too-short, fewer than 20",
    "PR-035, fail signed-refused, 401",
    "PR-042, fail signed-refused, 401",
  })
  void aWebhookSecretThatIsShortAndAnother(String id, String word, String reason) throws Exception {
    says(id, word, reason, ASK.knowing(Secrets.WEBHOOK, "abcdefghij"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "PR-011, pending, 503",
    "PR-029, pending, reachable",
    "PR-066, fail round-trip-broken, 503",
    "PR-073, pending, reachable",
  })
  void typeformIsDown(String id, String word, String reason) throws Exception {
    world.beyond.typeformIsDown = true;
    try {
      says(id, word, reason, ASK);
    } finally {
      world.beyond.typeformIsDown = false;
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "PR-028, pending unreachable, Connection refused",
    "PR-033, pending, ''",
    "PR-070, pending unreachable, Connection refused",
  })
  void theDatabaseIsDown(String id, String word, String reason) throws Exception {
    world.database.stop();
    try {
      says(id, word, reason, ASK);
    } finally {
      world.database.start();
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "PR-026, pending, connection-refused",
    "PR-027, pending, connection-refused",
    "PR-040, inconclusive, connection-refused",
    "PR-044, pending connection-refused, nothing listens",
    "PR-064, pending exit-code, 2 failed",
    "PR-069, fail not-running, service.log",
  })
  void theServiceIsDown(String id, String word, String reason) throws Exception {
    world.systems.service.stop();
    try {
      says(id, word, reason, ASK);
    } finally {
      world.systems.service.start(new Secretive());
      WebhookWorld.await("the service", () -> world.status("health") == 200);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "PR-037, fail not-limited, were admitted",
    "PR-041, fail not-limited, were admitted",
    "PR-065, fail, attempts",
  })
  void theServiceIsConfiguredOtherwise(String id, String word, String reason) throws Exception {
    String before = Files.readString(world.home.config());
    world.systems.service.stop();
    Files.writeString(
        world.home.config(),
        before.replace("second=2", "second=1000").replace("attempts=3", "attempts=5"));
    world.systems.service.start(new Secretive());
    try {
      WebhookWorld.await("the service", () -> world.status("health") == 200);
      says(id, word, reason, ASK);
    } finally {
      world.systems.service.stop();
      Files.writeString(world.home.config(), before);
      world.systems.service.start(new Secretive());
      WebhookWorld.await("the service", () -> world.status("health") == 200);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource("PR-008")
  void aBackupThatIsCut(String id) throws Exception {
    Path file = world.home.folder().resolve("backups/nightly-1.dump");
    byte[] before = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(before, before.length / 2));
    try {
      says(id, "fail", "nightly-1.dump", ASK);
    } finally {
      Files.write(file, before);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource("PR-074")
  void aCustomerReports(String id) throws Exception {
    Path report = world.home.customerReports().resolve("ticket-7.txt");
    Files.writeString(report, "no responses since noon");
    says(id, "fail reported", "ticket-7.txt", ASK);
    Files.delete(report);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "PR-016, 'alert: Webhook', fail rule-missing, WebhookPerformance",
    "PR-051, < 0.95, fail rule-says-otherwise, not webhooks_total below 0.95",
    "PR-052, > 0.1, fail rule-says-otherwise, not webhook_seconds_sum above 0.1",
    "PR-053, > 50, fail rule-says-otherwise, not webhooks_total above 50",
    "PR-054, > 100, fail rule-says-otherwise, not webhook_retry_queue_depth above 100",
  })
  void anAlertThatSaysOtherwise(String id, String part, String word, String reason)
      throws Exception {
    world.rules(
        WebhookWorld.RULES.replace(
            part, part.startsWith("alert") ? "alert: Other" : part.substring(0, 1) + " 7"));
    try {
      assertThat(ASK.until(check(id), word).reason()).contains(reason);
    } finally {
      world.rules(WebhookWorld.RULES);
      ASK.until(check(id), "pass");
    }
  }
}
