package dev.sallyport.testkit.explore;

import dev.sallyport.check.Evidence;
import dev.sallyport.check.Sample;
import dev.sallyport.check.Verdict;
import dev.sallyport.engine.Attempt;
import dev.sallyport.engine.Order;
import dev.sallyport.engine.RunCore;
import dev.sallyport.engine.Waiting;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Failure;
import dev.sallyport.journal.Work;
import dev.sallyport.plan.OutcomeUnknownException;
import dev.sallyport.plan.Plan;
import dev.sallyport.testkit.simulation.Fate;
import dev.sallyport.testkit.simulation.SimulatedDriver;
import dev.sallyport.testkit.simulation.Surroundings;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The surroundings of one explored case: all goes well but for its faults. */
final class ExploredWorld implements Surroundings {
  private static final String INJECTED = "(injected) ";

  private final Plan plan;
  private final Model.@Nullable Instance<?> model;
  private final Faults faults;
  private final Person person;
  final Effects effects;

  /** Undos of the plan's own code that threw although nothing was injected into them, with why. */
  final Map<String, String> ownUndoFailures = new LinkedHashMap<>();

  /** Gates that were shown no data and took that for a pass. */
  final Map<String, String> blind = new LinkedHashMap<>();

  private final Set<Attempt> troubled = new HashSet<>();
  private Clock clock = Clock.fixed(SimulatedDriver.START, ZoneOffset.UTC);
  private int records;
  private boolean workGoesOn;

  ExploredWorld(Plan plan, Anatomy anatomy, Model.@Nullable Instance<?> model, Faults faults) {
    this.plan = plan;
    this.model = model;
    this.faults = faults;
    this.effects = new Effects(anatomy);
    this.person = new Person(effects);
  }

  @Override
  public Fate begins(Attempt attempt, Clock now) {
    clock = now;
    Trouble trouble = faults.at(attempt.work().name(), attempt.path(), records);
    if (trouble != null) {
      troubled.add(attempt);
      return troubled(trouble, INJECTED + "'" + attempt.path() + "' " + trouble.words());
    }
    return attempt.work() == Work.PROBE && !effects.has(attempt.path())
        ? Fate.succeeds(new Attempt.Result.Absent())
        : Fate.succeeds(attempt.made(null));
  }

  private static Fate troubled(Trouble trouble, String words) {
    return switch (trouble) {
      case HANGS -> Fate.hangs(false);
      case HANGS_DONE -> Fate.hangs(true);
      case CANNOT_BE_STOPPED -> Fate.cannotBeStopped(false);
      case CANNOT_BE_STOPPED_DONE -> Fate.cannotBeStopped(true);
      case REPLY_LOST -> Fate.failsAfterTheEffect(new OutcomeUnknownException(words));
      case REQUEST_LOST -> Fate.fails(new OutcomeUnknownException(words));
      case THROWS_AFTER_EFFECT -> Fate.failsAfterTheEffect(new IOException(words));
      default -> Fate.fails(new IOException(words));
    };
  }

  @Override
  public Attempt.@Nullable Result takesEffect(Attempt attempt) {
    Attempt.Result own = null;
    if (model != null) {
      own = attempt.run(clock);
      if (own instanceof Attempt.Result.Threw threw) {
        if (attempt.work() == Work.UNDO) {
          ownUndoFailures.putIfAbsent(attempt.path(), Failure.of(threw.thrown()).toString());
        }
        return own;
      }
    }
    if (attempt.work() == Work.RUN) {
      effects.done(attempt.path());
    } else if (attempt.work() == Work.UNDO) {
      effects.undone(attempt.path());
    }
    return troubled.contains(attempt) ? null : own;
  }

  @Override
  public Answer asks(Order.TakeSample asked, Clock clock) {
    String what = asked.work() == Work.UNDO ? "VERIFY" : "SAMPLE";
    Trouble trouble = faults.at(what, asked.path(), records);
    Evidence evidence = Evidence.of(asked.gate().check().name(), clock.instant());
    if (trouble == null) {
      return now(
          model == null ? Verdict.pass("as it should be", evidence) : real(asked, clock, evidence));
    }
    String words = INJECTED + Watching.named(asked.path()) + " " + trouble.words();
    return switch (trouble) {
      case SAMPLES_SEE_NOTHING -> now(nothing(asked, words, evidence));
      case SAMPLES_CANNOT_READ -> now(Verdict.inconclusive(Verdict.Cause.ERROR, words, evidence));
      case SAMPLES_HANG -> new Answer(Verdict.pass("never said", evidence), null, null);
      default -> now(Verdict.fail("injected", words, evidence));
    };
  }

