package dev.sallyport.engine;

import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.plan;
import static dev.sallyport.plan.Dsl.secret;
import static dev.sallyport.plan.Dsl.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.check.Secret;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Journal;
import dev.sallyport.journal.Journals;
import dev.sallyport.journal.Outcome;
import dev.sallyport.plan.Plan;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(240)
class ResumeTest {

  /** Returns journals in which a run was cut off after so many records. */
  private static Journals cut(List<Event> events, int length) throws IOException {
    Journals journals = Journals.inMemory();
    try (Journal journal = journals.create("run")) {
      events.subList(0, length).forEach(journal::append);
    }
    return journals;
  }

  private static Plan five(World world, boolean fails) {
    return World.of(
        phase("A").step(world.probed("a")).onRollback(context -> world.marks.add("-A")),
        phase("B").parallel(world.probed("b"), world.probed("c")),
        phase("C").step(world.probed("d"), fails ? World.failing("e") : world.probed("e")));
  }

  private static List<Event> record(Plan plan) throws InterruptedException {
    try (Engine engine = Engine.inMemory()) {
      Run run = engine.start(plan, "run", "ann");
      run.await();
      return run.events();
    }
  }

  /**
   * The world as it is when the run was killed behind that prefix: effects happen with their start.
   */
  private static void replayEffects(World world, List<Event> prefix, boolean underWayHappened) {
    for (Event event : prefix) {
      if (event instanceof Event.AttemptStarted started) {
        boolean ended =
            prefix.stream()
                .anyMatch(
                    e ->
                        e instanceof Event.AttemptSucceeded done
                            && done.path().equals(started.path())
                            && done.work() == started.work());
        if (ended || underWayHappened) {
          String name = started.path().substring(started.path().indexOf('/') + 1);
          switch (started.work()) {
            case RUN -> world.marks.add("+" + name);
            case UNDO -> world.marks.add(name.equals("@rollback") ? "-A" : "-" + name);
            default -> {}
          }
        }
      }
    }
  }

  @Test
  void aRunCutOffBehindAnyRecordGoesOnToTheSameOutcome() throws Exception {
    List<Event> events = record(five(new World(), false));
    for (int length = 1; length < events.size(); length++) {
      for (boolean happened : new boolean[] {false, true}) {
        World world = new World();
        replayEffects(world, events.subList(0, length), happened);
        try (Engine engine = Engine.of(cut(events, length))) {
          Outcome outcome = engine.resume("run", five(world, false), "ann").await();
          assertThat(outcome).as("cut behind %s", length).isEqualTo(Outcome.SUCCEEDED);
        }
        assertThat(world.marks)
            .as("cut behind %s, under way happened: %s", length, happened)
            .containsExactlyInAnyOrder("+a", "+b", "+c", "+d", "+e");
      }
    }
  }

  @Test
  void theStateOfEveryPrefixIsTheFoldOfItsEvents() throws Exception {
    Plan plan = five(new World(), true);
    Units units = new Units(plan);
    List<Event> events = record(plan);
    RunState live = RunState.of(units);
    for (int i = 0; i < events.size(); i++) {
      live = Evolve.evolve(live, events.get(i));
      assertThat(Evolve.replay(units, events.subList(0, i + 1))).isEqualTo(live);
    }
    assertThat(live.outcome).isEqualTo(Outcome.ROLLED_BACK);
  }

  @Test
  void anotherStructureIsRefusedWithTheDifference() throws Exception {
    World world = new World();
    List<Event> events = record(World.of(phase("A").step(world.probed("a"), world.probed("b"))));
    Plan other = World.of(phase("A").step(world.probed("a"), world.probed("c")));
    try (Engine engine = Engine.of(cut(events, 3))) {
      assertThatThrownBy(() -> engine.resume("run", other, "ann"))
          .isInstanceOf(EngineException.class)
          .hasMessageStartingWith(
              "The run 'run' was begun with plan 'p' 1, which has another structure than 'p' 1:\n"
                  + "+ A/c (")
          .hasMessageContaining("\n- A/b (")
          .hasMessageEndingWith(
              "Resume it with the plan it was begun with, or let the new plan say resumesFrom(1) and"
                  + " keep what the run has already touched.");
      Plan allowed =
          plan("p", 2)
              .resumesFrom(1)
              .phases(phase("A").step(world.probed("a"), world.probed("c")))
              .build();
      Run run = engine.resume("run", allowed, "ann");
      assertThat(run.await()).isEqualTo(Outcome.SUCCEEDED);
      assertThat(World.events(run, Event.RunResumed.class).get(0).plan())
          .isEqualTo(allowed.description());
    }
  }

  @Test
  void anEndedOrUnknownRunIsRefused() throws Exception {
    World world = new World();
    Plan plan = World.of(phase("A").step(world.probed("a")));
    List<Event> events = record(plan);
    try (Engine engine = Engine.of(cut(events, events.size()))) {
      assertThatThrownBy(() -> engine.resume("run", plan, "ann"))
          .hasMessage("The run 'run' has ended: SUCCEEDED. Start a new run.");
      assertThatThrownBy(() -> engine.resume("nope", plan, "ann"))
          .hasMessage(
              "The run 'nope' could not be resumed: There is no run 'nope' in this memory. There are"
                  + " [run].");
    }
  }

  @Test
  void aRunThatIsOwnedIsRefused() throws Exception {
    Journals journals = Journals.inMemory();
    World world = new World();
    Plan plan = World.of(phase("A").step(step("wait").run(c -> Thread.sleep(60_000)).readOnly()));
    EngineOptions options =
        EngineOptions.defaults().journals(journals).closeTimeout(java.time.Duration.ofMillis(20));
    try (Engine one = Engine.of(options);
        Engine other = Engine.of(options)) {
      one.start(plan, "run", "ann");
      assertThatThrownBy(() -> other.resume("run", plan, "bob"))
          .hasMessageContaining("is owned by an engine of this process");
      assertThat(world.marks).isEmpty();
    }
  }

  @Test
  void secretsMustBeBoundAgainAndNothingStartsWithoutThem() throws Exception {
    Secret<String> token = secret("token", String.class);
    World world = new World();
    Plan plan = plan("p", 1).secrets(token).phases(phase("A").step(world.probed("a"))).build();
    List<Event> events = record(plan.with(token, "s3cr3t-value"));
    try (Engine engine = Engine.of(cut(events, 2))) {
      assertThatThrownBy(() -> engine.resume("run", plan, "ann"))
          .hasMessage(
              "The plan 'p' cannot run: nothing is bound to secret token. Bind each with"
                  + " plan.with(...).");
      assertThat(engine.resume("run", plan.with(token, "s3cr3t-value"), "ann").await())
          .isEqualTo(Outcome.SUCCEEDED);
    }
  }
}
