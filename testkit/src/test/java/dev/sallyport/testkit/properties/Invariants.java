package dev.sallyport.testkit.properties;

import dev.sallyport.journal.Event;
import dev.sallyport.journal.Output;
import dev.sallyport.journal.Work;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The invariants that a journal and the ledger of what was done are judged by. Pure.
 *
 * <p>Number 1 is judged beside the engine, 2, 7, 18 and 19 with the local driver and its files.
 */
final class Invariants {
  private Invariants() {}

  /** A judgement that looks at each event together with what was known before it. */
  @FunctionalInterface
  interface Rule {
    void judge(Trace trace, Facts before, Event event, List<Breach> found);
  }

  private static final List<Rule> RULES =
      List.of(
          ForwardRules::order,
          ForwardRules::oneAttempt,
          ForwardRules::nothingForward,
          ForwardRules::nothingAutomatic,
          UndoRules::onlyWhatWasDone,
          UndoRules::behindWhatDepends,
          UndoRules::besideNothingLive);

  /** Returns everything that is wrong with a run. */
  static List<Breach> of(Trace trace) {
    List<Breach> found = new ArrayList<>(trace.effects().breaches());
    Facts facts = new Facts(trace.order());
    AttemptRules attempts = new AttemptRules(trace, facts, found);
    TimerRules timers = new TimerRules(trace, facts, found);
    GateRules gates = new GateRules(trace, facts, found);
    WatchRules watches = new WatchRules(trace, facts, found);
    MonitorRules monitors = new MonitorRules(trace, facts, found);
    NoticeRules notice = new NoticeRules(trace, found);
    AnnouncementRules announcements = new AnnouncementRules(trace, found);
    for (Event event : trace.events()) {
      for (Rule rule : RULES) {
        rule.judge(trace, facts, event, found);
      }
      attempts.see(event);
      timers.see(event);
      gates.see(event);
      watches.see(event);
      monitors.see(event);
      notice.see(event);
      announcements.see(event);
      facts.see(event);
    }
    oneSuccess(trace, found);
    EndRules.judge(trace, facts, found);
    return found;
  }

  /** Returns what is wrong with a run by one of the invariants. */
  static List<Breach> of(Trace trace, int invariant) {
    return of(trace).stream().filter(breach -> breach.invariant() == invariant).toList();
  }

  /** 6: a node succeeds at most once, and whoever asks again hears of the same output. */
  private static void oneSuccess(Trace trace, List<Breach> found) {
    Map<String, Output> outputs = new HashMap<>();
    Set<String> undone = new HashSet<>();
    for (Event event : trace.events()) {
      if (event instanceof Event.AttemptStarted started && started.work() == Work.UNDO) {
        undone.add(started.path());
      } else if (event instanceof Event.AttemptSucceeded it && it.work() != Work.UNDO) {
        Output before = outputs.putIfAbsent(it.path(), it.output());
        if (before != null && !before.equals(it.output())) {
          found.add(new Breach(6, it.path() + " changed its output"));
        }
        if (before != null && !undone.contains(it.path())) {
          found.add(new Breach(6, it.path() + " succeeded again"));
        }
      }
    }
  }
}
