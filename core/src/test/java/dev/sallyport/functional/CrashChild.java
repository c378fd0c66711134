package dev.sallyport.functional;

import dev.sallyport.engine.Engine;
import dev.sallyport.engine.Run;
import dev.sallyport.engine.Waiting;
import dev.sallyport.journal.Choice;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Journals;
import dev.sallyport.journal.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The process that a crash test kills: starts or resumes the run {@code run} in a folder, and
 * answers what the run asks as a person would who looks at the ledger.
 */
final class CrashChild {
  private CrashChild() {}

  public static void main(String[] args) throws InterruptedException, IOException {
    Path folder = Path.of(args[0]);
    Ledger ledger = new Ledger(folder.resolve("ledger"));
    CrashPlan plan = new CrashPlan(ledger, Boolean.parseBoolean(args[1]));
    Journals journals = Journals.inFolder(folder.resolve("runs"));
    Optional<Outcome> ended = ended(journals);
    if (ended.isPresent()) { // killed after the last record, before it could say so
      System.out.println("ready\n" + ended.get());
      return;
    }
    try (Engine engine = Engine.of(journals)) {
      boolean fresh = !journals.runs().contains("run");
      Run run =
          fresh
              ? engine.start(plan.plan(), "run", "crash test")
              : engine.resume("run", plan.plan(), "crash test");
      System.out.println("ready");
      Optional<Outcome> outcome = Optional.empty();
      while (outcome.isEmpty()) {
        for (Waiting waiting : run.waiting()) {
          answer(run, (Waiting.ForAnswer) waiting, ledger);
        }
        outcome = run.await(Duration.ofMillis(10));
      }
      System.out.println(outcome.get());
    }
  }

  private static Optional<Outcome> ended(Journals journals) throws IOException {
    return journals.runs().contains("run")
        ? journals.read("run").stream()
            .filter(Event.RunEnded.class::isInstance)
            .map(event -> ((Event.RunEnded) event).outcome())
            .findFirst()
        : Optional.empty();
  }

  private static void answer(Run run, Waiting.ForAnswer asked, Ledger ledger) {
    String name = asked.path().substring(asked.path().indexOf('/') + 1);
    Choice choice =
        switch (asked.question().kind()) {
          case UNKNOWN_OUTCOME -> unknown(asked, ledger, name);
          case UNKNOWN_UNDO -> ledger.holds(name) ? Choice.RETRY : Choice.ACCEPT;
          default -> throw new IllegalStateException("Nobody expects the question " + asked);
        };
    run.answer(asked.path(), choice, "crash test", "as the ledger says");
  }

  private static Choice unknown(Waiting.ForAnswer asked, Ledger ledger, String name) {
    if (asked.question().choices().contains(Choice.ACCEPT)) {
      return ledger.holds(name) ? Choice.ACCEPT : Choice.RETRY;
    }
    if (ledger.holds(name)) {
      ledger.add("undo", name);
    }
    return Choice.NOT_DONE;
  }
}
