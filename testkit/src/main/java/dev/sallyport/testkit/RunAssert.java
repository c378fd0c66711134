package dev.sallyport.testkit;

import static java.util.stream.Collectors.joining;

import dev.sallyport.engine.Run;
import dev.sallyport.engine.Waiting;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Leftover;
import dev.sallyport.journal.Outcome;
import dev.sallyport.journal.Trigger;
import dev.sallyport.journal.Work;
import dev.sallyport.report.Report;
import dev.sallyport.report.Story;
import dev.sallyport.testkit.simulation.SimulatedRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions about a run, simulated or real; each failure shows the run's story around the point
 * that differs. Names are paths, as in {@code Deploy/start}.
 */
public final class RunAssert extends AbstractAssert<RunAssert, List<Event>> {
  private final Story story;
  private final List<Waiting> waiting;

  private RunAssert(List<Event> events, List<Waiting> waiting) {
    super(events, RunAssert.class);
    this.story = Story.of(events);
    this.waiting = waiting;
  }

  static RunAssert of(SimulatedRun run) {
    return new RunAssert(run.events(), run.waiting());
  }

  static RunAssert of(Run run) {
    List<Waiting> waiting = run.waiting();
    return new RunAssert(run.events(), waiting);
  }

  /** Asserts that everything was done. */
  public RunAssert succeeded() {
    return ended(Outcome.SUCCEEDED, "to succeed");
  }

  /** Asserts that what was done was undone, and nothing is left over. */
  public RunAssert rolledBack() {
    return ended(Outcome.ROLLED_BACK, "to be rolled back");
  }

  /** Asserts that the run was ended where it was. */
  public RunAssert stopped() {
    return ended(Outcome.STOPPED, "to be stopped");
  }

  /** Asserts that the run was rolled back but for these, which are left over, in any order. */
  public RunAssert isPartialWith(String leftover, String... more) {
    ended(Outcome.PARTIAL, "to be rolled back in part");
    Set<String> expected = new TreeSet<>(all(leftover, more));
    Set<String> found = new TreeSet<>();
    List<Leftover> left = story.end() == null ? List.of() : story.end().leftovers();
    left.forEach(one -> found.add(one.path()));
    if (!found.equals(expected)) {
      String seen =
          left.stream().map(one -> one.path() + " (" + one.why() + ")").collect(joining(", "));
      throw differs(
          "Expected " + names(expected) + " to be left over, but it is " + seen + ".",
          event -> event instanceof Event.RunEnded);
    }
    return this;
  }

  /** Asserts that the run has not ended, and waits for people at exactly these, in any order. */
  public RunAssert waitsFor(String path, String... more) {
    Set<String> expected = new TreeSet<>(all(path, more));
    Set<String> found = new TreeSet<>();
    waiting.forEach(one -> found.add(one.path()));
    if (!found.equals(expected)) {
      throw differs(
          "Expected the run to wait for people at " + names(expected) + ", but it " + where(),
          event -> false);
    }
    return this;
  }

  private RunAssert ended(Outcome expected, String words) {
    if (story.outcome() != expected) {
      boolean undoFailed = expected == Outcome.ROLLED_BACK && story.outcome() == Outcome.PARTIAL;
      throw differs(
          "Expected the run " + words + ", but it " + where(),
          event -> undoFailed && Undos.fails(event));
    }
    return this;
  }

  private String where() {
    Event.RunEnded end = story.end();
    if (end != null) {
      return "ended: " + Report.line(end) + ".";
    }
    return waiting.isEmpty()
        ? "has not ended, and nobody is waited for."
        : "waits for people at " + waiting.stream().map(Waiting::path).collect(joining(", ")) + ".";
  }

  /** Asserts that these steps, gates and approvals were reached, in any order. */
  public RunAssert ran(String first, String... more) {
    for (String path : all(first, more)) {
      if (!passage(path).hasBegun()) {
        throw differs("Expected '" + path + "' to run, but it did not.", event -> false);
      }
    }
    return this;
  }

  /** Asserts that none of these steps, gates and approvals was reached. */
  public RunAssert didNotRun(String first, String... more) {
    for (String path : all(first, more)) {
      if (passage(path).hasBegun()) {
        throw differs(
            "Expected '" + path + "' not to run, but it did.",
            event -> isOf(event, path) && Passage.isEdge(event));
      }
    }
    return this;
  }

