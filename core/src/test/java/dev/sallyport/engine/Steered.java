package dev.sallyport.engine;

import dev.sallyport.journal.Event;
import dev.sallyport.journal.Outcome;
import dev.sallyport.journal.Work;
import dev.sallyport.plan.OutcomeUnknownException;
import dev.sallyport.plan.Plan;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A run's core with a test in the driver's seat: it says what ends, and when it is how late. */
final class Steered {
  final List<Event> events = new ArrayList<>();
  RunCore core;
  private final Plan plan;
  private final Map<String, Attempt> calls = new LinkedHashMap<>();
  private Instant now = Instant.EPOCH;

  Steered(Plan plan) {
    this.plan = plan;
    this.core = RunCore.start(plan, "run", "ann", now, Clock.systemUTC(), () -> 0);
    settle();
  }

  private Steered settle() {
    core.decide();
    events.addAll(core.takeEvents());
    for (Order order : core.takeOrders()) {
      if (order instanceof Order.Call call) {
        calls.put(call.attempt().work() + " " + call.attempt().path(), call.attempt());
      }
    }
    return this;
  }

  private Steered ends(Work work, String path, Attempt.Result result) {
    Attempt attempt = calls.remove(work + " " + path);
    if (attempt == null) {
      throw new AssertionError("There is no " + work + " of " + path + " under way in " + events);
    }
    core.ended(now, attempt, result);
    return settle();
  }

  Steered succeeds(Work work, String path) {
    Attempt attempt = calls.get(work + " " + path);
    return ends(work, path, attempt == null ? new Attempt.Result.Absent() : attempt.made(null));
  }

  Steered fails(Work work, String path) {
    return ends(work, path, new Attempt.Result.Threw(new IllegalStateException("no")));
  }

  Steered cannotTell(Work work, String path) {
    return ends(work, path, new Attempt.Result.Threw(new OutcomeUnknownException("lost")));
  }

  Steered findsNothing(String path) {
    return ends(Work.PROBE, path, new Attempt.Result.Absent());
  }

  /** Lets time pass, and wakes the run for that path. */
  Steered after(Duration span, String path) {
    now = now.plus(span);
    core.wake(now, core.state().units.indexOf(path));
    return settle();
  }

  Steered says(Message.Request request) {
    core.say(now, request);
    return settle();
  }

  Steered abort() {
    return says(Requests.abort("ann", "enough"));
  }

  /** The engine dies, and another goes on. */
  Steered resume() {
    calls.clear();
    core = RunCore.resume(plan, "run", "ann", now, events, 0, Clock.systemUTC(), () -> 0);
    return settle();
  }

  boolean isUnderWay(Work work, String path) {
    return calls.containsKey(work + " " + path);
  }

  @Nullable Outcome outcome() {
    return core.outcome();
  }
}
