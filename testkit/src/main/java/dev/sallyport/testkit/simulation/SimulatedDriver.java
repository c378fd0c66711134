package dev.sallyport.testkit.simulation;

import dev.sallyport.check.Evidence;
import dev.sallyport.check.Quantities;
import dev.sallyport.check.Verdict;
import dev.sallyport.engine.Attempt;
import dev.sallyport.engine.Order;
import dev.sallyport.engine.RunCore;
import dev.sallyport.engine.Waiting;
import dev.sallyport.journal.Event;
import dev.sallyport.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Runs a plan by the engine's own core in virtual time, on the calling thread. The same plan,
 * surroundings and choices give the same journal, to the byte.
 *
 * <p>An instance is for one run.
 */
public final class SimulatedDriver {
  /**
   * When every simulated run begins; one of a plan with maintenance windows or freezes and without
   * a notice, at the first time from then on at which it may.
   */
  public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  /** The id of every simulated run. */
  public static final String RUN_ID = "simulated";

  private static final String BY = "simulation";
  private static final Duration DOWNTIME = Duration.ofMinutes(1);

  /** More than these, and a run goes on for ever; samples end with their gate, and count less. */
  private static final int MOST_EVENTS = 20_000;

  private static final int MOST_SAMPLES = 1_000_000;

  private final Plan plan;
  private final Surroundings world;
  private final Choices choices;
  private final VirtualClock clock;
  private final Agenda agenda;
  private final Calls calls;
  private final List<Event> journal = new ArrayList<>();
  private final Map<Integer, Due> wakes = new HashMap<>();
  private final Set<Integer> sampling = new HashSet<>();
  private final Set<Waiting> seen = new HashSet<>();
  private RunCore core;
  private int crashes;
  private int samples;
  private int samplesSince;
  private int toHear;
  private int toCome;

  private SimulatedDriver(Plan plan, Surroundings world, Choices choices) {
    this.plan = plan;
    this.world = world;
    this.choices = choices;
    this.clock = new VirtualClock(beginning(plan));
    this.agenda = new Agenda(choices);
    this.calls = new Calls(world, agenda, clock, this::ended);
    this.core = RunCore.start(plan, RUN_ID, BY, clock.instant(), clock, choices::draw);
  }

  /** A plan that may not start at any time is started when it may. */
  private static Instant beginning(Plan plan) {
    Instant earliest =
        plan.startRules().notice() == null ? plan.startRules().earliest(START) : START;
    return earliest == null ? START : earliest;
  }

  /**
   * Runs a plan with bound inputs to its end, or to where it waits for ever.
   *
   * @throws dev.sallyport.engine.EngineException if an input or a secret is not bound
   */
  public static SimulatedRun run(Plan plan, Surroundings world, Choices choices) {
    return new SimulatedDriver(plan, world, choices).run();
  }

  private SimulatedRun run() {
    world.plansAhead(this::comes);
    settle();
    while (core.outcome() == null && !isEndless() && !isForsaken()) {
      Due next = agenda.next();
      if (next == null) {
        break;
      }
      clock.advanceTo(next.at);
      next.what.run();
      settle();
    }
    boolean waits = core.outcome() == null && !isEndless();
    return new SimulatedRun(
        plan, journal, core.outcome(), waits ? core.waiting() : List.of(), crashes);
  }

  /** A watch goes on being asked while the run waits for an answer that has no deadline. */
  private boolean isForsaken() {
    return samplesSince > world.samplesUnanswered()
        && toHear + toCome == 0
        && core.waiting().stream()
            .anyMatch(w -> w instanceof Waiting.ForAnswer || w instanceof Waiting.ForProceed);
  }

  private boolean isEndless() {
    return samples > MOST_SAMPLES || journal.size() - samples > MOST_EVENTS;
  }

  /** Lets the core decide, records what it says and does what it wants, until it wants no more. */
  private void settle() {
    boolean more = true;
    while (more) {
      core.decide();
      List<Event> fresh = core.takeEvents();
      if (record(fresh)) {
        core.takeOrders().forEach(this::carryOut);
        int first = journal.size() - fresh.size();
        for (int i = first; i < first + fresh.size(); i++) {
          world.recorded(i, journal.get(i), core, clock.instant());
        }
        more = !fresh.isEmpty();
      } else {
        crash();
      }
    }
    listen();
  }

  /** Returns false if the engine died while it recorded. */
  private boolean record(List<Event> fresh) {
    for (Event event : fresh) {
      if (world.diesBefore(journal.size(), event)) {
        return false;
      }
      journal.add(event);
      boolean idle = isIdle(event);
      samples += idle ? 1 : 0;
      samplesSince = idle ? samplesSince + 1 : 0;
      if (world.diesAfter(journal.size() - 1, event)) {
        return false;
      }
    }
    return true;
  }

