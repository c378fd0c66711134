package dev.sallyport.engine;

import static dev.sallyport.plan.Dsl.plan;
import static dev.sallyport.plan.Dsl.step;

import dev.sallyport.check.Check;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Verdict;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Outcome;
import dev.sallyport.plan.Phase;
import dev.sallyport.plan.Plan;
import dev.sallyport.plan.Probed;
import dev.sallyport.plan.Step;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** A world that steps leave marks in, and short ways to make steps and run plans. */
final class World {
  final List<String> marks = new CopyOnWriteArrayList<>();

  /** A step that leaves a mark, which its undo takes for what it is. */
  Step<Void> effect(String name) {
    return step(name)
        .run(context -> marks.add("+" + name))
        .onRollback((context, made) -> marks.add("-" + name));
  }

  /** The same with a probe that looks at the marks. */
  Step<Void> probed(String name) {
    return effect(name)
        .probe(context -> marks.contains("+" + name) ? Probed.done() : Probed.notDone());
  }

  static Step<Void> failing(String name) {
    return step(name)
        .run(
            context -> {
              throw new IllegalStateException("no " + name);
            })
        .readOnly();
  }

  static Check always(Verdict verdict) {
    return Check.of("scripted", context -> verdict);
  }

  static Evidence evidence() {
    return Evidence.of("script", java.time.Instant.EPOCH);
  }

  static Plan of(Phase... phases) {
    return plan("p", 1).phases(phases).build();
  }

  static Outcome run(Plan plan) throws InterruptedException {
    try (Engine engine = Engine.inMemory()) {
      return engine.start(plan).await();
    }
  }

  /** Waits until the run waits for a person, and returns for what. */
  static Waiting asked(Run run) throws InterruptedException {
    for (int i = 0; i < 20_000; i++) {
      if (!run.waiting().isEmpty()) {
        return run.waiting().get(0);
      }
      if (run.await(Duration.ofMillis(5)).isPresent()) {
        throw new AssertionError("The run ended without asking: " + run.events());
      }
    }
    throw new AssertionError("The run asks nothing: " + run.events());
  }

  static <E extends Event> List<E> events(Run run, Class<E> type) {
    return run.events().stream().filter(type::isInstance).map(type::cast).toList();
  }

  static void await(Run run, Predicate<Event> event) throws InterruptedException {
    for (int i = 0; i < 20_000; i++) {
      if (run.events().stream().anyMatch(event)) {
        return;
      }
      Thread.sleep(5);
    }
    throw new AssertionError("It did not happen: " + run.events());
  }
}
