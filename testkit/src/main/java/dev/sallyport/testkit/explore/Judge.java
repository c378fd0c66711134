package dev.sallyport.testkit.explore;

import dev.sallyport.journal.Choice;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Leftover;
import dev.sallyport.journal.Outcome;
import dev.sallyport.journal.Work;
import dev.sallyport.testkit.simulation.SimulatedRun;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Judges a finished case: which rules did not hold. Asks the ledger, not the engine. */
final class Judge {
  private final SimulatedRun run;
  private final ExploredWorld world;
  private final Anatomy anatomy;
  private final List<Breach> breaches;

  private Judge(SimulatedRun run, ExploredWorld world, Anatomy anatomy) {
    this.run = run;
    this.world = world;
    this.anatomy = anatomy;
    this.breaches = new ArrayList<>(world.effects.breaches);
  }

  /**
   * Returns the breaches of a case.
   *
   * @param before what the modelled world was before, and {@code after} what it is now; both null
   *     where there is no model
   */
  static List<Breach> judge(
      SimulatedRun run,
      ExploredWorld world,
      Anatomy anatomy,
      @Nullable Object before,
      @Nullable Object after) {
    Judge judge = new Judge(run, world, anatomy);
    judge.end();
    judge.turn();
    judge.effects();
    judge.own();
    Watching.judge(run, judge.breaches);
    if (run.outcome() == Outcome.ROLLED_BACK && judge.nothingIrreversibleHappened()) {
      judge.picture(before, after);
    }
    return judge.breaches;
  }

  private void add(Rule rule, String path, String words) {
    breaches.add(new Breach(rule, path, words));
  }

  private void end() {
    List<Event.RunEnded> ends = run.events(Event.RunEnded.class);
    Event last = run.events().get(run.events().size() - 1);
    if (ends.size() > 1 || ends.size() == 1 && !(last instanceof Event.RunEnded)) {
      add(Rule.ENDS_ONCE, "", "The run went on after its end.");
    }
    if (run.outcome() == null && run.waiting().isEmpty()) {
      String path = lastUnderWay();
      add(
          Rule.ENDS_OR_WAITS_FOR_A_PERSON,
          path,
          path.isEmpty()
              ? "The run goes on for ever."
              : "The run waits for ever for '"
                  + path
                  + "', which nothing ends and nobody is asked about. Give it a timeout(...).");
    }
  }

  private String lastUnderWay() {
    List<String> open = new ArrayList<>();
    for (Event event : run.events()) {
      if (event instanceof Event.AttemptStarted started) {
        open.add(started.path());
      } else if (event instanceof Event.AttemptSucceeded
          || event instanceof Event.AttemptFailed
          || event instanceof Event.AttemptUnknown
          || event instanceof Event.FoundNotDone) {
        open.remove(((Event.OfNode) event).path());
      }
    }
    return open.isEmpty() ? "" : open.get(open.size() - 1);
  }

  private void turn() {
    boolean back = false;
    boolean pointPassed = false;
    Set<String> askedToGoBack = new HashSet<>();
    String irreversible = "";
    for (Event event : run.events()) {
      if (event instanceof Event.PointPassed) {
        pointPassed = true;
      } else if (event instanceof Event.Answered answered
          && answered.choice() == Choice.ROLL_BACK) {
        askedToGoBack.add(answered.path());
      } else if (event instanceof Event.AttemptSucceeded done
          && done.work() == Work.RUN
          && anatomy.irreversible(done.path()) != null
          && !pointPassed) {
        irreversible = done.path();
      } else if (event instanceof Event.RollbackStarted started) {
        back = true;
        boolean onItsOwn = !started.path().isEmpty() && !askedToGoBack.contains(started.path());
        if (onItsOwn) {
          wentBackOnItsOwn(pointPassed, irreversible, started.path());
        }
      } else if (back && isForward(event)) {
        String path = ((Event.OfNode) event).path();
        add(
            Rule.NOTHING_FORWARD_AFTER_ROLLBACK,
            path,
            "'" + path + "' was begun after the rollback had begun.");
      }
    }
  }

