package dev.sallyport.testkit.simulation;

import dev.sallyport.engine.Attempt;
import dev.sallyport.engine.Order;
import dev.sallyport.engine.RunCore;
import dev.sallyport.engine.Waiting;
import dev.sallyport.journal.Event;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The surroundings that a script tells of. */
final class ScriptedWorld implements Surroundings {
  private final ScriptedCalls calls;
  private final ScriptedChecks checks;
  private final ScriptedPeople people;
  private final Map<String, Delivery> channels;
  private final List<Script.Death> deaths;

  ScriptedWorld(Script script) {
    calls = new ScriptedCalls(script);
    checks = new ScriptedChecks(script);
    people = new ScriptedPeople(script);
    channels = script.channels;
    deaths = new ArrayList<>(script.deaths);
  }

  @Override
  public Fate begins(Attempt attempt, Clock clock) {
    return calls.begins(attempt, clock);
  }

  @Override
  public Attempt.@Nullable Result takesEffect(Attempt attempt) {
    return calls.takesEffect(attempt);
  }

  @Override
  public boolean goesOnAlone(Attempt attempt) {
    return calls.goesOnAlone(attempt);
  }

  @Override
  public Answer asks(Order.TakeSample asked, Clock clock) {
    return checks.asks(asked, clock);
  }

  @Override
  public Delivery announces(Order.Announce announcement, Clock clock) {
    return channels.getOrDefault(announcement.channel().name(), Delivery.arrives());
  }

  @Override
  public void plansAhead(Diary diary) {
    people.begin(diary);
  }

  @Override
  public void waits(Waiting waiting, RunCore run, Instant now) {
    if (waiting instanceof Waiting.ForAnswer question) {
      people.answer(question, run, now);
    }
  }

  @Override
  public boolean diesBefore(int record, Event event) {
    return dies(true, event);
  }

  @Override
  public boolean diesAfter(int record, Event event) {
    if (event instanceof Event.GateReached reached) {
      checks.reached(reached);
      people.reached(reached);
    }
    return dies(false, event);
  }

  private boolean dies(boolean before, Event event) {
    for (Script.Death death : deaths) {
      if (death.before() == before && death.moment().is(event)) {
        deaths.remove(death);
        return true;
      }
    }
    return false;
  }

  /** Returns the lines of the script that waited for a moment that never came. */
  List<String> missed() {
    List<String> missed = new ArrayList<>();
    for (Script.Death death : deaths) {
      missed.add(
          "the engine's death " + (death.before() ? "before" : "after") + ": " + death.moment());
    }
    missed.addAll(people.missed());
    return missed;
  }

  @Override
  public void recorded(int record, Event event, RunCore run, Instant now) {
    people.hear(event, run, now);
  }
}