  /** What goes on although nothing happens: watches are asked, and it is announced again. */
  private static boolean isIdle(Event event) {
    return event instanceof Event.Sampled
        || event instanceof Event.AnnouncementStarted
        || event instanceof Event.AnnouncementSent
        || event instanceof Event.AnnouncementFailed;
  }

  private void crash() {
    crashes++;
    calls.orphan();
    agenda.clear();
    wakes.clear();
    sampling.clear();
    seen.clear();
    toHear = 0;
    clock.advanceTo(clock.instant().plus(DOWNTIME));
    core =
        journal.isEmpty()
            ? RunCore.start(plan, RUN_ID, BY, clock.instant(), clock, choices::draw)
            : resume();
  }

  private RunCore resume() {
    return RunCore.resume(plan, RUN_ID, BY, clock.instant(), journal, 0, clock, choices::draw);
  }

  private void carryOut(Order order) {
    if (order instanceof Order.Call call) {
      calls.begin(call.attempt());
    } else if (order instanceof Order.Interrupt interrupt) {
      calls.interrupt(interrupt.attempt());
    } else if (order instanceof Order.TakeSample sample) {
      take(sample);
    } else if (order instanceof Order.Announce announce) {
      announce(announce);
    } else if (order instanceof Order.Wake wake) {
      Due before = wakes.put(wake.unit(), agenda.at(wake.at(), () -> wake(wake)));
      if (before != null) {
        before.cancelled = true;
      }
    }
  }

  private void wake(Order.Wake wake) {
    wakes.remove(wake.unit());
    core.wake(clock.instant(), wake.unit());
  }

  private void comes(Instant time, Consumer<RunCore> says) {
    toCome++;
    Runnable come =
        () -> {
          toCome--;
          says.accept(core);
        };
    agenda.at(time, come).survives = true;
  }

  private void ended(Attempt attempt, Attempt.Result result) {
    core.ended(clock.instant(), attempt, result);
  }

  private void announce(Order.Announce order) {
    Surroundings.Delivery delivery = world.announces(order, clock);
    Duration takes = delivery.takes();
    boolean inTime = takes != null && takes.compareTo(order.within()) < 0;
    RunCore owner = core;
    agenda.at(
        clock.instant().plus(inTime ? takes : order.within()),
        () -> {
          if (owner == core) {
            delivered(order, delivery, inTime);
          }
        });
  }

  private void delivered(Order.Announce order, Surroundings.Delivery delivery, boolean inTime) {
    if (!inTime) {
      String why = "the channel gave no answer within " + Quantities.show(order.within());
      core.notAnnounced(clock.instant(), order, why, true);
    } else if (delivery.receipt() == null) {
      core.notAnnounced(clock.instant(), order, delivery.why(), false);
    } else {
      core.announced(clock.instant(), order, delivery.receipt());
    }
  }

  private void take(Order.TakeSample asked) {
    if (!sampling.add(asked.unit())) {
      return;
    }
    Surroundings.Answer answer = world.asks(asked, clock);
    Duration limit = asked.gate().policy().sampleTimeout();
    Duration takes = answer.takes();
    boolean inTime = takes != null && takes.compareTo(limit) < 0;
    Instant at = clock.instant().plus(inTime ? takes : limit);
    agenda.at(at, () -> sampled(asked, inTime ? answer : late(asked, limit)));
  }

  private void sampled(Order.TakeSample asked, Surroundings.Answer answer) {
    sampling.remove(asked.unit());
    core.sampled(clock.instant(), asked, answer.verdict(), answer.danger());
  }

  private Surroundings.Answer late(Order.TakeSample asked, Duration limit) {
    String why = "The check gave no answer within " + Quantities.show(limit) + ".";
    Evidence none = Evidence.of(asked.gate().check().name(), clock.instant());
    return new Surroundings.Answer(
        Verdict.inconclusive(Verdict.Cause.ERROR, why, none), null, limit);
  }

  /** Lets people hear of what the run waits for, and answer in their time. */
  private void listen() {
    List<Waiting> waiting = core.waiting();
    seen.retainAll(waiting);
    for (Waiting one : waiting) {
      if (seen.add(one)) {
        toHear++;
        agenda.at(clock.instant().plus(world.patience()), () -> hear(one));
      }
    }
  }

  private void hear(Waiting one) {
    toHear--;
    if (core.waiting().contains(one)) {
      world.waits(one, core, clock.instant());
    }
  }
}
