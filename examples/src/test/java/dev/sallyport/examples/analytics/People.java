package dev.sallyport.examples.analytics;

import dev.sallyport.engine.Run;
import dev.sallyport.engine.Waiting;
import dev.sallyport.journal.Choice;
import dev.sallyport.journal.Outcome;
import dev.sallyport.plan.Approval;
import dev.sallyport.report.Report;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

/** The people of a run: each role has a person of its own, who does what they are asked for. */
final class People {
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Run run;
  private final Set<String> voted = new HashSet<>();
  private final Set<String> accepted;

  /** What was asked, in order. */
  final List<String> asked = new ArrayList<>();

  /**
   * Returns the people of a run.
   *
   * @param accepted the watches and gates whose objections they accept; else they roll back
   */
  People(Run run, Set<String> accepted) {
    this.run = run;
    this.accepted = Set.copyOf(accepted);
  }

  /** Goes on until the run has ended. */
  Outcome end() throws InterruptedException {
    Optional<Outcome> outcome = run.await(PAUSE);
    while (outcome.isEmpty()) {
      act();
      outcome = run.await(PAUSE);
    }
    return outcome.get();
  }

  /**
   * Goes on until something is so.
   *
   * @throws AssertionError if the run ends before
   */
  void until(Callable<Boolean> condition) throws Exception {
    while (!condition.call()) {
      act();
      if (run.await(PAUSE).isPresent()) {
        throw new AssertionError("The run has ended: " + asked + "\n" + story());
      }
    }
  }

  /** Goes on until a step has done its work, or a gate has opened. */
  void untilDone(String path) throws Exception {
    until(() -> run.events().stream().anyMatch(event -> Report.line(event).contains(path)));
  }

  String story() {
    return asked + "\n" + Report.of(run.events()).text();
  }

  private void act() {
    for (Waiting waiting : run.waiting()) {
      if (waiting instanceof Waiting.ForVotes votes && voted.add(votes.path())) {
        for (Approval.Item item : votes.items()) {
          run.attest(votes.path(), item.text(), item.role() + "-1", item.role(), "seen");
        }
        votes.roles().forEach(role -> run.approve(votes.path(), role + "-1", role, "fine"));
      } else if (waiting instanceof Waiting.ForAnswer question) {
        asked.add(question.path() + ": " + question.question().text());
        Choice choice = accepted.contains(question.path()) ? Choice.ACCEPT : Choice.ROLL_BACK;
        run.answer(question.path(), choice, "olga", "looked");
      }
    }
  }
}
