package dev.sallyport.examples.analytics;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Check;
import dev.sallyport.check.Verdict;
import dev.sallyport.examples.analytics.service.Config;
import dev.sallyport.journal.Journals;
import dev.sallyport.plan.Effect;
import dev.sallyport.plan.Graph;
import dev.sallyport.plan.Node;
import dev.sallyport.plan.Plan;
import dev.sallyport.testkit.checks.Ask;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The items of the switch, the flag and the two days: yes while all is well, no to the broken. */
@Tag("rehearsal")
@Timeout(120)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BlueGreenSaysNoTest {
  private static final Ask ASK = BlueGreenWorld.ASK;
  private static final Baseline WELL = new Baseline(0, 600, ofMillis(20), 12);

  @TempDir static Path folder;
  private static BlueGreenWorld world;
  private static Graph graph;

  @BeforeAll
  static void start() throws Exception {
    world = new BlueGreenWorld(folder);
    Plan plan = BlueGreenRunTest.middle(world.systems, Journals.inMemory());
    graph = plan.graph();
    world.kubectl("apply", "-f", world.home.manifests().resolve("plan3-green.yml").toString());
    world.kubectl("set", "env", green(), "ENABLE_ANALYTICS=true", "ANALYTICS_ROLLOUT_PERCENT=10");
    traffic("plan3-green");
    KubernetesPart.await("green", () -> world.version().equals(BlueGreenWorld.TAG));
    Restored.newest(world.systems, ThirdParties.BY_HAND);
  }

  @AfterAll
  static void stop() throws Exception {
    if (world != null) {
      world.close();
    }
  }

  private static String green() {
    return "deployment/form-backend-plan3-green";
  }

  private static void traffic(String version) throws Exception {
    world.kubectl(
        "patch",
        "service",
        "form-backend-lb",
        "-p",
        "{\"spec\":{\"selector\":{\"version\":\"" + version + "\"}}}");
  }

  private static Check check(String id) {
    return Items.check(graph, id, id.equals("P3-119") ? (Object) 60.0 : WELL);
  }

  private static Check watch(String name) {
    return graph.watches().stream()
        .filter(node -> node.watch().name().equals(name))
        .findFirst()
        .orElseThrow()
        .watch()
        .gate()
        .check();
  }

  private static Check wayBack() {
    Node node = graph.node(graph.indexOf("Switch Traffic to Green/switch-traffic"));
    return ((Effect.Reversible<?>) ((Node.StepNode) node).step().effect())
        .policy()
        .verification()
        .check();
  }

  private static void says(Check check, String word, String reason) throws Exception {
    says(ASK, check, word, reason);
  }

  private static void says(Ask ask, Check check, String word, String reason) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    Verdict verdict = ask.now(check);
    while (!(Ask.word(verdict).startsWith(word) && verdict.reason().contains(reason))
        && System.nanoTime() < end) {
      Thread.sleep(250);
      verdict = ask.now(check);
    }
    assertThat(Ask.word(verdict) + ": " + verdict.reason()).startsWith(word).contains(reason);
  }

  private static void well(String... ids) throws Exception {
    for (String id : ids) {
      ASK.until(check(id), "pass");
    }
  }

  /** Lets all pods of green be made anew, configured so. */
  private static void pods(UnaryOperator<Config> pods) throws Exception {
    world.pods = pods;
    Thread.sleep(1100); // kubectl restarts nothing twice within a second
    world.kubectl("rollout", "restart", green());
    world.kubectl("rollout", "status", green(), "--timeout=60s");
  }

  @Order(1)
  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "P3-054", "P3-055", "P3-062", "P3-063", "P3-064", "P3-066", "P3-067", "P3-068", "P3-070",
        "P3-072", "P3-074", "P3-076", "P3-117", "P3-119", "P3-120", "P3-121", "P3-122", "P3-123",
        "P3-124", "P3-126", "P3-127", "P3-128", "P3-129", "P3-131", "P3-132"
      })
  void whatIsWell(String id) throws Exception {
    ASK.until(check(id), "pass");
  }

  @Order(1)
  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "error-rate",
        "response-time",
        "critical-functionality",
        "data-corruption",
        "security"
      })
  void noTriggerIsPulledWhileAllIsWell(String name) throws Exception {
    ASK.until(watch(name), "pass");
  }

  @Test
  @Order(2)
  void slowAnswers() throws Exception {
    world.production.slow(ofMillis(130));
    try {
      for (String id : List.of("P3-062", "P3-071", "P3-118", "P3-074")) {
        says(check(id), "fail", "were slower or failed");
      }
      world.production.slow(ofMillis(600));
      says(watch("response-time"), "fail", "p95 < 500 ms");
    } finally {
      world.production.slow(Duration.ZERO);
    }
  }

  @Test
  @Order(2)
  void answersThatFail() throws Exception {
    world.production.failing(3);
    try {
      says(check("P3-063"), "fail", "requests failed");
      world.production.failing(100);
      says(watch("critical-functionality"), "fail", "502");
    } finally {
      world.production.failing(0);
    }
  }

  /** Health is fine and so is whoever only looks; and nobody can answer a form. */
  @Test
  @Order(2)
  void responsesThatAreRefused() throws Exception {
    world.production.refusing("POST");
    try {
      says(watch("critical-functionality"), "fail unusable", "/responses answered 403, not 201");
      says(watch("data-corruption"), "inconclusive ERROR", "answered 403");
    } finally {
      world.production.refusing();
    }
    ASK.until(watch("critical-functionality"), "pass");
  }

  @Test
  @Order(2)
  void trafficThatStaysWhereItWas() throws Exception {
    says(wayBack(), "pending", "still sends to pods that are not version=plan3-blue");
    traffic("plan3-blue");
    try {
      says(wayBack(), "pass", "sends to 2 ready pods");
      says(watch("critical-functionality"), "fail", "plan2-v2.0.0");
      says(check("P3-066"), "inconclusive", "by version plan2-v2.0.0");
      world.production.slow(ofMillis(600));
      says(wayBack(), "pending", "p95 < 500 ms");
    } finally {
      world.production.slow(Duration.ZERO);
      traffic("plan3-green");
    }
  }

  @Test
  @Order(3)
  void aPodThatIsMissing() throws Exception {
    world.kubectl("scale", green(), "--replicas=1");
    try {
      says(check("P3-054"), "pending", "1 of 1 pods plan3/app=form-backend-plan3-green are ready");
      says(check("P3-068"), "pending", "is 1.0, not >= 2.0");
    } finally {
      world.kubectl("scale", green(), "--replicas=2");
      well("P3-054", "P3-068");
    }
  }

  @Test
  @Order(3)
  void anErrorInTheLogOfOnePod() throws Exception {
    Path log = world.nodes.log(world.nodes.running(BlueGreenWorld.TAG).get(0));
    well("P3-117");
    Verdict now = ASK.now(check("P3-117"));
    for (int i = 0; !Ask.word(now).startsWith("fail") && i < 20; i++) { // looks two seconds back
      Files.writeString(log, "ERROR no connection left\n", StandardOpenOption.APPEND);
      now = ASK.now(check("P3-117"));
    }

    assertThat(Ask.word(now)).startsWith("fail");
    says(check("P3-055"), "fail", "not <= 0 %");
    well("P3-117");
  }

  @Test
  @Order(3)
  void moreTickets() throws Exception {
    world.beyond.ticketsLately = 20;
    says(check("P3-076"), "pass", "20 tickets were filed within an hour, 12 before");
    world.beyond.ticketsLately = 40;
    says(check("P3-076"), "fail", "40 tickets were filed within an hour, 12 before");
    world.beyond.ticketsLately = 12;
  }

  @ParameterizedTest
  @Order(3)
  @CsvSource({"P3-123, fail, not signed with the secret"})
  void aSecretThatIsAnother(String id, String word, String reason) throws Exception {
    says(ASK.knowing(Secrets.WEBHOOK, "another-secret-of-webhooks"), check(id), word, reason);
  }

  @Test
  @Order(3)
  void backupsThatAreOldOrWereNeverRestored() throws Exception {
    Path backup = world.home.backups().resolve("nightly-1.tar.gz");
    FileTime made = Files.getLastModifiedTime(backup);
    Files.setLastModifiedTime(backup, FileTime.from(Instant.now().minus(Duration.ofHours(30))));
    says(check("P3-132"), "pending", "nightly-1.tar.gz");
    Files.setLastModifiedTime(backup, made);

    Path proof = world.home.backups().resolve("nightly-1.tar.gz.restored.json");
    Path aside = Files.move(proof, folder.resolve("proof.json"));
    assertThat(Ask.word(ASK.now(check("P3-132")))).doesNotStartWith("pass");
    Files.move(aside, proof);
    well("P3-132");
  }

  @Test
  @Order(3)
  void dataThatAreDamaged() throws Exception {
    for (String member : world.mongo.set.addresses()) {
      world.mongo.set.damaged(member, "a document is no BSON");
    }
    says(watch("data-corruption"), "fail", "a document is no BSON");
    world.mongo.set.well();
    ASK.until(watch("data-corruption"), "pass");
  }

  @Test
  @Order(3)
  void anAlertOfSecurity() throws Exception {
    world.prometheus.rules(
        Rules.GOOD
            + "      - {alert: ForeignLogin, expr: vector(1), labels: {category: security}}\n");
    says(watch("security"), "fail", "ForeignLogin");
    world.prometheus.rules(Rules.GOOD);
    ASK.until(watch("security"), "pass");
  }

  @Test
  @Order(3)
  void reportsThatNoLongerCome() throws Exception {
    world.celery.killBeat();
    says(check("P3-126"), "fail", "The last report came at");
    world.celery.startBeat();
    well("P3-126");
  }

  /** Pods that may write 50 kB, and have; the disk beneath them is not to be filled. */
  @Test
  @Order(3)
  void podsThatHaveWrittenAllThatTheyMay() throws Exception {
    pods(config -> config.withEnv(java.util.Map.of("EPHEMERAL_STORAGE_LIMIT", "50000")));
    well("P3-128");
    for (String pod : world.nodes.running(BlueGreenWorld.TAG)) {
      Files.writeString(world.nodes.log(pod), "x".repeat(50_000) + "\n", StandardOpenOption.APPEND);
    }
    says(check("P3-128"), "fail", "disk_used_ratio");
    pods(UnaryOperator.identity());
    well("P3-128");
  }

  /** Prometheus is told of one more pod, since no test burns all processors. */
  @ParameterizedTest
  @Order(3)
  @ValueSource(strings = {"process_cpu_load", "jvm_heap_used_ratio"})
  void aPodThatUsesAllItMay(String series) throws Exception {
    well("P3-128");
    world.prometheus.rules(
        Rules.GOOD
            + "      - {record: %s, expr: vector(0.95), labels: {job: form-backend, version: %s}}\n"
                .formatted(series, BlueGreen.GREEN));
    says(check("P3-128"), "fail", series);
    world.prometheus.rules(Rules.GOOD);
    well("P3-128");
  }

  @Test
  @Order(3)
  void aMailServerThatIsGone() throws Exception {
    pods(
        config ->
            config.withOutside(
                new Config.Outside(
                    java.util.Optional.of(new java.net.InetSocketAddress("127.0.0.1", 1)),
                    java.util.Optional.empty())));
    says(check("P3-127"), "fail", "The plugin mail is down");
    pods(UnaryOperator.identity());
    well("P3-127");
  }

  @Test
  @Order(4)
  void otherSharesOfUsers() throws Exception {
    world.kubectl("set", "env", green(), "ANALYTICS_ROLLOUT_PERCENT=30");
    world.kubectl("rollout", "status", green(), "--timeout=60s");
    says(check("P3-066"), "pending", "not 10 %");

    AtomicInteger turn = new AtomicInteger();
    world.kubectl("set", "env", green(), "ANALYTICS_ROLLOUT_PERCENT=10");
    pods(
        config ->
            config.version().equals(BlueGreenWorld.TAG)
                ? config.withEnv(
                    java.util.Map.of(
                        FeatureFlag.PERCENT, turn.getAndIncrement() % 2 == 0 ? "0" : "20"))
                : config);
    says(check("P3-066"), "fail", "The share is drawn for each request");
    pods(UnaryOperator.identity());
    well("P3-066");
  }

  @Test
  @Order(4)
  void aDatabaseThatIsSlow() throws Exception {
    world.database.slow(ofMillis(300));
    world.mongo.replica.slow(ofMillis(300));
    try {
      says(check("P3-072"), "fail", "prometheus metric-threshold");
      says(check("P3-122"), "fail", "prometheus");
    } finally {
      world.database.slow(Duration.ZERO);
      world.mongo.replica.slow(Duration.ZERO);
    }
    well("P3-122");
  }

  @Test
  @Order(5)
  void aDatabaseThatIsGone() throws Exception {
    world.database.cut(true);
    try {
      says(check("P3-067"), "fail", "prometheus metric-threshold");
      says(check("P3-121"), "fail", "prometheus metric-threshold");
      says(watch("error-rate"), "fail", "prometheus metric-threshold");
      for (String id : List.of("P3-120", "P3-129")) {
        assertThat(Ask.word(ASK.now(check(id)))).as(id).doesNotStartWith("pass");
      }
    } finally {
      world.database.cut(false);
    }
    well("P3-121");
  }

  @Test
  @Order(6)
  void aCacheThatKeepsNothing() throws Exception {
    pods(config -> ServiceWorld.alone(config).withEnv(java.util.Map.of("CACHE_L1_MILLIS", "0")));
    for (String id : List.of("P3-064", "P3-070")) {
      says(check(id), "pending", "prometheus metric-threshold");
    }
    says(check("P3-119"), "fail", "prometheus metric-threshold");
    pods(UnaryOperator.identity());
  }

  @Test
  @Order(7)
  void memoryThatGrows() throws Exception {
    System.gc(); // what is left after a collection is known from the first one on
    Thread.sleep(Pace.rehearsal().hours24to48().plusSeconds(2).toMillis());
    byte[][] leak = new byte[300][];
    for (int i = 0; i < leak.length; i++) {
      leak[i] = new byte[1024 * 1024];
    }
    System.gc();
    says(check("P3-131"), "fail", "prometheus metric-threshold");
    assertThat(Stream.of(leak).filter(part -> part.length > 0)).hasSize(300);
  }

  @Test
  @Order(8)
  void anImageThatWasNotPushed() throws Exception {
    world.kubectl("delete", green(), "--wait=true");
    world.pushed = false;
    world.kubectl("apply", "-f", world.home.manifests().resolve("plan3-green.yml").toString());
    Node rolledOut = graph.node(graph.indexOf("Deploy to Green Environment/green-rolled-out"));
    says(((Node.GateNode) rolledOut).gate().check(), "pending", "cannot be pulled: ErrImagePull");
  }

  @Test
  @Order(9)
  void aQueueThatGrows() throws Exception {
    for (int i = 0; i < CeleryPart.WORKERS; i++) {
      world.celery.killWorker(i);
    }
    world.celery.killBeat();
    world.celery.fill("celery", 101);
    says(check("P3-124"), "fail", "101");
  }
}