  /** Asserts that each of these was done before the next one was begun. */
  public RunAssert ranInOrder(String first, String second, String... more) {
    List<String> paths = all(first, all(second, more).toArray(String[]::new));
    for (int i = 1; i < paths.size(); i++) {
      String one = paths.get(i - 1);
      String other = paths.get(i);
      ran(one, other);
      if (!passage(one).isBefore(passage(other))) {
        throw differs(
            "Expected '" + one + "' to be done before '" + other + "' was begun, but it was not.",
            event -> Passage.isEdge(event) && (isOf(event, one) || isOf(event, other)));
      }
    }
    return this;
  }

  /**
   * Asserts that exactly these were undone, in this order; the rollback of a phase is called {@code
   * Deploy/@rollback}.
   */
  public RunAssert undid(String... paths) {
    List<String> expected = List.of(paths);
    List<String> undone = story.undone();
    if (!undone.equals(expected)) {
      throw differs(
          "Expected "
              + names(expected)
              + " to be undone"
              + (expected.size() > 1 ? ", in this order, but " : ", but ")
              + (undone.isEmpty() ? "nothing was." : "it was " + names(undone) + "."),
          Undos.firstDifference(expected, undone));
    }
    return this;
  }

  /** Asserts that no undo was so much as begun. */
  public RunAssert undidNothing() {
    if (actual.stream().anyMatch(Undos::begins)) {
      throw differs("Expected nothing to be undone.", Undos::begins);
    }
    return this;
  }

  /** Asserts how many attempts a step took, forward. */
  public RunAssert attempts(String path, int count) {
    return attempts(path, Work.RUN, " forward attempt", count);
  }

  /** Asserts how many attempts the undo of a step took. */
  public RunAssert undoAttempts(String path, int count) {
    return attempts(path, Work.UNDO, " undo attempt", count);
  }

  private RunAssert attempts(String path, Work work, String what, int count) {
    Predicate<Event> attempt =
        event -> event instanceof Event.AttemptStarted a && a.work() == work && isOf(a, path);
    known(path);
    long seen = actual.stream().filter(attempt).count();
    if (seen != count) {
      throw differs(
          "Expected "
              + count
              + what
              + (count == 1 ? "" : "s")
              + " of '"
              + path
              + "', but there "
              + (seen == 1 ? "was 1." : "were " + seen + "."),
          attempt);
    }
    return this;
  }

  /** Goes on with what a gate or an approval did. */
  public RunGateAssert gate(String path) {
    known(path);
    return new RunGateAssert(this, actual, path, story.node(path));
  }

  /** Asserts that these people, and no others, approved, in any order. */
  public RunAssert wasApprovedBy(String path, String who, String... more) {
    return voted(path, true, "approved", all(who, more));
  }

  /** Asserts that these people, and no others, rejected, in any order. */
  public RunAssert wasRejectedBy(String path, String who, String... more) {
    return voted(path, false, "rejected", all(who, more));
  }

  private RunAssert voted(String path, boolean yes, String verb, List<String> people) {
    known(path);
    Set<String> expected = new TreeSet<>(people);
    Set<String> found = new TreeSet<>();
    Predicate<Event> vote = event -> event instanceof Event.Voted && isOf(event, path);
    for (Event event : actual) {
      if (event instanceof Event.Voted one && vote.test(event) && one.approved() == yes) {
        found.add(one.who());
      }
    }
    if (!found.equals(expected)) {
      throw differs(
          "Expected '"
              + path
              + "' to be "
              + verb
              + " by "
              + names(expected)
              + ", but it was "
              + verb
              + " by "
              + names(found)
              + ".",
          event -> vote.test(event) || isOf(event, path) && event instanceof Event.GateReached);
    }
    return this;
  }

  /** Asserts that the run asked a person about these, at one time or another. */
  public RunAssert asked(String first, String... more) {
    for (String path : all(first, more)) {
      known(path);
      if (actual.stream().noneMatch(event -> event instanceof Event.Asked && isOf(event, path))) {
        throw differs(
            "Expected the run to ask a person about '" + path + "', but it did not.",
            event -> isOf(event, path) && !(event instanceof Event.Sampled));
      }
    }
    return this;
  }

