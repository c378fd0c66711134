package dev.sallyport.testkit.properties;

import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.plan;
import static dev.sallyport.plan.Dsl.secret;
import static dev.sallyport.plan.Dsl.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.check.Secret;
import dev.sallyport.check.Verdict;
import dev.sallyport.engine.Engine;
import dev.sallyport.engine.EngineException;
import dev.sallyport.engine.Run;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Journals;
import dev.sallyport.plan.OutcomeUnknownException;
import dev.sallyport.plan.Plan;
import dev.sallyport.plan.Probed;
import dev.sallyport.plan.StepContext;
import dev.sallyport.testkit.simulation.Choices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 19: secrets stay secret, and a changed plan starts nothing until it is accepted. */
class SecretsAndChangesTest {
  private static final AtomicInteger RUNS = new AtomicInteger();

  @Provide
  Arbitrary<List<Integer>> numbers() {
    return Arbitraries.integers().between(0, 9_999).list().ofMaxSize(60);
  }

  /** 19: wherever a plan lets a secret slip, it is not in what is written. */
  @Property(tries = 60)
  void invariant_19_a_planted_secret_is_in_no_journal_and_no_message(
      @ForAll("numbers") List<Integer> numbers) throws IOException, InterruptedException {
    String value = "hunter2-" + RUNS.incrementAndGet() + "-planted";
    Secret<String> password = secret("password", String.class);
    Choices choices = Choices.recorded(numbers);
    Script script =
        new Script() {
          @Override
          public void run(StepContext context) throws Exception {
            slip(context);
            super.run(context);
          }

          @Override
          public Probed<Void> probe(StepContext context) {
            return Probed.unknown("asked with " + context.secret(password));
          }

          @Override
          public void undo(StepContext context) throws Exception {
            slip(context);
            super.undo(context);
          }

          private void slip(StepContext context) throws Exception {
            String told = "denied for " + context.secret(password);
            switch (Math.floorMod(context.path().hashCode() + context.attempt(), 4)) {
              case 0 -> throw new IllegalStateException(told, new IOException(told));
              case 1 -> throw new OutcomeUnknownException(told);
              default -> {}
            }
          }

          @Override
          public synchronized Verdict judge(String gate) {
            Verdict verdict = super.judge(gate);
            return verdict.with("signed in with " + value, verdict.evidence());
          }
        };
    Plan bare = RandomPlans.secret(choices, script, password);
    Path folder = Files.createTempDirectory("secrets");
    try (Engine engine = Engine.of(Journals.inFolder(folder))) {
      Run run = engine.start(bare.with(password, value), "run", "ann");
      Drivers.end(run, script);
      assertThat(run.toString() + run.plan() + run.events() + run.plan().description())
          .doesNotContain(value);
      assertThat(Files.readString(folder.resolve("run.journal"))).doesNotContain(value);
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        files
            .sorted(java.util.Comparator.reverseOrder())
            .map(Path::toFile)
            .forEach(f -> f.delete());
      }
    }
  }

  @Test
  void invariant_19_a_secret_that_is_not_declared_as_one_would_be_found(@TempDir Path folder)
      throws Exception {
    Plan plan =
        plan("p", 1)
            .phases(phase("A").step(step("a", String.class).run(c -> "hunter2").readOnly()))
            .build();
    try (Engine engine = Engine.of(Journals.inFolder(folder))) {
      engine.start(plan, "run", "ann").await();
    }
    assertThat(Files.readString(folder.resolve("run.journal"))).contains("hunter2");
  }

  /** 19: a run goes on with a changed plan only if that plan says that it may. */
  @Property(tries = 100)
  void invariant_19_a_changed_plan_dispatches_nothing_until_it_is_accepted(
      @ForAll("numbers") List<Integer> numbers, @ForAll("numbers") List<Integer> others)
      throws IOException {
    Script untouched = new Script();
    Plan plan = RandomPlans.quick(Choices.recorded(numbers), Bodies.NONE);
    Plan changed = RandomPlans.quick(Choices.recorded(others), untouched);
    List<Event> begun = new FatedWorld(plan, -1).run().events();
    Journals journals = Journals.inMemory();
    try (var journal = journals.create("run")) {
      begun.subList(0, 1 + others.size() % (begun.size() - 1)).forEach(journal::append);
    }
    if (plan.fingerprint().equals(changed.fingerprint())) {
      return;
    }
    List<Event> before = journals.read("run");
    try (Engine engine = Engine.of(journals)) {
      assertThatThrownBy(() -> engine.resume("run", changed, "bob"))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("another structure");
    }
    assertThat(journals.read("run")).isEqualTo(before);
    assertThat(untouched.effects().there()).isEmpty();
  }
}