  private Verdict nothing(Order.TakeSample asked, String words, Evidence evidence) {
    if (!asked.gate().check().passesWithoutData()) {
      return Verdict.inconclusive(Verdict.Cause.NO_DATA, words, evidence);
    }
    blind.putIfAbsent(asked.path(), asked.gate().check().name());
    return Verdict.pass(words + "; taken as a pass", evidence);
  }

  private static Answer now(Verdict verdict) {
    return new Answer(verdict, null, Duration.ZERO);
  }

  private Verdict real(Order.TakeSample asked, Clock clock, Evidence evidence) {
    Duration limit = asked.gate().policy().sampleTimeout();
    try {
      Sample sample = Sample.begin(clock, limit, plan.secretSource(), () -> false);
      return asked.gate().check().judge(sample);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The exploration was interrupted.", e);
    } catch (Exception e) {
      String why = "The check threw " + Failure.of(e) + ".";
      return Verdict.inconclusive(Verdict.Cause.ERROR, why, evidence);
    }
  }

  @Override
  public Delivery announces(Order.Announce announcement, Clock now) {
    Trouble trouble = faults.at(Announcing.WHAT, announcement.path(), records);
    if (trouble == null) {
      return Delivery.arrives();
    }
    return new Delivery(
        null, INJECTED + trouble.words(), trouble == Trouble.CHANNEL_DOWN ? Duration.ZERO : null);
  }

  @Override
  public void waits(Waiting waiting, RunCore run, Instant now) {
    Trouble trouble = faults.at("WAIT", waiting.path(), records);
    if (waiting instanceof Waiting.ForAnswer asked) {
      person.answer(asked, run, now, trouble);
    } else if (waiting instanceof Waiting.ForVotes votes && trouble != Trouble.NOBODY_VOTES) {
      person.vote(votes, run, now, trouble != Trouble.REJECTED);
    }
  }

  @Override
  public boolean diesBefore(int record, Event event) {
    records = record + 1;
    Fault fault = faults.at(record, Trouble.DIES_BEFORE, Trouble.DIES_BEFORE_AND_WORK_GOES_ON);
    workGoesOn = fault != null && fault.trouble() == Trouble.DIES_BEFORE_AND_WORK_GOES_ON;
    return fault != null;
  }

  @Override
  public boolean diesAfter(int record, Event event) {
    workGoesOn = false;
    return faults.at(record, Trouble.DIES_AFTER) != null;
  }

  @Override
  public boolean goesOnAlone(Attempt attempt) {
    return workGoesOn;
  }

  @Override
  public void recorded(int record, Event event, RunCore run, Instant now) {
    Fault fault =
        faults.at(
            record,
            Trouble.OPERATOR_ABORTS,
            Trouble.OPERATOR_STOPS,
            Trouble.TRIPPED_BY_HAND,
            Trouble.DISTURBED);
    if (fault == null || run.outcome() != null) {
      return;
    }
    String detail = fault.detail();
    switch (fault.trouble()) {
      case OPERATOR_ABORTS -> refusable(() -> run.abort(now, "operator", INJECTED + "enough"));
      case TRIPPED_BY_HAND ->
          refusable(() -> run.trip(now, detail, "operator", INJECTED + "customers call"));
      case OPERATOR_STOPS -> refusable(() -> run.stop(now, "operator", INJECTED + "enough"));
      default -> {
        if (model != null) {
          model.disturb(detail);
        }
      }
    }
  }

  /** Whoever aborts a run that walks back, or trips what has ended, is told so; nothing changes. */
  private static void refusable(Runnable words) {
    try {
      words.run();
    } catch (IllegalStateException e) {
      if (e.getMessage() == null) {
        throw e;
      }
    }
  }
}
