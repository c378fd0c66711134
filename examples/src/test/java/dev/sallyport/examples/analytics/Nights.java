package dev.sallyport.examples.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.engine.Engine;
import dev.sallyport.engine.Run;
import dev.sallyport.examples.checklist.People;
import dev.sallyport.journal.Journals;
import dev.sallyport.journal.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.Document;

/**
 * Nights in one world in which the whole plan is run, something breaks while the new version
 * serves, and the run turns back by itself.
 */
final class Nights implements AutoCloseable {
  /** A busy machine is slower than a quiet one by more than these allow, and people know it. */
  static final Set<String> OF_PACE =
      Set.of("@watch/response-times", "@watch/database", "@watch/resources", "@watch/cache-climbs");

  static final Duration PATIENCE = Duration.ofMinutes(4);

  final AnalyticsWorld world;
  private final Journals journals;
  private final Engine engine;

  Nights(Path folder) throws Exception {
    this.world = new AnalyticsWorld(folder);
    this.journals = Journals.inFolder(folder.resolve("journals"));
    this.engine = Engine.of(journals);
  }

  /** Breaks something, until it is closed. */
  @FunctionalInterface
  interface Fault {
    AutoCloseable comes() throws Exception;
  }

  /** One of the nights, while it is under way. */
  final class Night {
    private final String watch;
    private final Map<String, Document> before;
    private final int told = world.beyond.told.statuses.size();
    final Run run;
    final People people;

    /** Begins one in which a watch is to turn the run. */
    private Night(String watch, Set<String> accepted) throws Exception {
      world.prepared.backUp(world.mongo.database()); // as the job of each night does
      this.watch = watch;
      this.before = documents();
      this.run = engine.start(world.bound(AnalyticsPlan.of(world.systems, journals)), watch, "ann");
      this.people = new People(run, accepted);
    }

    /** Goes on until customers have the new version. */
    void untilGreenServes() throws Exception {
      people.until(() -> world.version().equals(AnalyticsWorld.TAG), PATIENCE);
    }

    /** Lets something be broken until the run turns, and follows it to its end. */
    void turnsBy(Fault fault, String why) throws Exception {
      try (AutoCloseable broken = fault.comes()) {
        assertThat(broken).isNotNull();
        people.until(() -> run.events().toString().contains("RollbackStarted"), PATIENCE);
      }
      Outcome outcome = people.end(PATIENCE);
      people.tell("analytics-" + watch);
      assertThat(outcome).as("%s", people.story()).isEqualTo(Outcome.ROLLED_BACK);
      assertThat(Incident.page(world.home.records(), watch))
          .content()
          .contains("a watch tripped (@watch/" + watch + ")", why, "rolled back");
      allIsAsBefore();
    }

    private void allIsAsBefore() throws Exception {
      assertThat(world.version()).isEqualTo(AnalyticsWorld.BEFORE);
      assertThat(world.nodes.running(AnalyticsWorld.TAG)).as("pods of green").isEmpty();
      assertThat(documents()).containsAllEntriesOf(before);
      int confirmed = world.customers.kept.get();
      assertThat(documents().keySet().stream().filter(key -> key.startsWith("responses/daily/")))
          .as("what customers were told is kept")
          .hasSizeGreaterThanOrEqualTo(confirmed);
      assertThat(confirmed).isPositive();
      List<String> statuses = world.beyond.told.statuses;
      assertThat(statuses.subList(told, statuses.size()))
          .contains("scheduled", "in_progress")
          .endsWith("completed");
      assertThat(world.beyond.told.objections).isEmpty();
    }
  }

  /**
   * Begins a night.
   *
   * @param watch which watch is to turn the run; the run's id, too
   * @param accepted the watches whose objections people accept
   */
  Night begin(String watch, String... accepted) throws Exception {
    Set<String> all = new HashSet<>(OF_PACE);
    all.addAll(List.of(accepted));
    return new Night(watch, all);
  }

  /** All that may not change: what the migrations add to it is not looked at. */
  private Map<String, Document> documents() {
    Map<String, Document> all = new LinkedHashMap<>();
    for (String name : List.of("forms", "responses")) {
      for (Document each : world.mongo.data().getCollection(name).find()) {
        each.remove("day");
        all.put(name + "/" + each.get("_id"), each);
      }
    }
    return all;
  }

  @Override
  public void close() {
    engine.close();
    world.close();
  }
}
