package dev.sallyport.testkit.properties;

import static dev.sallyport.plan.Dsl.gate;
import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.check.Check;
import dev.sallyport.engine.Engine;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Journal;
import dev.sallyport.journal.JournalException;
import dev.sallyport.journal.Journals;
import dev.sallyport.journal.Work;
import dev.sallyport.plan.Plan;
import dev.sallyport.plan.Step;
import dev.sallyport.plan.UndoPolicy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The local driver with its journal on disk, cut off at every byte that a death may leave it at,
 * and resumed behind each record. The ledger says whether all came right.
 */
class CrashPointsTest {
  @TempDir Path folder;

  private byte[] journal = {};
  private List<Event> events = List.of();
  private Drivers.Ending ending = new Drivers.Ending(null, java.util.Set.of(), java.util.Set.of());

  /** A run that succeeds, one that walks back, and one that cannot quite. */
  enum Story {
    SUCCEEDS,
    WALKS_BACK,
    CANNOT_QUITE;

    Script script() {
      Script script = new Script();
      if (this != SUCCEEDS) {
        script.with(Work.RUN, "C/f", Script.Call.FAILS);
      }
      return this == CANNOT_QUITE ? script.with(Work.UNDO, "B/c", Script.Call.FAILS) : script;
    }
  }

  private static Plan plan(Script script) {
    Step<Void> blind =
        step("b")
            .run(script::run)
            .onRollback((context, made) -> script.undo(context), UndoPolicy.undo().repeatable());
    return Plan.named("p", 1)
        .phases(
            phase("A").step(probed(script, "a"), blind).onRollback(script::undo),
            phase("B")
                .parallel(probed(script, "c"), probed(script, "d"))
                .step(step("e").run(script::run).readOnly()),
            phase("C")
                .gate(
                    gate("fine", Check.of("fine", context -> script.judge("fine")))
                        .within(Duration.ofMinutes(1)))
                .step(probed(script, "f")))
        .build();
  }

  private static Step<Void> probed(Script script, String name) {
    return step(name)
        .run(script::run)
        .probe(script::probe)
        .onRollback((context, made) -> script.undo(context));
  }

  private void record(Story story) throws Exception {
    Script script = story.script();
    Path place = folder.resolve("first");
    try (Engine engine = Engine.of(Journals.inFolder(place))) {
      ending = Drivers.local(engine, plan(script), "run", script);
    }
    journal = Files.readAllBytes(place.resolve("run.journal"));
    events = Journals.inFolder(place).read("run");
  }

  private Journals cut(int length) throws IOException {
    Path place = folder.resolve("cut-" + length);
    Files.createDirectories(place);
    Files.write(place.resolve("run.journal"), Arrays.copyOf(journal, length));
    return Journals.inFolder(place);
  }

  @Test
  void invariant_2_what_was_forced_survives_whole_and_in_order_and_a_torn_record_is_absent()
      throws Exception {
    record(Story.WALKS_BACK);
    int whole = 0;
    int end = -1;
    for (int length = 0; length < journal.length; length++) {
      if (length > 0 && journal[length - 1] == '\n') {
        whole++;
        end = length;
      }
      Journals journals = cut(length);
      if (whole == 0) {
        assertThatThrownBy(() -> journals.open("run")).isInstanceOf(JournalException.class);
        continue;
      }
      try (Journal opened = journals.open("run")) {
        assertThat(opened.recorded()).isEqualTo(events.subList(0, whole));
        assertThat(opened.cutOff()).as("cut at byte %s", length).isEqualTo(length - end);
      }
    }
    assertThat(whole).isEqualTo(events.size() - 1);
  }

  @Test
  void invariant_2_a_record_that_is_missing_in_the_middle_is_not_passed_over() throws Exception {
    record(Story.SUCCEEDS);
    List<String> lines = new String(journal, StandardCharsets.UTF_8).lines().toList();
    for (int gone = 1; gone < lines.size() - 1; gone++) {
      List<String> left = new ArrayList<>(lines);
      left.remove(gone);
      Path place = Files.createDirectories(folder.resolve("gap-" + gone));
      Files.writeString(place.resolve("run.journal"), String.join("\n", left) + "\n");
      Journals journals = Journals.inFolder(place);
      assertThatThrownBy(() -> journals.read("run"))
          .as("without record %s", gone)
          .isInstanceOf(JournalException.class);
    }
  }

  /**
   * Behind each record and in the middle of each, at every byte; what was under way when it died
   * happened and did not, in turns where a record is torn and both where it is whole.
   */
  @ParameterizedTest
  @EnumSource
  void killed_at_every_byte_of_its_journal_it_comes_to_the_same_end(Story story) throws Exception {
    record(story);
    List<Death> deaths = new ArrayList<>();
    int whole = 0;
    for (int length = 1; length < journal.length; length++) {
      boolean torn = journal[length - 1] != '\n';
      whole += torn ? 0 : 1;
      if (whole == 0 || whole == events.size()) {
        continue;
      }
      boolean happened = length % 2 == 0;
      deaths.add(new Death(length, whole, happened));
      if (!torn) {
        deaths.add(new Death(length, whole, !happened));
      }
    }
    int first = new String(journal, StandardCharsets.UTF_8).indexOf('\n') + 1;
    assertThat(deaths).hasSizeGreaterThan(journal.length - first);
    System.out.println(story + ": " + deaths.size() + " deaths");
    deaths.parallelStream().forEach(death -> dieAndResume(story, death));
  }

  /**
   * Where the journal ends, how many whole records it has, and whether what was under way happened.
   */
  private record Death(int length, int whole, boolean happened) {}

  private void dieAndResume(Story story, Death death) {
    Script script = story.script();
    replay(events.subList(0, death.whole()), script, death.happened());
    try {
      Path place = Files.createDirectories(folder.resolve(death.toString()));
      Path file = place.resolve("run.journal");
      Files.write(file, Arrays.copyOf(journal, death.length()));
      try (Engine engine = Engine.of(Journals.inFolder(place))) {
        Drivers.Ending end = Drivers.end(engine.resume("run", plan(script), "bob"), script);
        assertThat(end).as("%s", death).isEqualTo(ending);
      }
      Files.delete(file);
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(death + " could not be tried", e);
    }
    int undone = script.effects().undos("A/@rollback");
    assertThat(undone).as("%s", death).isEqualTo(story == Story.WALKS_BACK ? 1 : 0);
  }

  /** Brings the world to where it was when the engine died behind those records. */
  private static void replay(List<Event> records, Script script, boolean underWayHappened) {
    for (int i = 0; i < records.size(); i++) {
      if (records.get(i) instanceof Event.AttemptStarted it && it.work() != Work.PROBE) {
        Boolean ended = endedWell(records.subList(i, records.size()), it);
        if (ended == null ? underWayHappened : ended) {
          try {
            script.act(it.work(), it.path(), it.attempt());
          } catch (Exception asScripted) {
            // It is not there, as it was not the first time.
          }
        }
      }
    }
  }

  private static Boolean endedWell(List<Event> after, Event.AttemptStarted start) {
    for (Event event : after) {
      if (event instanceof Event.AttemptSucceeded it
          && it.path().equals(start.path())
          && it.work() == start.work()) {
        return true;
      }
      if (event instanceof Event.AttemptFailed it
          && it.path().equals(start.path())
          && it.work() == start.work()) {
        return false;
      }
    }
    return null;
  }
}