  /** Asserts that the run asked nobody anything. */
  public RunAssert askedNothing() {
    Predicate<Event> question = event -> event instanceof Event.Asked;
    if (actual.stream().anyMatch(question)) {
      throw differs("Expected the run to ask nobody anything, but it did.", question);
    }
    return this;
  }

  /** Asserts what made the run turn back, or if it did not, stop. */
  public RunAssert turnedBy(Trigger trigger) {
    Trigger seen = turn(Event.RollbackStarted::trigger, Event.StopRequested::trigger);
    return turned("Expected the run to turn back or stop by " + trigger, trigger, seen);
  }

  /** Asserts which step, gate or approval made the run turn back or stop. */
  public RunAssert turnedAt(String path) {
    known(path);
    String seen = turn(Event.RollbackStarted::path, Event.StopRequested::path);
    return turned("Expected the run to turn back or stop at '" + path + "'", path, seen);
  }

  /** Asserts that the reason for which the run turned back or stopped holds these words. */
  public RunAssert turnedBecause(String words) {
    String seen = turn(Event.RollbackStarted::reason, Event.StopRequested::reason);
    boolean held = seen != null && seen.contains(words);
    return turned(
        "Expected the run to turn back or stop because \"" + words + "\"",
        words,
        held ? words : seen);
  }

  private RunAssert turned(String what, Object expected, @Nullable Object seen) {
    if (!expected.equals(seen)) {
      String but =
          seen == null
              ? "it did neither"
              : seen.equals("") ? "a person did it" : "it was by '" + seen + "'";
      throw differs(what + ", but " + but + ".", event -> false);
    }
    return this;
  }

  private <T> @Nullable T turn(
      Function<Event.RollbackStarted, T> ofRollback, Function<Event.StopRequested, T> ofStop) {
    Event.RollbackStarted rollback = story.rollback();
    Event.StopRequested stop = story.stop();
    return rollback != null ? ofRollback.apply(rollback) : stop != null ? ofStop.apply(stop) : null;
  }

  /** Asserts how long the run took, or has lasted so far, in its own time. */
  public RunAssert took(Duration expected) {
    Duration seen = Times.elapsed(actual);
    if (!seen.equals(expected)) {
      throw differs(
          "Expected the run to take "
              + Spans.exact(expected)
              + ", but it took "
              + Spans.exact(seen)
              + ".",
          event -> false);
    }
    return this;
  }

  /** Asserts that the run took no longer than that, in its own time. */
  public RunAssert tookAtMost(Duration limit) {
    Duration seen = Times.elapsed(actual);
    if (seen.compareTo(limit) > 0) {
      Event late = Times.afterLongestPause(actual);
      throw differs(
          "Expected the run to take at most "
              + Spans.exact(limit)
              + ", but it took "
              + Spans.exact(seen)
              + ". It was longest silent before what is marked.",
          event -> event == late);
    }
    return this;
  }

  private Passage passage(String path) {
    known(path);
    return Passage.of(actual, path);
  }

  /** A name that the plan does not have would make every "did not" true. */
  private void known(String path) {
    if (story.node(path) == null && !path.endsWith("/@rollback")) {
      throw new AssertionError(
          "The plan of this run has no '"
              + path
              + "'. It has: "
              + String.join(", ", story.nodes().keySet())
              + ".");
    }
  }

  private static List<String> all(String first, String... more) {
    List<String> all = new ArrayList<>(List.of(first));
    all.addAll(List.of(more));
    return all;
  }

  static boolean isOf(Event event, String path) {
    return event instanceof Event.OfNode node && node.path().equals(path);
  }

  private static String names(Collection<String> paths) {
    return paths.isEmpty() ? "nothing" : String.join(", ", paths);
  }

  private AssertionError differs(String what, Predicate<Event> matters) {
    return new AssertionError(described(what) + Excerpt.around(actual, matters));
  }

  private String described(String what) {
    String as = descriptionText();
    return as.isEmpty() ? what : "[" + as + "] " + what;
  }
}
