package dev.sallyport.examples.analytics;

import static dev.sallyport.plan.Dsl.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.engine.Engine;
import dev.sallyport.engine.Run;
import dev.sallyport.examples.checklist.People;
import dev.sallyport.journal.Journals;
import dev.sallyport.journal.Outcome;
import dev.sallyport.plan.Phase;
import dev.sallyport.plan.Plan;
import dev.sallyport.plan.Watch;
import dev.sallyport.report.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From the former version to the new one for all users, and back from where it hurts. */
@Tag("rehearsal")
@Timeout(200)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BlueGreenRunTest {
  @TempDir static Path folder;
  private static BlueGreenWorld world;
  private static Journals journals;
  private static Engine engine;

  @BeforeAll
  static void start() throws Exception {
    world = new BlueGreenWorld(folder);
    journals = Journals.inFolder(folder.resolve("journals"));
    engine = Engine.of(journals);
  }

  @AfterAll
  static void stop() throws Exception {
    if (engine != null) {
      engine.close();
    }
    if (world != null) {
      world.close();
    }
  }

  /** The plan's middle: what this test has a world for. */
  static Plan middle(AnalyticsSystems on, Journals journals) {
    BlueGreen blueGreen = new BlueGreen(on);
    FeatureFlag flag = new FeatureFlag(on);
    Monitoring48Hours hours = new Monitoring48Hours(on);
    Phase serving = blueGreen.serving();
    List<Phase> phases =
        new ArrayList<>(List.of(blueGreen.deployGreen(), blueGreen.switchTraffic(), serving));
    phases.addAll(List.of(flag.tenPercent(), flag.half(), flag.all()));
    phases.addAll(hours.phases());
    List<Watch> watches = new ArrayList<>(hours.watches());
    watches.addAll(new RollbackProcedure(on).watches(serving, phases.get(phases.size() - 1)));
    return BlueGreenWorld.bound(
        plan("blue-green", 1)
            .secrets(Secrets.WEBHOOK, Secrets.API, Secrets.REDIS)
            .phases(phases)
            .watches(watches)
            .announcements(new Incident(on, journals).announcements())
            .build());
  }

  private static String env() throws Exception {
    return world.kubectl(
        "get",
        "deployment",
        "form-backend-plan3-green",
        "--ignore-not-found",
        "-o",
        "jsonpath={.spec.template.spec.containers[0].env}");
  }

  @Test
  @Order(1)
  void slowResponsesTakeTheTrafficBackAndThePageSaysWhy() throws Exception {
    Run run = engine.start(middle(world.systems, journals), "slow", "ann");
    People people = new People(run, Set.of());
    people.untilDone("Enable Analytics (10% Traffic)/flag-at-every-pod-10");
    assertThat(world.version()).isEqualTo(BlueGreenWorld.TAG);
    assertThat(env()).contains("\"value\":\"10\"");

    world.production.slow(Duration.ofMillis(700));
    KubernetesPart.await("the way back", () -> run.events().toString().contains("RollbackStarted"));
    world.production.slow(Duration.ZERO);
    Outcome outcome = people.end();

    people.tell("bluegreen-slow");
    assertThat(outcome).as("%s", people.story()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(world.version()).isEqualTo(BlueGreenWorld.BEFORE);
    assertThat(env()).isEmpty();
    assertThat(Report.of(journals.read("slow")).record())
        .contains("- [x] **Traffic switched to previous version, Service stabilized,")
        .contains("(P3-108, P3-109, P3-110)** (verification of");
    assertThat(world.home.records().resolve("slow-incident.md"))
        .content()
        .contains("a watch tripped (@watch/response-time)")
        .contains("It was over but for the last announcements");
    assertThat(Files.getPosixFilePermissions(world.home.records().resolve("slow-incident.md")))
        .hasSize(2);
  }

  @Test
  @Order(2)
  void peopleSignTheIncidentReportOfTheRunThatTurnedBack() throws Exception {
    Plan plan = IncidentPlan.of(world.systems, journals).with(IncidentPlan.RUN, "slow");
    People people = new People(engine.start(plan, "slow-report", "ann"), Set.of());

    assertThat(people.end()).as("%s", people.story()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(Report.of(journals.read("slow-report")).record())
        .contains("- [x] **Root cause analysis performed (P3-114)**")
        .contains("- [x] **Corrective actions identified (P3-115)**")
        .contains("- [x] **Post-mortem scheduled (P3-116)**");
  }

  @Test
  @Order(3)
  void theNewVersionReachesAllUsersAndIsWatched() throws Exception {
    Run run = engine.start(middle(world.systems, journals), "good", "ann");
    People people = new People(run, Set.of());
    Outcome outcome = people.end();

    people.tell("bluegreen-good");
    assertThat(outcome).as("%s", people.story()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(world.version()).isEqualTo(BlueGreenWorld.TAG);
    assertThat(env()).contains("\"value\":\"100\"");
    assertThat(world.home.records().resolve("good-incident.md")).doesNotExist();
  }

  @Test
  @Order(4)
  void ofARunThatEndedWellThereIsNoIncidentToSign() throws Exception {
    Plan plan = IncidentPlan.of(world.systems, journals).with(IncidentPlan.RUN, "good");
    Run run = engine.start(plan, "good-report", "ann");

    assertThat(new People(run, Set.of()).end()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(Report.of(run.events()).text()).contains("there is no incident to report");
  }
}
