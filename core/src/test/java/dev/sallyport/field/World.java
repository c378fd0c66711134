package dev.sallyport.field;

import static dev.sallyport.plan.Dsl.plan;
import static dev.sallyport.plan.Dsl.step;

import dev.sallyport.engine.Engine;
import dev.sallyport.engine.EngineOptions;
import dev.sallyport.engine.Run;
import dev.sallyport.engine.Waiting;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Journal;
import dev.sallyport.journal.Journals;
import dev.sallyport.plan.Phase;
import dev.sallyport.plan.Plan;
import dev.sallyport.plan.Probed;
import dev.sallyport.plan.Step;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;

/** A world in which steps leave marks in order, and short ways to run plans and to cut runs off. */
final class World {
  final List<String> marks = new CopyOnWriteArrayList<>();

  /** A step that leaves a mark, and another one when it is taken back. */
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

  /** A step that leaves a mark and ends when it is let go or interrupted. */
  Step<Void> waiting(String name, CountDownLatch letGo) {
    return step(name)
        .run(
            context -> {
              marks.add("+" + name);
              letGo.await();
            })
        .onRollback((context, made) -> marks.add("-" + name))
        .probe(context -> Probed.done());
  }

  static Step<Void> failing(String name) {
    return step(name)
        .run(
            context -> {
              throw new IllegalStateException("no " + name);
            })
        .readOnly();
  }

  static Plan of(Phase... phases) {
    return plan("release", 1).phases(phases).build();
  }

  /** Runs a plan to its end, under the id "run", and returns everything recorded. */
  static List<Event> run(Plan plan) throws InterruptedException {
    try (Engine engine = Engine.inMemory()) {
      Run run = engine.start(plan, "run", "ann");
      run.await();
      return run.events();
    }
  }

  /** Journals as a kill leaves them behind the first event of that kind. */
  static Journals killedBehind(List<Event> events, Predicate<Event> last) throws IOException {
    int length = 0;
    while (!last.test(events.get(length))) {
      length++;
    }
    return holding(events.subList(0, length + 1));
  }

  static Journals holding(List<Event> events) throws IOException {
    Journals journals = Journals.inMemory();
    try (Journal journal = journals.create("run")) {
      events.forEach(journal::append);
    }
    return journals;
  }

  static EngineOptions at(Clock clock, Journals journals) {
    return EngineOptions.defaults().clock(clock).journals(journals);
  }

  /** Waits until the run waits for a person, and returns for what. */
  static Waiting asked(Run run) throws InterruptedException {
    while (run.waiting().isEmpty()) {
      if (run.await(Duration.ofMillis(5)).isPresent()) {
        throw new AssertionError("The run ended without asking: " + run.events());
      }
    }
    return run.waiting().get(0);
  }

  static String question(Run run) throws InterruptedException {
    return ((Waiting.ForAnswer) asked(run)).question().text();
  }

  static void until(Run run, Predicate<Event> event) throws InterruptedException {
    while (run.events().stream().noneMatch(event)) {
      Thread.sleep(5);
    }
  }

  static boolean started(Event event, String path) {
    return event instanceof Event.AttemptStarted started && started.path().equals(path);
  }

  static <E extends Event> List<E> all(List<Event> events, Class<E> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  static <E extends Event> E first(List<Event> events, Class<E> type) {
    return all(events, type).get(0);
  }

  static Event.RunEnded end(List<Event> events) {
    return first(events, Event.RunEnded.class);
  }
}
