package dev.sallyport.testkit.simulation;

import dev.sallyport.engine.Attempt;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The calls of the plan's code that are under way in a simulated run. */
final class Calls {
  private final Surroundings world;
  private final Agenda agenda;
  private final VirtualClock clock;
  private final BiConsumer<Attempt, Attempt.Result> ended;
  private final Map<Attempt, UnderWay> underWay = new LinkedHashMap<>();

  Calls(
      Surroundings world,
      Agenda agenda,
      VirtualClock clock,
      BiConsumer<Attempt, Attempt.Result> ended) {
    this.world = world;
    this.agenda = agenda;
    this.clock = clock;
    this.ended = ended;
  }

  void begin(Attempt attempt) {
    Instant now = clock.instant();
    Fate fate = world.begins(attempt, clock);
    UnderWay call = new UnderWay(fate);
    underWay.put(attempt, call);
    if (fate.effectAfter() != null) {
      call.effect = agenda.at(now.plus(fate.effectAfter()), () -> takeEffect(attempt, call));
    }
    if (fate.takes() != null) {
      call.end = agenda.at(now.plus(fate.takes()), () -> endAsFated(attempt, call));
    }
  }

  void interrupt(Attempt attempt) {
    attempt.interrupt();
    UnderWay call = underWay.get(attempt);
    if (call == null || !call.fate.heedsInterrupt()) {
      return;
    }
    call.cancel();
    agenda.at(
        clock.instant(),
        () -> end(attempt, new Attempt.Result.Threw(new InterruptedException("interrupted"))));
  }

  private void takeEffect(Attempt attempt, UnderWay call) {
    call.effect = null;
    Attempt.Result shown = world.takesEffect(attempt);
    if (shown != null) {
      call.result = shown;
    }
  }

  /** What takes effect when it ends does so first, whatever else is due at that moment. */
  private void endAsFated(Attempt attempt, UnderWay call) {
    Due effect = call.effect;
    if (effect != null && !effect.at.isAfter(clock.instant())) {
      effect.cancelled = true;
      takeEffect(attempt, call);
    }
    end(attempt, call.result);
  }

  private void end(Attempt attempt, Attempt.Result result) {
    if (underWay.remove(attempt) != null) {
      ended.accept(attempt, result);
    }
  }

  /** The engine is dead; what it had begun may go on without it. */
  void orphan() {
    underWay.forEach(
        (attempt, call) -> {
          if (call.effect != null && world.goesOnAlone(attempt)) {
            world.takesEffect(attempt);
          }
        });
    underWay.clear();
  }

  /** One call. */
  private static final class UnderWay {
    private final Fate fate;
    private Attempt.Result result;
    private @Nullable Due effect;
    private @Nullable Due end;

    UnderWay(Fate fate) {
      this.fate = fate;
      this.result = fate.result();
    }

    void cancel() {
      if (effect != null) {
        effect.cancelled = true;
        effect = null;
      }
      if (end != null) {
        end.cancelled = true;
      }
    }
  }
}
