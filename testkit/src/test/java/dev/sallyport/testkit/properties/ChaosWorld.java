package dev.sallyport.testkit.properties;

import dev.sallyport.check.Evidence;
import dev.sallyport.check.Verdict;
import dev.sallyport.engine.Attempt;
import dev.sallyport.engine.Order.Announce;
import dev.sallyport.engine.Order.TakeSample;
import dev.sallyport.engine.RunCore;
import dev.sallyport.engine.Waiting;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Work;
import dev.sallyport.plan.GatePolicy;
import dev.sallyport.plan.OutcomeUnknownException;
import dev.sallyport.plan.Plan;
import dev.sallyport.plan.Step;
import dev.sallyport.testkit.simulation.Fate;
import dev.sallyport.testkit.simulation.Surroundings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Surroundings in which anything may go wrong that can: calls fail, hang, cannot be stopped, take
 * effect or not; checks say anything; people refuse, or say nothing; the engine dies at any record.
 * A ledger of effects keeps what was really done.
 */
final class ChaosWorld implements Surroundings {
  /** How many things can become of a call, the good one included. */
  private static final int FATES = 10;

  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Plan plan;
  private final Faults faults;
  private final Effects effects = new Effects();
  private final People people;
  private final Map<String, Event.AttemptStarted> recorded = new HashMap<>();
  private final Map<String, Integer> undoing = new HashMap<>();
  private final Map<Attempt, Integer> beganAt = new HashMap<>();
  private final Map<String, Attempt> latest = new HashMap<>();
  private final Set<Attempt> ended = new HashSet<>();
  private final Map<String, Ailing> ailing = new HashMap<>();
  private int moment;
  private boolean diesAfter;

  /** What a check goes on seeing, and how often. */
  private record Ailing(int what, int samples) {}

  ChaosWorld(Plan plan, Faults faults) {
    this.plan = plan;
    this.faults = faults;
    this.people = new People(plan, faults, effects, path -> ended.add(latest.get(path)));
  }

  Effects effects() {
    return effects;
  }

  int faults() {
    return faults.made();
  }

  @Override
  public Fate begins(Attempt attempt, Clock clock) {
    String path = attempt.path();
    beganAt.put(attempt, ++moment);
    latest.put(path, attempt);
    Event.AttemptStarted start = recorded.get(path);
    if (start == null || start.work() != attempt.work() || start.attempt() != attempt.number()) {
      effects.breach(3, attempt + " was called before its start was recorded");
    }
    if (attempt.work() == Work.PROBE) {
      return probe(attempt);
    }
    if (attempt.work() == Work.UNDO) {
      undoing.put(path, moment);
      if (step(path) != null && !effects.mayBeUndone(path)) {
        effects.breach(12, path + " is undone, and was never done");
      }
    }
    return call(attempt);
  }

  private @Nullable Step<?> step(String path) {
    int node = plan.graph().indexOf(path);
    return node < 0 ? null : Order.step(plan.graph().node(node));
  }

  /** What is without a time limit ends of its own in the end; its plan says that it may last. */
  private Fate call(Attempt attempt) {
    Attempt.Result good = attempt.made(output(attempt.path()));
    Attempt.Result lost = threw(new OutcomeUnknownException("the reply was lost"));
    IllegalStateException no = new IllegalStateException("no");
    boolean limited = isLimited(attempt);
    Duration until = limited ? null : LONG.multipliedBy(3);
    return switch (faults.pick(Faults.Where.CALL, FATES)) {
      case 1 -> Fate.fails(no);
      case 2 -> new Fate(lost, SECOND, SECOND, true);
      case 3 -> new Fate(lost, SECOND, null, true);
      case 4 -> new Fate(lost, until, SECOND, true);
      case 5 -> new Fate(lost, until, null, true);
      case 6 -> new Fate(good, until, SECOND, false);
      case 7 -> new Fate(good, LONG, LONG, false);
      case 8 -> new Fate(good, Duration.ofSeconds(40), Duration.ofSeconds(40), true);
      case 9 -> isLookedUp(attempt) ? Fate.failsAfterTheEffect(no) : Fate.fails(no);
      default -> Fate.succeeds(good);
    };
  }

  private boolean isLimited(Attempt attempt) {
    Step<?> step = step(attempt.path());
    if (attempt.work() == Work.RUN) {
      return step != null && step.timeout() != null;
    }
    if (step == null) {
      return phaseOf(attempt.path()).undoPolicy().timeout() != null;
    }
    return step.effect() instanceof dev.sallyport.plan.Effect.Reversible<?> it
        && it.policy().timeout() != null;
  }

  private dev.sallyport.plan.Phase phaseOf(String rollbackPath) {
    return plan.graph().phases().stream()
        .filter(phase -> phase.rollbackPath().equals(rollbackPath))
        .findFirst()
        .orElseThrow()
        .phase();
  }

  /** A step that fails and yet has an effect is found out where a probe looks all the same. */
  private boolean isLookedUp(Attempt attempt) {
    Step<?> step = step(attempt.path());
    return attempt.work() == Work.RUN && step != null && step.probe() != null;
  }

