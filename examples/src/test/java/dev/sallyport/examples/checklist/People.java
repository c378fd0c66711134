package dev.sallyport.examples.checklist;

import dev.sallyport.engine.Run;
import dev.sallyport.engine.Waiting;
import dev.sallyport.journal.Choice;
import dev.sallyport.journal.Outcome;
import dev.sallyport.plan.Approval;
import dev.sallyport.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** The people of a run: each role has a person of its own, who does what they are asked for. */
public final class People {
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration LONG = Duration.ofMinutes(3);

  private final Run run;
  private final Set<String> voted = new HashSet<>();
  private final Map<String, Choice> answers;

  /** What was asked, in order. */
  public final List<String> asked = new ArrayList<>();

  /**
   * Returns the people of a run.
   *
   * @param accepted the watches and gates whose objections they accept; else they roll back
   */
  public People(Run run, Set<String> accepted) {
    this(run, accepted.stream().collect(Collectors.toMap(path -> path, path -> Choice.ACCEPT)));
  }

  /**
   * Returns the people of a run.
   *
   * @param answers what they answer to whom; else they roll back
   */
  public People(Run run, Map<String, Choice> answers) {
    this.run = run;
    this.answers = Map.copyOf(answers);
  }

  /** Goes on until the run has ended. */
  public Outcome end() throws InterruptedException {
    return end(LONG);
  }

  /**
   * Goes on until the run has ended.
   *
   * @throws AssertionError if that takes longer
   */
  public Outcome end(Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    Optional<Outcome> outcome = run.await(PAUSE);
    while (outcome.isEmpty()) {
      inTime(end);
      act();
      outcome = run.await(PAUSE);
    }
    return outcome.get();
  }

  private void inTime(long end) {
    if (System.nanoTime() > end) {
      throw new AssertionError("Waited in vain. " + story());
    }
  }

  /**
   * Goes on until something is so.
   *
   * @throws AssertionError if the run ends before
   */
  public void until(Callable<Boolean> condition) throws Exception {
    until(condition, LONG);
  }

  /**
   * Goes on until something is so.
   *
   * @throws AssertionError if the run ends before, or that takes longer
   */
  public void until(Callable<Boolean> condition, Duration limit) throws Exception {
    long end = System.nanoTime() + limit.toNanos();
    while (!condition.call()) {
      inTime(end);
      act();
      if (run.await(PAUSE).isPresent()) {
        throw new AssertionError("The run has ended: " + asked + "\n" + story());
      }
    }
  }

  /** Goes on until a step has done its work, or a gate has opened. */
  public void untilDone(String path) throws Exception {
    until(() -> run.events().stream().anyMatch(event -> Report.line(event).contains(path)));
  }

  /** Returns what was asked, and what the journal tells. */
  public String story() {
    return asked + "\n" + Report.of(run.events()).text();
  }

  /** What could not be undone is tried again. */
  private Choice choice(Waiting.ForAnswer question) {
    boolean mayTurn = question.question().choices().contains(Choice.ROLL_BACK);
    return answers.getOrDefault(question.path(), mayTurn ? Choice.ROLL_BACK : Choice.RETRY);
  }

  /**
   * Keeps what the run has recorded, for who wants to read it.
   *
   * @param name the name of the files
   */
  public void tell(String name) throws IOException {
    Path folder = Files.createDirectories(Path.of("target", "rehearsal"));
    Report report = Report.of(run.events());
    Files.writeString(folder.resolve(name + ".txt"), report.text() + "\n");
    Files.writeString(folder.resolve(name + ".md"), report.record());
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
        run.answer(question.path(), choice(question), "olga", "looked");
      }
    }
  }
}
