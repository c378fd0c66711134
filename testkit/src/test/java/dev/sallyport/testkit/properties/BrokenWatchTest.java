package dev.sallyport.testkit.properties;

import static dev.sallyport.plan.Dsl.monitor;
import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.soak;
import static dev.sallyport.plan.Dsl.step;
import static dev.sallyport.plan.Dsl.watch;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Check;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Verdict;
import dev.sallyport.journal.Choice;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Question;
import dev.sallyport.journal.Trigger;
import dev.sallyport.journal.Work;
import dev.sallyport.plan.Phase;
import dev.sallyport.plan.Plan;
import dev.sallyport.plan.Step;
import dev.sallyport.plan.Watch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Journals as an engine that is broken about watches, monitors and soaks would leave them: each is
 * judged by the invariant that it breaks.
 */
class BrokenWatchTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final String WATCH = "@watch/w";
  private static final Check CALM = Check.of("calm", context -> Bodies.NONE.judge("calm"));
  private static final Phase A = phase("A").step(effect("a"));
  private static final Phase B =
      phase("B").soak(soak("bake", SECOND.multipliedBy(30))).step(effect("b"));
  private static final Phase C =
      phase("C")
          .monitor(
              monitor("m", CALM)
                  .window(SECOND.multipliedBy(30), SECOND.multipliedBy(10))
                  .sampleTimeout(SECOND));

  private final Trace good = run(watching());

  private static Step<Void> effect(String name) {
    return step(name)
        .run(Bodies.NONE::run)
        .onRollback((context, made) -> {})
        .timeout(Duration.ofMinutes(1));
  }

  private static Watch watching() {
    return watch("w", CALM).over(A, B).every(SECOND.multipliedBy(10)).sampleTimeout(SECOND);
  }

  private static Trace run(Watch watch) {
    Plan plan = Plan.named("p", 1).phases(A, B, C).watches(watch).build();
    Trace trace = new FatedWorld(plan, -1).run();
    assertThat(Invariants.of(trace)).isEmpty();
    return trace;
  }

  private static int find(Trace trace, int from, Predicate<Event> what) {
    for (int i = from; i < trace.events().size(); i++) {
      if (what.test(trace.events().get(i))) {
        return i;
      }
    }
    throw new AssertionError("There is no such event in " + trace.events());
  }

  private static Predicate<Event> of(String path, Class<? extends Event> kind) {
    return e -> kind.isInstance(e) && e instanceof Event.OfNode it && it.path().equals(path);
  }

  private int place(String path, Class<? extends Event> kind) {
    return find(good, 0, of(path, kind));
  }

  private Trace change(UnaryOperator<List<Event>> change) {
    return good.with(change.apply(new ArrayList<>(good.events())));
  }

  private Trace without(int... places) {
    return change(
        events -> {
          for (int i = places.length - 1; i >= 0; i--) {
            events.remove(places[i]);
          }
          return events;
        });
  }

  private Trace insert(int at, Event... more) {
    return change(
        events -> {
          events.addAll(at, List.of(more));
          return events;
        });
  }

  private Trace replace(int at, Event event) {
    return change(
        events -> {
          events.set(at, event);
          return events;
        });
  }

  private static void caught(int invariant, Trace broken) {
    assertThat(Invariants.of(broken, invariant)).isNotEmpty();
  }

  private Event.Sampled failing(int at) {
    Event.Sampled it = (Event.Sampled) good.events().get(at);
    Verdict bad = Verdict.fail("bad", "bad", Evidence.of("x", it.at()));
    return new Event.Sampled(it.at(), it.path(), it.work(), bad, null);
  }

  private Instant when(int at) {
    return good.events().get(at).at();
  }

  /** The sample that comes second, in the soak, and what an engine says of it. */
  private Event.GateFailed trips(int at) {
    return new Event.GateFailed(when(at), WATCH, Work.RUN, Trigger.WATCH_TRIPPED, "bad");
  }

  private int secondSample() {
    return find(good, place(WATCH, Event.Sampled.class) + 1, of(WATCH, Event.Sampled.class));
  }

  private int lastSample() {
    return find(good, place("B/b", Event.AttemptSucceeded.class), of(WATCH, Event.Sampled.class));
  }

  @Test
  void invariant_31_a_watch_that_begins_late_or_never_or_too_early() {
    int begun = place(WATCH, Event.GateReached.class);
    caught(31, without(begun));
    Event.GateReached it = (Event.GateReached) good.events().get(begun);
    caught(31, insert(begun, it));
    Plan late = Plan.named("p", 1).phases(A, B, C).watches(watching().over(B)).build();
    Trace other = new FatedWorld(late, -1).run();
    List<Event> events = new ArrayList<>(other.events());
    events.add(1, it);
    caught(31, other.with(events));
  }

  @Test
  void invariant_31_a_watch_that_closes_without_a_last_sample_or_after_what_is_behind_it() {
    caught(31, without(lastSample()));
    int closed = place(WATCH, Event.GateOpened.class);
    caught(31, without(closed));
    Event end = good.events().get(closed);
    caught(
        31,
        insert(secondSample(), new Event.GateOpened(when(secondSample()), WATCH, Work.RUN, "")));
    caught(
        31,
        change(
            events -> {
              events.remove(closed);
              events.add(find(good, 0, of("C/m", Event.GateReached.class)), end);
              return events;
            }));
  }

  @Test
  void invariant_32_a_watch_that_does_not_trip_or_trips_for_no_reason() {
    int second = secondSample();
    caught(32, replace(second, failing(second)));
    caught(32, insert(second + 1, trips(second)));
    Instant now = when(second);
    caught(
        32,
        insert(second + 1, new Event.GateFailed(now, WATCH, Work.RUN, Trigger.WATCH_BLIND, "")));
  }

  /** The journal up to a sample that trips the watch, and then this. */
  private Trace tripped(Event... then) {
    int second = secondSample();
    List<Event> events = new ArrayList<>(good.events().subList(0, second));
    events.add(failing(second));
    events.add(trips(second));
    events.addAll(List.of(then));
    return good.with(events);
  }

  @Test
  void invariant_33_a_tripped_watch_that_is_not_obeyed() {
    Instant now = when(secondSample());
    Event warned = new Event.Warned(now, WATCH, "bad");
    caught(33, tripped(warned));
    Question question = new Question(Question.Kind.FAILED, "?", List.of(Choice.RETRY));
    caught(33, tripped(new Event.Asked(now, WATCH, question)));
    caught(33, tripped(new Event.StopRequested(now, Trigger.WATCH_TRIPPED, WATCH, "", "the plan")));
    caught(33, tripped(new Event.Paused(now.plus(SECOND), "olga", "")));
    caught(33, tripped(new Event.AttemptStarted(now, "B/b", Work.RUN, 1)));
    caught(33, tripped(new Event.RollbackStarted(now, Trigger.WATCH_BLIND, WATCH, "", "the plan")));
    Event back = new Event.RollbackStarted(now, Trigger.WATCH_TRIPPED, WATCH, "bad", "the plan");
    assertThat(Invariants.of(tripped(back), 33)).isEmpty();
  }

  @Test
  void invariant_34_something_that_moves_before_a_watch_has_judged_again() {
    int start = place("B/b", Event.AttemptStarted.class);
    Event resumed = new Event.RunResumed(when(start), 2, "bob", null, 0);
    caught(34, insert(start, resumed));
  }

  @Test
  void invariant_35_a_watch_and_a_monitor_that_are_silent_or_speak_when_they_are_not_open() {
    caught(35, without(secondSample()));
    int first = place("C/m", Event.Sampled.class);
    int next = find(good, first + 1, of("C/m", Event.Sampled.class));
    int third = find(good, next + 1, of("C/m", Event.Sampled.class));
    caught(35, without(next, third));
    int closed = place(WATCH, Event.GateOpened.class);
    Event.Sampled it = (Event.Sampled) good.events().get(lastSample());
    caught(35, insert(closed + 1, it));
  }

  @Test
  void invariant_36_a_monitor_and_a_soak_that_are_too_short_or_too_long() {
    int soaked = place("B/bake", Event.GateOpened.class);
    Event early = new Event.GateOpened(when(soaked).minus(SECOND), "B/bake", Work.RUN, "");
    caught(36, replace(soaked, early));
    caught(36, without(soaked));
    int first = place("C/m", Event.Sampled.class);
    caught(36, insert(first + 1, new Event.GateOpened(when(first), "C/m", Work.RUN, "")));
    caught(36, replace(first, failing(first)));
    Trigger failed = Trigger.GATE_FAILED;
    caught(36, insert(first + 1, new Event.GateFailed(when(first), "C/m", Work.RUN, failed, "")));
    Trigger late = Trigger.GATE_TIMED_OUT;
    caught(36, insert(first + 1, new Event.GateFailed(when(first), "C/m", Work.RUN, late, "")));
    caught(36, insert(place("B/bake", Event.GateReached.class) + 1, soakSample()));
  }

  private Event.Sampled soakSample() {
    Event.Sampled it = (Event.Sampled) good.events().get(secondSample());
    Instant begun = when(place("B/bake", Event.GateReached.class));
    return new Event.Sampled(begun, "B/bake", Work.RUN, it.verdict(), null);
  }
}