  private Fate probe(Attempt attempt) {
    Attempt.Result look = new Attempt.Result.Absent();
    return switch (faults.pick(Faults.Where.CALL, 5)) {
      case 1 -> Fate.fails(new IllegalStateException("cannot look"));
      case 2 -> new Fate(new Attempt.Result.CannotTell("two answers"), SECOND, null, true);
      case 3 -> new Fate(look, null, null, true);
      case 4 -> new Fate(look, LONG, LONG, false);
      default -> new Fate(look, SECOND, SECOND, true);
    };
  }

  private @Nullable String output(String path) {
    Step<?> step = step(path);
    return step != null && step.type() == String.class ? Bodies.output(path) : null;
  }

  private static Attempt.Result threw(Exception thrown) {
    return new Attempt.Result.Threw(thrown);
  }

  @Override
  public Attempt.@Nullable Result takesEffect(Attempt attempt) {
    String path = attempt.path();
    if (ended.contains(attempt)) {
      return null;
    }
    switch (attempt.work()) {
      case RUN -> run(attempt, path);
      case UNDO -> effects.undone(path);
      case PROBE -> {
        return effects.holds(path) ? attempt.made(output(path)) : new Attempt.Result.Absent();
      }
    }
    return null;
  }

  private void run(Attempt attempt, String path) {
    if (undoing.getOrDefault(path, 0) > beganAt.getOrDefault(attempt, 0)) {
      effects.breach(14, path + " took effect when its undo had begun");
    }
    if (!Order.isReadOnly(plan.graph().node(plan.graph().indexOf(path)))) {
      effects.done(path);
    }
  }

  @Override
  public Answer asks(TakeSample asked, Clock clock) {
    Evidence evidence = Evidence.of("chaos", clock.instant());
    Verdict safe = Verdict.fail("safe", "no danger", evidence);
    @Nullable Verdict danger = asked.gate().abort() == null ? null : safe;
    Verdict pass = Verdict.pass("good", evidence);
    return switch (sees(asked)) {
      case 1 -> new Answer(Verdict.fail("bad", "bad", evidence), danger, Duration.ZERO);
      case 8 -> new Answer(Verdict.fail("bad", "slow and bad", evidence), danger, SECOND);
      case 2 -> new Answer(Verdict.pending("later", "not yet", evidence), danger, Duration.ZERO);
      case 3 -> inconclusive(Verdict.Cause.NO_DATA, evidence, danger);
      case 4 -> inconclusive(Verdict.Cause.ERROR, evidence, danger);
      case 5 -> new Answer(pass, danger, null);
      case 6 -> new Answer(pass, danger, Duration.ofSeconds(8));
      case 7 -> new Answer(pass, danger == null ? null : pass, Duration.ZERO);
      default -> new Answer(pass, danger, Duration.ZERO);
    };
  }

  /** What a watch or a monitor sees may go on for a while. */
  private int sees(TakeSample asked) {
    Ailing before = ailing.get(asked.path());
    if (before != null && before.samples > 0) {
      ailing.put(asked.path(), new Ailing(before.what, before.samples - 1));
      return before.what;
    }
    boolean gate = asked.gate().policy().kind() == GatePolicy.Kind.GATE;
    int seen = faults.pick(Faults.Where.CHECK, gate ? 8 : 10);
    if (seen < 8) {
      return seen;
    }
    int what = seen == 8 ? 8 : 3;
    ailing.put(asked.path(), new Ailing(what, seen == 8 ? 6 : 9));
    return what;
  }

  private static Answer inconclusive(
      Verdict.Cause cause, Evidence evidence, @Nullable Verdict danger) {
    return new Answer(Verdict.inconclusive(cause, "who knows", evidence), danger, SECOND);
  }

  @Override
  public Delivery announces(Announce announcement, Clock clock) {
    return switch (faults.pick(Faults.Where.CHECK, 4)) {
      case 1 -> new Delivery(null, "connection refused", SECOND);
      case 2 -> new Delivery("late", "", null);
      case 3 -> new Delivery("slow", "", Duration.ofSeconds(19));
      default -> Delivery.arrives();
    };
  }

  @Override
  public void waits(Waiting waiting, RunCore run, Instant now) {
    people.hear(waiting, run, now);
  }

  @Override
  public int samplesUnanswered() {
    return 100;
  }

  /** One pick for each record says whether the engine dies before it or behind it. */
  @Override
  public boolean diesBefore(int record, Event event) {
    int death = faults.pick(Faults.Where.DEATH, event instanceof Event.RunEnded ? 2 : 3);
    diesAfter = death == 2;
    return death == 1;
  }

  @Override
  public boolean diesAfter(int record, Event event) {
    if (event instanceof Event.AttemptStarted started) {
      recorded.put(started.path(), started);
    }
    return diesAfter;
  }

  @Override
  public boolean goesOnAlone(Attempt attempt) {
    return faults.pick(Faults.Where.DEATH, 2) == 1;
  }

  @Override
  public void recorded(int record, Event event, RunCore run, Instant now) {
    people.see(event, run, now);
  }
}
