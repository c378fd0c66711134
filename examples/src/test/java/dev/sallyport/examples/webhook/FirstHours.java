package dev.sallyport.examples.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.engine.Engine;
import dev.sallyport.engine.Run;
import dev.sallyport.engine.Waiting;
import dev.sallyport.examples.checklist.People;
import dev.sallyport.examples.checklist.Programs;
import dev.sallyport.journal.Choice;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Journals;
import dev.sallyport.journal.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A run of the whole plan in its first two hours: everything is deployed and 2.0.0 serves, the
 * customers use it, and every watch looks. From here on nobody acts for the run but who is told to,
 * so it stays in its first hours.
 */
final class FirstHours implements AutoCloseable {
  /** A busy machine is slower than a quiet one by more than these allow: they look again. */
  private static final Map<String, Choice> UNTIL_THEN =
      Map.of(
          "@watch/degradation", Choice.RETRY,
          "@watch/latency", Choice.RETRY);

  final WebhookWorld world;
  final Run run;
  private final Engine engine;
  private final Before before;
  private final String name;

  private FirstHours(Path folder, String name) throws Exception {
    this.name = name;
    Journals journals = Journals.inFolder(folder.resolve("journals"));
    this.world = new WebhookWorld(folder);
    this.engine = Engine.of(journals);
    this.before = new Release(world.systems).whatRunsNow(WebhookWorld.BY_HAND);
    this.run = engine.start(Nowhere.bound(WebhookPlan.of(world.systems, journals)), name, "ann");
  }

  /** Returns the run once it is there. */
  static FirstHours reachedBy(String name, Path folder) throws Exception {
    FirstHours hours = new FirstHours(folder, name);
    try {
      new People(hours.run, UNTIL_THEN).untilDone("First 2 hours/two-hours");
      assertThat(hours.world.version()).isEqualTo("2.0.0");
    } catch (Exception | AssertionError e) {
      hours.close();
      throw e;
    }
    return hours;
  }

  /**
   * Waits until the watch of PR-042 has just looked. It rolls back, too, when twice in a row no
   * signed webhook was taken, whatever the reason; the second look is two of its spans away, which
   * is more than the triggers of the rollback need.
   */
  void awaitALookAtSignatures() throws Exception {
    long seen = world.systems.rows.events("signed-%", WebhookWorld.PASSWORD);
    Programs.await(
        "a look at signatures",
        () -> world.systems.rows.events("signed-%", WebhookWorld.PASSWORD) > seen);
  }

  /** Waits until the run turns, and looks whether it was this watch that turned it, by itself. */
  void turnsBy(String watch, String reason) throws Exception {
    Programs.await("the way back", () -> turn().isPresent());
    Event.RollbackStarted turn = turn().orElseThrow();
    assertThat(turn.path()).as("%s", turn).isEqualTo("@watch/" + watch);
    assertThat(turn.reason()).contains(reason);
    assertThat(turn.byPerson()).isFalse();
  }

  private Optional<Event.RollbackStarted> turn() {
    return run.events().stream()
        .filter(Event.RollbackStarted.class::isInstance)
        .map(Event.RollbackStarted.class::cast)
        .findFirst();
  }

  /** Returns the texts of the questions that nobody has answered yet, by what asks. */
  Map<String, String> questions() {
    return run.waiting().stream()
        .filter(Waiting.ForAnswer.class::isInstance)
        .map(Waiting.ForAnswer.class::cast)
        .collect(Collectors.toMap(Waiting.ForAnswer::path, it -> it.question().text()));
  }

  /** Lets people do what is left to do, and looks whether all is as it was before. */
  void endsAsItWas(String watch, String label) throws Exception {
    People people = new People(run, Map.of());
    Outcome outcome = people.end();
    people.tell("webhook-" + name);

    assertThat(outcome).as("%s", people.story()).isEqualTo(Outcome.ROLLED_BACK);
    Programs.await("the former release", () -> world.version().equals("1.0.0"));
    assertThat(new Release(world.systems).whatRunsNow(WebhookWorld.BY_HAND)).isEqualTo(before);
    assertThat(world.home.staging()).doesNotExist();
    assertThat(world.systems.rows.events("test-%", WebhookWorld.PASSWORD)).isZero();
    int taken = world.taken.size();
    Programs.await("customers to be served", () -> world.taken.size() > taken);
    nothingIsLost();
    isReported(watch, label);
  }

  /** What customers were told to be taken is there, once, and so does the audit log say. */
  void nothingIsLost() throws Exception {
    Set<String> taken = Set.copyOf(world.taken);
    assertThat(taken).isNotEmpty();
    assertThat(once("select event_id from webhook_event")).containsAll(taken);
    assertThat(once("select event_id from audit_log where outcome = 'accepted'"))
        .containsAll(taken);
  }

  private Set<String> once(String query) throws Exception {
    List<String> ids = world.database.sql("webhook", query).lines().toList();
    assertThat(new HashSet<>(ids)).as(query).hasSameSizeAs(ids);
    return new HashSet<>(ids);
  }

  /** The report of the incident says what turned the run, and the engineers were told. */
  private void isReported(String watch, String label) throws IOException {
    String reason = turn().orElseThrow().reason();
    assertThat(Files.readString(world.home.records().resolve(name + "-summary.md")))
        .contains("# Incident: webhook-deployment 1, rolled back")
        .contains("Trigger: watch @watch/" + watch)
        .contains("In the checklist: " + label)
        .contains("## What was undone")
        .contains("Application Deployment/start");
    assertThat(world.beyond.messages)
        .anySatisfy(
            said ->
                assertThat(said.replace("\\\"", "\"")) // it is JSON
                    .startsWith("engineering ")
                    .contains("ROLLED_BACK", reason.lines().findFirst().orElseThrow()));
    assertThat(world.beyond.objections).isEmpty();
  }

  @Override
  public void close() throws IOException {
    try {
      engine.close();
    } finally {
      world.close();
    }
  }
}
