package dev.sallyport.testkit.properties;

import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.plan;
import static dev.sallyport.plan.Dsl.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.engine.Engine;
import dev.sallyport.engine.EngineException;
import dev.sallyport.engine.EngineOptions;
import dev.sallyport.engine.Run;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Journals;
import dev.sallyport.journal.Outcome;
import dev.sallyport.journal.Work;
import dev.sallyport.plan.Plan;
import dev.sallyport.plan.Probed;
import dev.sallyport.plan.StepContext;
import dev.sallyport.testkit.simulation.Choices;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The invariants that are about a driver, its journal on disk and what it hands to the plan. */
class LocalInvariantsTest {
  @Provide
  Arbitrary<List<Integer>> numbers() {
    return Arbitraries.integers().between(0, 9_999).list().ofMaxSize(60);
  }

  /** 2 and 3: also what a listener is told, and what a call depends on, is on the disk by then. */
  @Property(tries = 100)
  void invariant_2_and_3_nothing_is_called_or_told_before_it_is_durable(
      @ForAll("numbers") List<Integer> numbers) throws InterruptedException {
    DurableJournals journals = new DurableJournals();
    Map<String, String> early = new ConcurrentHashMap<>();
    Script script =
        new Script() {
          @Override
          void act(Work work, String path, int attempt) throws Exception {
            if (!journals.isDurable(work, path, attempt)) {
              early.put(path, work + " was called before its start was durable");
            }
            super.act(work, path, attempt);
          }
        };
    EngineOptions options =
        EngineOptions.defaults()
            .journals(journals)
            .listener(
                (run, event) -> {
                  if (!(event instanceof Event.Sampled) && !journals.isDurable(event)) {
                    early.put(event.toString(), "was told before it was durable");
                  }
                });
    try (Engine engine = Engine.of(options)) {
      Plan plan = RandomPlans.quick(Choices.recorded(numbers), script);
      failing(plan, script);
      Drivers.local(engine, plan, "run", script);
    }
    assertThat(early).isEmpty();
  }

  @Test
  void invariant_2_and_3_a_journal_that_does_not_force_is_found_out() {
    DurableJournals journals = new DurableJournals();
    Event event = new Event.AttemptStarted(java.time.Instant.EPOCH, "A/a", Work.RUN, 1);
    journals.create("run").append(event);
    assertThat(journals.isDurable(event)).isFalse();
    assertThat(journals.isDurable(Work.RUN, "A/a", 1)).isFalse();
  }

  private static void failing(Plan plan, Script script) {
    int last = plan.graph().nodes().size() - 1;
    script.with(Work.RUN, plan.graph().node(last).path(), Script.Call.FAILS);
  }

  /** 7: one key for all attempts, probes and undos of a step in a run; another everywhere else. */
  @Property(tries = 100)
  void invariant_7_the_idempotency_key_is_constant_per_run_and_node_and_unique_otherwise(
      @ForAll("numbers") List<Integer> numbers) throws InterruptedException {
    Map<String, String> owners = new HashMap<>();
    Map<String, String> keys = new HashMap<>();
    Script script =
        new Script() {
          private synchronized void note(StepContext context) {
            String owner = context.runId() + " " + context.path();
            String key = context.idempotencyKey();
            assertThat(keys.putIfAbsent(owner, key)).isIn(null, key);
            assertThat(owners.putIfAbsent(key, owner)).isIn(null, owner);
          }

          @Override
          public void run(StepContext context) throws Exception {
            note(context);
            super.run(context);
          }

          @Override
          public Probed<Void> probe(StepContext context) {
            note(context);
            return super.probe(context);
          }

          @Override
          public void undo(StepContext context) throws Exception {
            note(context);
            super.undo(context);
          }
        };
    Plan plan = RandomPlans.quick(Choices.recorded(numbers), script);
    failing(plan, script);
    try (Engine engine = Engine.inMemory()) {
      Drivers.Ending one = Drivers.local(engine, plan, "one", script);
      Drivers.Ending two = Drivers.local(engine, plan, "two", script);
      assertThat(two.outcome()).isEqualTo(one.outcome());
    }
  }

  @Test
  @Timeout(60)
  void invariant_18_only_the_newest_owner_starts_anything_and_has_results_that_count(
      @TempDir Path folder) throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    CountDownLatch late = new CountDownLatch(1);
    Map<String, Integer> calls = new ConcurrentHashMap<>();
    Plan plan =
        plan("p", 1)
            .phases(
                phase("A")
                    .step(
                        step("a", String.class)
                            .run(
                                context -> {
                                  int call = calls.merge("a", 1, Integer::sum);
                                  if (call == 1) {
                                    awaitFor(go);
                                    late.countDown();
                                  }
                                  return "made by call " + call;
                                })
                            .idempotent()
                            .irreversible("it stays"))
                    .step(step("b").run(c -> calls.merge("b", 1, Integer::sum)).readOnly()))
            .build();
    EngineOptions options =
        EngineOptions.defaults()
            .journals(Journals.inFolder(folder))
            .closeTimeout(Duration.ofMillis(20));
    Engine old = Engine.of(options);
    Run stale = old.start(plan, "run", "ann");
    try (Engine other = Engine.of(options)) {
      while (calls.isEmpty()) {
        Thread.onSpinWait();
      }
      assertThatThrownBy(() -> other.resume("run", plan, "bob"))
          .isInstanceOf(EngineException.class);
      old.close();
      Run run = other.resume("run", plan, "bob");
      assertThat(run.await()).isEqualTo(Outcome.SUCCEEDED);
      go.countDown();
      late.await();
      assertThatThrownBy(() -> stale.abort("ann", "too late"))
          .isInstanceOf(IllegalStateException.class);
      List<Event> events = Journals.inFolder(folder).read("run");
      assertThat(events.get(events.size() - 1)).isInstanceOf(Event.RunEnded.class);
      assertThat(events)
          .filteredOn(e -> e instanceof Event.AttemptSucceeded it && it.path().equals("A/a"))
          .singleElement()
          .satisfies(
              e ->
                  assertThat(((Event.AttemptSucceeded) e).output().json())
                      .isEqualTo("\"made by call 2\""));
      assertThat(calls).containsEntry("b", 1);
    }
  }

  /** Waits as code does that heeds no interrupt. */
  private static void awaitFor(CountDownLatch latch) {
    boolean over = false;
    while (!over) {
      try {
        latch.await();
        over = true;
      } catch (InterruptedException again) {
        // It goes on all the same.
      }
    }
  }

  @Test
  void invariant_7_another_run_or_node_has_another_key() throws InterruptedException {
    Map<String, String> keys = new ConcurrentHashMap<>();
    Plan plan =
        plan("p", 1)
            .phases(
                phase("A")
                    .step(
                        step("a")
                            .run(c -> keys.put("a" + c.runId(), c.idempotencyKey()))
                            .readOnly())
                    .step(
                        step("b")
                            .run(c -> keys.put("b" + c.runId(), c.idempotencyKey()))
                            .readOnly()))
            .build();
    try (Engine engine = Engine.inMemory()) {
      engine.start(plan, "one", "ann").await();
      engine.start(plan, "two", "ann").await();
    }
    assertThat(keys.values()).hasSize(4).doesNotHaveDuplicates();
  }
}
