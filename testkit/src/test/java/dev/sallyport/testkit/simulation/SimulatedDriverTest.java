package dev.sallyport.testkit.simulation;

import static dev.sallyport.plan.Dsl.approval;
import static dev.sallyport.plan.Dsl.gate;
import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.plan;
import static dev.sallyport.plan.Dsl.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Check;
import dev.sallyport.engine.Waiting;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Journal;
import dev.sallyport.journal.Journals;
import dev.sallyport.journal.Outcome;
import dev.sallyport.plan.Plan;
import dev.sallyport.plan.Step;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulatedDriverTest {
  private static final String ON_THE_WAY = "Nothing of the plan itself is called.";

  private static Step<Void> effect(String name) {
    return step(name)
        .run(
            context -> {
              throw new AssertionError(ON_THE_WAY);
            })
        .onRollback(
            (context, made) -> {
              throw new AssertionError(ON_THE_WAY);
            })
        .timeout(Duration.ofMinutes(5));
  }

  private static Plan of(dev.sallyport.plan.Phase... phases) {
    return plan("p", 1).phases(phases).build();
  }

  private final Plan watched =
      of(
          phase("Deploy").step(effect("a")).parallel(effect("b"), effect("c")),
          phase("Watch")
              .gate(
                  gate(
                          "calm",
                          Check.of(
                              "calm",
                              context -> {
                                throw new AssertionError(ON_THE_WAY);
                              }))
                      .every(Duration.ofMinutes(1))
                      .sustainedFor(Duration.ofHours(48))
                      .within(Duration.ofHours(60)))
              .gate(approval("go", "lead").within(Duration.ofHours(1))));

  @Test
  void daysPassInNoTime() {
    SimulatedRun run = SimulatedDriver.run(watched, new Ledger(), Choices.first());
    assertThat(run.outcome()).isEqualTo(Outcome.SUCCEEDED);
    assertThat(run.took()).isBetween(Duration.ofHours(48), Duration.ofHours(49));
    assertThat(run.events(Event.Sampled.class)).hasSizeGreaterThan(2_800);
  }

  @Test
  void whatIsInterruptedEndsAndIsWalkedBack() {
    Ledger world = new Ledger();
    world.hangs = "Deploy/b";
    SimulatedRun run = SimulatedDriver.run(watched, world, Choices.first());
    assertThat(run.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(run.took()).isEqualTo(Duration.ofMinutes(7).plusSeconds(2));
    assertThat(world.effects).isEmpty();
  }

  @Test
  void theEngineDiesAtEveryRecordAndTheRunEndsAsItShould() {
    for (int at = 0; at < 12; at++) {
      for (boolean goesOn : new boolean[] {true, false}) {
        Ledger world = new Ledger();
        world.diesAt = at;
        world.goesOnAlone = goesOn;
        SimulatedRun run = SimulatedDriver.run(watched, world, Choices.first());
        assertThat(run.crashes()).isEqualTo(1);
        assertThat(run.outcome()).as("killed at record %s", at).isEqualTo(Outcome.SUCCEEDED);
        assertThat(world.effects)
            .as("killed at record %s", at)
            .containsExactlyInAnyOrder("Deploy/a", "Deploy/b", "Deploy/c");
      }
    }
  }

  @Test
  void theSameSeedGivesTheSameJournalToTheByte(@TempDir Path folder) throws Exception {
    byte[] once = written(folder.resolve("once"), Choices.seeded(7));
    byte[] again = written(folder.resolve("again"), Choices.seeded(7));
    assertThat(again).isEqualTo(once).hasSizeGreaterThan(10_000);
  }

  private byte[] written(Path folder, Choices choices) throws Exception {
    SimulatedRun run = SimulatedDriver.run(watched, new Ledger(), choices);
    try (Journal journal = Journals.inFolder(folder).create(SimulatedDriver.RUN_ID)) {
      run.events().forEach(journal::append);
      journal.force();
    }
    return Files.readAllBytes(folder.resolve(SimulatedDriver.RUN_ID + ".journal"));
  }

  @Test
  void choicesDecideTheOrderOfWhatIsDueAtOnce() {
    Set<List<String>> orders = new TreeSet<>((x, y) -> x.toString().compareTo(y.toString()));
    for (int seed = 0; seed < 20; seed++) {
      SimulatedRun run = SimulatedDriver.run(watched, new Ledger(), Choices.seeded(seed));
      orders.add(
          run.events(Event.AttemptSucceeded.class).stream()
              .map(Event.AttemptSucceeded::path)
              .toList());
    }
    assertThat(orders)
        .containsExactly(
            List.of("Deploy/a", "Deploy/b", "Deploy/c"),
            List.of("Deploy/a", "Deploy/c", "Deploy/b"));
  }

  @Test
  void whoWaitsForNobodyWhoComesIsSeen() {
    Ledger world = new Ledger();
    world.hangs = "Deploy/a";
    world.heedsInterrupt = false;
    world.silent = true;
    SimulatedRun run = SimulatedDriver.run(watched, world, Choices.first());
    assertThat(run.outcome()).isNull();
    assertThat(run.waiting()).singleElement().isInstanceOf(Waiting.ForAnswer.class);
  }
}