  static boolean isForward(Event event) {
    return event instanceof Event.AttemptStarted started && started.work() == Work.RUN
        || event instanceof Event.GateReached reached && reached.work() == Work.RUN
        || event instanceof Event.PointPassed;
  }

  private void wentBackOnItsOwn(boolean pointPassed, String irreversible, String cause) {
    if (pointPassed) {
      add(
          Rule.POINT_OF_NO_RETURN_HOLDS,
          cause,
          "The run walked back on its own, because of "
              + Watching.named(cause)
              + ", from behind a point of no return.");
    }
    if (!irreversible.isEmpty()) {
      add(
          Rule.IRREVERSIBLE_BEHIND_A_POINT,
          irreversible,
          "'"
              + irreversible
              + "' had happened and cannot be undone ("
              + anatomy.irreversible(irreversible)
              + "), and the run walked back on its own all the same, because of "
              + Watching.named(cause)
              + ". Put a pointOfNoReturn(...) before it, so that a person decides.");
    }
  }

  private void effects() {
    if (run.outcome() == Outcome.ROLLED_BACK || run.outcome() == Outcome.PARTIAL) {
      Set<String> named = new HashSet<>();
      for (Event.RunEnded end : run.events(Event.RunEnded.class)) {
        end.leftovers().stream().map(Leftover::path).forEach(named::add);
      }
      for (String path : world.effects.all()) {
        if (anatomy.isReversible(path) && !named.contains(path)) {
          add(
              Rule.NOTHING_LEFT_BEHIND,
              path,
              "The run says "
                  + run.outcome()
                  + ", but the effect of '"
                  + path
                  + "' is still there, and it is not named as left over.");
        }
      }
    } else if (run.outcome() == Outcome.SUCCEEDED) {
      for (String path : anatomy.effects()) {
        if (!world.effects.has(path) && !isExcused(path)) {
          add(
              Rule.SUCCESS_IS_WHOLE,
              path,
              "The run says SUCCEEDED, but '" + path + "' never took effect.");
        }
      }
    }
  }

  private boolean isExcused(String path) {
    return run.events().stream()
        .anyMatch(
            event ->
                event instanceof Event.Warned warned && warned.path().equals(path)
                    || event instanceof Event.Answered answered
                        && answered.path().equals(path)
                        && answered.choice() == Choice.ACCEPT);
  }

  /** What the plan's own code and checks did, with nothing injected into them. */
  private void own() {
    world.ownUndoFailures.forEach(
        (path, why) ->
            add(
                Rule.UNDO_WORKS,
                path,
                "The undo of '" + path + "' fails, though nothing was made to fail in it: " + why));
    world.blind.forEach(
        (path, check) ->
            add(
                Rule.NO_BLIND_GATE,
                path,
                (Watching.isWatch(path)
                        ? "While it has no data " + Watching.named(path) + " never trips"
                        : "The gate '" + path + "' takes no data for a pass")
                    + " (noDataPasses), so it would "
                    + (Watching.isWatch(path) ? "say nothing" : "open")
                    + " with its monitoring down. Check first that '"
                    + check
                    + "' has data, or accept this with a reason."));
  }

  private boolean nothingIrreversibleHappened() {
    return world.effects.all().stream().allMatch(path -> anatomy.irreversible(path) == null);
  }

  private void picture(@Nullable Object before, @Nullable Object after) {
    if (!Objects.equals(before, after)) {
      add(
          Rule.WORLD_AS_BEFORE,
          "",
          "The run says ROLLED_BACK, but the world is not what it was. Before: "
              + before
              + ". After: "
              + after
              + ". An undo does not take back what its step did, or a step changes more than it says.");
    }
  }
}
