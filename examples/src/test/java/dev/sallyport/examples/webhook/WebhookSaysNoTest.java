package dev.sallyport.examples.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testkit.checks.Certificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
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
  private static Verdicts verdicts;

  @BeforeAll
  static void start() throws Exception {
    world = new WebhookWorld(folder);
    verdicts = Verdicts.of(world.systems);
    new Release(world.systems).markLog();
    new Release(world.systems).fetch(WebhookWorld.BY_HAND);
  }

  @AfterAll
  static void stop() throws IOException {
    if (world != null) {
      world.close();
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "PR-026, pending json-mismatch, its /ok is false",
    "PR-027, pending json-mismatch, its /typeform is",
  })
  void theServiceLacksAVariable(String id, String word, String reason) throws Exception {
    String before = Files.readString(world.home.environment());
    restarted(world.home.environment(), before.replaceFirst("TYPEFORM_API=.*", ""));
    try {
      verdicts.say(id, word, reason);
    } finally {
      restarted(world.home.environment(), before);
    }
  }

  private static void restarted(Path changed, String text) throws Exception {
    world.systems.service.stop();
    Files.writeString(changed, text);
    world.systems.service.start(WebhookWorld.BY_HAND);
  }

  private static void rewritten(Path file, String text, String id, String word, String reason)
      throws Exception {
    byte[] before = Files.readAllBytes(file);
    Files.writeString(file, text);
    try {
      verdicts.say(id, word, reason);
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
    rewritten(file, Files.readString(written), id, "fail findings", "B602");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource("PR-006, fail variable-missing, TYPEFORM_API")
  void variablesAreMissing(String id, String word, String reason) throws Exception {
    rewritten(world.home.environment(), "WEBHOOK_PORT=", id, word, reason);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"PR-031, CRITICAL", "PR-072, ERROR", "PR-083, Exception"})
  void errorsInTheLog(String id, String error) throws Exception {
    Files.writeString(
        world.home.log(),
        "INFO ready: by the test\n" + error + " by the test\n",
        StandardOpenOption.APPEND);
    verdicts.say(id, "fail threshold-breached", "not <= 0");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "PR-020, pending migrations-pending, b1",
    "PR-030, pending, 1.0.0",
    "PR-032, pending, 1.0.0",
    "PR-036, pending no-row, never-sent",
    "PR-045, pending no-row, never-sent",
    "still-stable, pending, 1.0.0",
  })
  void theFormerReleaseIsNotTheNewOne(String id, String word, String reason) throws Exception {
    verdicts.say(id, word, reason);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "PR-010, fail secret-too-short, fewer than 20",
    "PR-035, fail signed-refused, 401",
    "PR-042, fail signed-refused, 401",
  })
  void aWebhookSecretThatIsShortAndAnother(String id, String word, String reason) throws Exception {
    verdicts.signing("abcdefghij").say(id, word, reason);
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
      verdicts.say(id, word, reason);
    } finally {
      world.beyond.typeformIsDown = false;
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "PR-028, pending unreachable, Connection refused",
    "PR-033, pending unreachable, Connection refused",
    "PR-070, pending unreachable, Connection refused",
  })
  void theDatabaseIsDown(String id, String word, String reason) throws Exception {
    world.database.stop();
    try {
      verdicts.say(id, word, reason);
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
      verdicts.say(id, word, reason);
    } finally {
      world.systems.service.start(WebhookWorld.BY_HAND);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource("PR-069, pending, /metrics")
  void theServiceHangs(String id, String word, String reason) throws Exception {
    String pid = String.valueOf(world.systems.service.running().orElseThrow().pid());
    Shell.run(Map.of(), folder, "kill", "-STOP", pid);
    try {
      verdicts.say(id, word, reason);
    } finally {
      Shell.run(Map.of(), folder, "kill", "-CONT", pid);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "PR-037, fail not-limited, were admitted",
    "PR-041, fail not-limited, were admitted",
    "PR-065, fail too-many-attempts, attempts came",
    "dead-letters, fail no-dead-letter, It retries for ever",
  })
  void theServiceIsConfiguredOtherwise(String id, String word, String reason) throws Exception {
    String before = Files.readString(world.home.config());
    restarted(
        world.home.config(),
        before.replace("second=2", "second=1000").replace("attempts=3", "attempts=12"));
    try {
      verdicts.comeToSay(id, word, reason);
    } finally {
      restarted(world.home.config(), before);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"PR-008, nightly-1.dump", "backup-can-be-restored, before-1.dump"})
  void aBackupThatIsCut(String id, String name) throws Exception {
    Path backups = world.home.folder().resolve("backups");
    byte[] whole = Files.readAllBytes(backups.resolve("nightly-1.dump"));
    Path file = backups.resolve(name);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    try {
      verdicts.say(id, "fail backup-damaged", name + " cannot be restored");
    } finally {
      Files.write(file, whole);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource("PR-012, fail not-trusted, Its issuer is not among those")
  void theFrontShowsACertificateOfSomebodyElse(String id, String word, String reason)
      throws Exception {
    Certificate other = Certificate.of("other", "dns:localhost", folder);
    shown(other, id, word, reason);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource("PR-012, fail certificate-expires-soon, 14 d")
  void theFrontShowsACertificateThatEndsSoon(String id, String word, String reason)
      throws Exception {
    Path trusted = world.beyond.certificate.chain();
    byte[] before = Files.readAllBytes(trusted);
    Certificate soon = lastingAWeek(trusted);
    try {
      shown(soon, id, word, reason);
    } finally {
      Files.write(trusted, before);
    }
  }

  private static void shown(Certificate certificate, String id, String word, String reason)
      throws Exception {
    world.beyond.show(certificate);
    try {
      verdicts.say(id, word, reason);
    } finally {
      world.beyond.show(world.beyond.certificate);
    }
  }

  private static Certificate lastingAWeek(Path chain) throws Exception {
    Path store = folder.resolve("week.p12");
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    String[] same = {"-alias", "own", "-keystore", store.toString(), "-storepass", "changeit"};
    String made = "-genkeypair -validity 7 -keyalg EC -dname CN=week -ext san=dns:localhost";
    for (String words : List.of(made, "-exportcert -rfc -file " + chain)) {
      Stream<String> command = Stream.of(words.split(" "));
      Shell.run(
          Map.of(),
          folder,
          Stream.of(Stream.of(keytool), command, Stream.of(same))
              .flatMap(part -> part)
              .toArray(String[]::new));
    }
    return new Certificate(chain, store, store);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource("PR-074")
  void aCustomerReports(String id) throws Exception {
    Path report = world.home.customerReports().resolve("ticket-7.txt");
    Files.writeString(report, "no responses since noon");
    verdicts.say(id, "fail reported", "ticket-7.txt");
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
      verdicts.comeToSay(id, word, reason);
    } finally {
      world.rules(WebhookWorld.RULES);
      verdicts.comeToPass(id);
    }
  }
}
