package dev.sallyport.examples.webhook;

import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.engine.Engine;
import dev.sallyport.engine.Run;
import dev.sallyport.journal.Journals;
import dev.sallyport.journal.Outcome;
import dev.sallyport.plan.Graph;
import dev.sallyport.plan.Node;
import dev.sallyport.plan.OutcomeUnknownException;
import dev.sallyport.plan.Plan;
import dev.sallyport.plan.Step;
import dev.sallyport.report.Report;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The steps of the plan, each with what it needs broken for real: run by the engine it fails, says
 * why, and its way back leaves the world as it was.
 */
@Tag("once")
@Timeout(120)
class WebhookStepsSayNoTest {
  @TempDir static Path folder;
  private static WebhookWorld world;
  private static Release release;

  @BeforeAll
  static void start() throws Exception {
    world = new WebhookWorld(folder);
    release = new Release(world.systems);
    release.markLog();
    release.fetch(WebhookWorld.BY_HAND);
  }

  @AfterAll
  static void stop() throws IOException {
    if (world != null) {
      world.close();
    }
  }

  /** Runs the step, after the one whose output it uses, and looks at what it says and leaves. */
  private static void fails(String id, String reason) throws Exception {
    fails(id, reason, world.systems, WebhookWorld.SECRET);
  }

  private static void fails(String id, String reason, WebhookSystems systems, String secret)
      throws Exception {
    Graph graph = Nowhere.bound(WebhookPlan.of(systems, Journals.inMemory())).graph();
    Step<?> step = step(graph, id);
    Step<?>[] steps =
        step.uses().isEmpty()
            ? new Step<?>[] {step}
            : new Step<?>[] {step(graph, "what-runs-now"), step};
    Plan plan =
        Nowhere.bound(
                plan("broken", 1)
                    .secrets(
                        Secrets.WEBHOOK,
                        Secrets.TYPEFORM,
                        Secrets.DATABASE,
                        Secrets.ADMIN,
                        Secrets.STATUS_PAGE)
                    .phases(phase("Broken").step(steps))
                    .build())
            .with(Secrets.WEBHOOK, secret);
    Snapshot before = Snapshot.of(world);
    try (Engine engine = Engine.inMemory()) {
      Run run = engine.start(plan, id, "ann");
      Outcome outcome = run.await(Duration.ofSeconds(90)).orElseThrow();
      String text =
          Report.of(run.events()).text().replaceAll("\\s+", " "); // it is broken into lines
      assertThat(outcome).as(text).isEqualTo(Outcome.ROLLED_BACK);
      assertThat(text).contains(reason).doesNotContain(WebhookWorld.PASSWORD);
    }
    assertThat(Snapshot.of(world)).isEqualTo(before);
  }

