package dev.sallyport.engine;

import dev.sallyport.check.Verdict;
import dev.sallyport.journal.Choice;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Outcome;
import dev.sallyport.plan.Announcement;
import dev.sallyport.plan.Channel;
import dev.sallyport.plan.Gate;
import dev.sallyport.plan.Plan;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The core of one run as a driver sees it: told what happened and when, it says what to record and
 * what to do. It reads no clock, starts no thread and does no I/O; not thread-safe.
 *
 * <p>A driver tells it one thing or several, lets it {@link #decide}, records {@link #takeEvents}
 * (and forces them to disk if {@link #takeForce} says so), and only then carries out {@link
 * #takeOrders}. Every instant given may be any: the core's time never runs backwards.
 */
public final class RunCore {
  private final RunState state;
  private final Calls calls;
  private final Results results;
  private final Redactor redactor;
  private final @Nullable Attempt[] live;
  private List<Event> events = new ArrayList<>();
  private List<Order> orders = new ArrayList<>();
  private boolean force;

  private RunCore(
      RunState state, Bindings bindings, Redactor redactor, Clock clock, DoubleSupplier draws) {
    this.state = state;
    this.redactor = redactor;
    this.live = new Attempt[state.units.count];
    this.calls = new Calls(state.runId, state.units, bindings, redactor, clock);
    this.results = new Results(state.units, redactor, draws);
  }

  /**
   * Returns the core of a new run, whose first event is to be recorded.
   *
   * @param at when it starts
   * @param clock the clock that the user's code is given
   * @param draws random draws from 0 to 1, for the jitter of retries
   * @throws EngineException if an input or a secret is not bound, an input holds a secret, or the
   *     plan may not start at that time
   */
  public static RunCore start(
      Plan plan, String runId, String by, Instant at, Clock clock, DoubleSupplier draws) {
    if (plan.startRules().notice() == null) {
      plan.startRules()
          .refusal(at)
          .ifPresent(
              why -> {
                throw new EngineException("The plan '" + plan.name() + "' was not started. " + why);
              });
    }
    Redactor redactor = new Redactor(plan.secretTexts());
    Map<String, String> inputs = Bindings.encode(plan, redactor);
    Bindings bindings = Bindings.of(plan, inputs);
    RunState blank = RunState.of(new Units(plan));
    blank.runId = runId;
    RunCore core = new RunCore(blank, bindings, redactor, clock, draws);
    core.apply(new Event.RunStarted(at, runId, plan.description(), inputs, by));
    return core;
  }

  /**
   * Returns the core of a run that goes on from what was recorded of it; its next event is to be
   * recorded.
   *
   * @param cutOff how many bytes of a torn last record were cut off the journal
   * @throws EngineException if the run has ended, has no beginning, or was begun with a plan of
   *     another structure; then it shows the difference
   */
  public static RunCore resume(
      Plan plan,
      String runId,
      String by,
      Instant at,
      List<Event> recorded,
      long cutOff,
      Clock clock,
      DoubleSupplier draws) {
    Resumption resumption = Resumption.of(runId, plan, recorded);
    Bindings bindings = Bindings.of(plan, resumption.state().inputs);
    Redactor redactor = new Redactor(plan.secretTexts());
    RunCore core = new RunCore(resumption.state(), bindings, redactor, clock, draws);
    core.apply(resumption.event(at, by, cutOff));
    return core;
  }

  /** Tells it that an attempt has ended. */
  public void ended(Instant at, Attempt attempt, Attempt.Result result) {
    if (live[attempt.unit] == attempt) {
      live[attempt.unit] = null;
    }
    Event event = results.event(state, later(at), attempt, result);
    if (event != null && state.closing == null) { // behind that only announcements are recorded
      apply(event);
    }
  }

  /**
   * Tells it what the checks of a gate said.
   *
   * @param danger what the gate's {@code abortOn} check said; null if it has none
   */
  public void sampled(
      Instant at, Order.TakeSample asked, Verdict verdict, @Nullable Verdict danger) {
    UnitState unit = state.at(asked.unit());
    boolean wanted =
        unit.progress != null
            && state.closing == null
            && (unit.status == Status.HOLDING && state.mode == RunState.Mode.FORWARD
                || unit.status == Status.VERIFYING);
    if (wanted && isTooEarly(unit, at, asked, verdict)) {
      state.tick(at, asked.unit()); // it is asked again, now that the span has ended
    } else if (wanted) {
      apply(
          new Event.Sampled(
              later(at),
              asked.path(),
              asked.work(),
              redactor.clean(verdict),
              danger == null ? null : redactor.clean(danger)));
    }
  }

  /** The last sample of a watch is one begun after its span; an earlier one can only trip it. */
  private boolean isTooEarly(UnitState unit, Instant at, Order.TakeSample asked, Verdict verdict) {
    return unit.closingSince != null
        && asked.askedAt().isBefore(unit.closingSince)
        && (verdict instanceof Verdict.Inconclusive || !trips(unit, later(at), asked, verdict));
  }

  private static boolean trips(
      UnitState unit, Instant at, Order.TakeSample asked, Verdict verdict) {
    return Objects.requireNonNull(unit.progress)
            .sample(asked.gate(), at, verdict)
            .judge(asked.gate(), at)
        instanceof GateProgress.Judgement.Failed;
  }

  /** Tells it that it is the time at which it wanted to be woken for a unit. */
  public void wake(Instant at, int unit) {
    state.tick(at, unit);
  }

  /**
   * Tells it that somebody votes.
   *
   * @throws IllegalStateException if that vote makes no sense now, with the reason; nothing changes
   */
  public void vote(Instant at, String path, String who, String role, boolean yes, String note) {
    say(at, VoteRequests.vote(path, new VoteRequests.Speaker(who, role), yes, note));
  }

  /**
   * Tells it that somebody attests an item of an approval.
   *
   * @throws IllegalStateException if that makes no sense now, with the reason; nothing changes
   */
  public void attest(Instant at, String path, String item, String who, String role, String note) {
    say(at, VoteRequests.attest(path, item, new VoteRequests.Speaker(who, role), note));
  }

  /**
   * Tells it that somebody waives a gate, an approval or an item of one until an instant.
   *
   * @throws IllegalStateException if that makes no sense now, with the reason; nothing changes
   */
  public void waive(
      Instant at, String path, String item, String who, String role, String reason, Instant until) {
    say(at, VoteRequests.waive(path, item, new VoteRequests.Speaker(who, role), reason, until));
  }

  /**
   * Tells it an answer to a question it asks.
   *
   * @throws IllegalStateException if it asks nothing there, or not that; nothing changes
   */
  public void answer(Instant at, String path, Choice choice, String by, String note) {
    say(at, Requests.answer(path, choice, by, note));
  }

  /** Tells it to start nothing new; throws IllegalStateException where that makes no sense. */
  public void pause(Instant at, String by, String reason) {
    say(at, Requests.pause(by, reason));
  }

  /** Tells it to go on after a pause; throws IllegalStateException where that makes no sense. */
  public void proceed(Instant at, String by) {
    say(at, Requests.proceed(by));
  }

  /** Tells it to walk back; throws IllegalStateException where that makes no sense. */
  public void abort(Instant at, String by, String reason) {
    say(at, Requests.abort(by, reason));
  }

  /** Tells it to end where it is; throws IllegalStateException where that makes no sense. */
  public void stop(Instant at, String by, String reason) {
    say(at, Requests.stop(by, reason));
  }

  /**
   * Tells it that somebody trips a watch by hand.
   *
   * @throws IllegalStateException if no watch of that name is open; nothing changes
   */
  public void trip(Instant at, String watch, String by, String reason) {
    say(at, Requests.trip(watch, by, reason));
  }

  void say(Instant at, Message.Request request) {
    state.now = later(at);
    apply(request.toEvent(state));
  }

  /** Lets it decide what follows from all it was told. */
  public void decide() {
    List<Decision> decisions = Decide.decide(state);
    while (!decisions.isEmpty()) {
      state.agenda = null;
      decisions.forEach(this::follow);
      decisions = Decide.decide(state);
    }
    state.agenda = null;
  }

  private void follow(Decision decision) {
    if (decision instanceof Decision.Append append) {
      apply(append.event());
    } else if (decision instanceof Decision.Wake wake) {
      orders.add(new Order.Wake(wake.unit(), wake.at()));
    } else if (decision instanceof Decision.TakeSample sample) {
      int unit = sample.unit();
      Gate gate = Objects.requireNonNull(state.units.gate(unit, state.at(unit).status), "gate");
      orders.add(
          new Order.TakeSample(
              unit, state.units.path(unit), sample.work(), calls.based(state, gate), state.now));
    } else if (decision instanceof Decision.Interrupt interrupt) {
      Attempt attempt = live[interrupt.unit()];
      if (attempt != null) {
        orders.add(new Order.Interrupt(attempt));
      }
    }
  }

  private void apply(Event event) {
    Evolve.apply(state, event);
    events.add(event);
    force |= !(event instanceof Event.Sampled);
    if (event instanceof Event.AttemptStarted started) {
      Attempt attempt = calls.attempt(state, started);
      live[attempt.unit] = attempt;
      orders.add(new Order.Call(attempt));
    } else if (event instanceof Event.AnnouncementStarted begun) {
      orders.add(announce(begun));
    }
  }

  private Order.Announce announce(Event.AnnouncementStarted begun) {
    int unit = state.units.indexOf(begun.path());
    Announcement announcement = state.units.announcement(unit).announcement();
    Map<String, String> facts = Facts.of(state, begun).values();
    String key = AttemptContext.key(state.runId, begun.path() + "#" + begun.number());
    return new Order.Announce(
        unit,
        begun.path(),
        begun.number(),
        announcement.channel(),
        new Channel.Message(begun.moment(), begun.subject(), begun.text(), facts, key),
        announcement.within());
  }

  /**
   * Tells it that an announcement was sent.
   *
   * @param receipt what the channel calls it
   */
  public void announced(Instant at, Order.Announce order, String receipt) {
    if (isSending(order)) {
      apply(
          new Event.AnnouncementSent(
              later(at), order.path(), order.number(), redactor.clean(receipt)));
    }
  }

  /**
   * Tells it that an announcement was given up.
   *
   * @param unknown whether it may have arrived all the same
   */
  public void notAnnounced(Instant at, Order.Announce order, String why, boolean unknown) {
    if (isSending(order)) {
      apply(
          new Event.AnnouncementFailed(
              later(at), order.path(), order.number(), redactor.clean(why), unknown));
    }
  }

  private boolean isSending(Order.Announce order) {
    Outbox outbox = state.at(order.unit()).outbox;
    return outbox.sending() && !outbox.lost() && outbox.number() == order.number();
  }

  private Instant later(Instant at) {
    return at.isAfter(state.now) ? at : state.now;
  }

  /** Returns the events to be recorded since the last call, in order. */
  public List<Event> takeEvents() {
    List<Event> taken = events;
    events = new ArrayList<>();
    return taken;
  }

  /**
   * Returns whether the events since the last call must be durable before anything else is done.
   */
  public boolean takeForce() {
    boolean must = force;
    force = false;
    return must;
  }

  /** Returns what to do since the last call, in order. */
  public List<Order> takeOrders() {
    List<Order> taken = orders;
    orders = new ArrayList<>();
    return taken;
  }

  /** Returns for what the run waits: people, or its time to start; in the order of the plan. */
  public List<Waiting> waiting() {
    return Requests.waiting(state);
  }

  /** Returns how the run ended; null while it has not. */
  public @Nullable Outcome outcome() {
    return state.outcome;
  }

  /** Returns how many attempts are under way. */
  public int underWay() {
    return state.live;
  }

  RunState state() {
    return state;
  }

  @Nullable Attempt live(int unit) {
    return live[unit];
  }

  /** Returns for how long an attempt of that unit may take as things stand; null for ever. */
  @Nullable Duration timeout(int unit) {
    UnitState now = state.at(unit);
    return now.cancelUntil == null ? state.units.timeout(unit, now.status) : null;
  }
}