  private static Step<?> step(Graph graph, String id) {
    return graph.nodes().stream()
        .filter(Node.StepNode.class::isInstance)
        .map(node -> ((Node.StepNode) node).step())
        .filter(step -> step.covers().contains(id) || step.name().equals(id))
        .findFirst()
        .orElseThrow(() -> new AssertionError("The plan has no step " + id));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "lay-release-beside, invalid reference: 9.9.9",
    "PR-022, invalid reference: 9.9.9",
  })
  void thereIsNoSuchTag(String id, String reason) throws Exception {
    release.drop(WebhookWorld.BY_HAND);
    try (WebhookSystems another = world.deploying("9.9.9")) {
      fails(id, reason, another, WebhookWorld.SECRET);
    } finally {
      release.fetch(WebhookWorld.BY_HAND);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource("PR-022, Your local changes to the following files would be overwritten")
  void aFileWasEditedWhereItRuns(String id, String reason) throws Exception {
    Path edited = world.home.app().resolve("service.properties");
    String before = Files.readString(edited);
    Files.writeString(edited, "attempts=9\n", StandardOpenOption.APPEND);
    try {
      fails(id, reason);
    } finally {
      Files.writeString(edited, before);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource("what-runs-now, No 'script_location' key found")
  void alembicIsNotConfigured(String id, String reason) throws Exception {
    Path file = world.home.app().resolve("alembic.ini");
    String before = Files.readString(file);
    Files.delete(file);
    try {
      fails(id, reason);
    } finally {
      Files.writeString(file, before);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource("how-fast-it-is-now, How fast the service is could not be read")
  void nothingIsMeasured(String id, String reason) throws Exception {
    world.stopPrometheus();
    try {
      fails(id, reason);
    } finally {
      world.startPrometheus();
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource("PR-018, permission denied for table of_others")
  void aTableMayNotBeRead(String id, String reason) throws Exception {
    world.database.sql("webhook", "create table of_others (id bigint)");
    try {
      fails(id, reason);
    } finally {
      world.database.sql("webhook", "drop table of_others");
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource("PR-019, nowhere")
  void aMigrationFailsHalfWay(String id, String reason) throws Exception {
    Path broken = world.home.migrations().resolve("c1.py");
    Files.writeString(broken, HALF);
    try {
      fails(id, reason);
      // with a revision that is none there is no way back: so it shows that there was half a way
      assertThatThrownBy(() -> release.migrate("none", WebhookWorld.BY_HAND))
          .isInstanceOf(OutcomeUnknownException.class)
          .hasMessageContainingAll(reason, "so did the way back to none");
      assertThat(Snapshot.revision(world)).isEqualTo("b1");
      release.migrateTo("a2", WebhookWorld.BY_HAND);
    } finally {
      Files.delete(broken);
    }
  }

  private static final String HALF =
      """
      from alembic import op

      revision = "c1"
      down_revision = "b1"


      def upgrade():
          with op.get_context().autocommit_block():
              op.execute("create index concurrently at on webhook_event (received)")
          op.execute("alter table nowhere add column at timestamptz")


      def downgrade():
          op.execute("drop index at")
      """;

  @ParameterizedTest(name = "{0}")
  @CsvSource("PR-021, Stop first what starts it")
  void somethingStartsItAgain(String id, String reason) throws Exception {
    Thread supervisor = new Thread(WebhookStepsSayNoTest::startAgain, "supervisor");
    supervisor.start();
    try {
      fails(id, reason);
    } finally {
      supervisor.interrupt();
      supervisor.join();
    }
  }

  private static void startAgain() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        world.systems.service.start(WebhookWorld.BY_HAND);
        Thread.sleep(20);
      } catch (IOException e) {
        assertThat(e).hasMessageContaining("ended with"); // it was stopped, which is the point
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource("PR-023, is not the one that")
  void aLibraryIsAnotherOne(String id, String reason) throws Exception {
    Path library = world.home.depot().resolve("webhook-service-2.0.0.jar");
    byte[] before = Files.readAllBytes(library);
    release.checkOut("2.0.0", WebhookWorld.BY_HAND);
    Files.write(library, new byte[] {0}, StandardOpenOption.APPEND);
    try {
      fails(id, reason);
    } finally {
      Files.write(library, before);
      release.checkOut("1.0.0", WebhookWorld.BY_HAND);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource("PR-024, The former configuration stays")
  void theReleaseBringsNoConfiguration(String id, String reason) throws Exception {
    Path brought = world.home.app().resolve("service.properties");
    byte[] before = Files.readAllBytes(brought);
    Files.delete(brought);
    try {
      fails(id, reason);
    } finally {
      Files.write(brought, before);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource("PR-025, Address already in use")
  void thePortIsTaken(String id, String reason) throws Exception {
    world.systems.service.stop();
    int port = world.settings.service().getPort();
    try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assertThat(taken.isBound()).isTrue();
      fails(id, reason);
    } finally {
      world.systems.service.start(WebhookWorld.BY_HAND);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource("PR-034, answered 401 to a signed webhook")
  void theWebhookIsSignedOtherwise(String id, String reason) throws Exception {
    fails(id, reason, world.systems, "a-secret-of-somebody-else");
  }
}
