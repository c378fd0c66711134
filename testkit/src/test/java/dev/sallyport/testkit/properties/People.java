package dev.sallyport.testkit.properties;

import dev.sallyport.engine.RunCore;
import dev.sallyport.engine.Waiting;
import dev.sallyport.journal.Choice;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Question;
import dev.sallyport.plan.Graph;
import dev.sallyport.plan.Node;
import dev.sallyport.plan.Plan;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * The people of a run: they look at the ledger and answer what is true, or choose anything else
 * they may, or say nothing; and an operator who pauses, aborts, stops and trips watches.
 */
final class People {
  private final List<Graph.WatchNode> watches;
  private final List<String> waivable;
  private final Faults faults;
  private final Effects effects;
  private final Consumer<String> endByHand;
  private boolean paused;
  private int voters;

  People(Plan plan, Faults faults, Effects effects, Consumer<String> endByHand) {
    this.watches = plan.graph().watches();
    this.waivable =
        plan.graph().nodes().stream().filter(People::isWaivable).map(Node::path).toList();
    this.faults = faults;
    this.effects = effects;
    this.endByHand = endByHand;
  }

  private static boolean isWaivable(Node node) {
    return node instanceof Node.GateNode it && !it.gate().policy().waivableBy().isEmpty();
  }

  void hear(Waiting waiting, RunCore run, Instant now) {
    if (waiting instanceof Waiting.ForVotes votes) {
      vote(votes, run, now);
    } else if (waiting instanceof Waiting.ForAnswer asked) {
      answer(asked, run, now);
    }
  }

  private void vote(Waiting.ForVotes votes, RunCore run, Instant now) {
    if (votes.roles().isEmpty()) { // a waiver has ended, and an item is open again
      String late = votes.items().get(0).role();
      attest(votes, late, late + ++voters, run, now);
      return;
    }
    String role = votes.roles().get(0);
    String who = role + ++voters;
    int said = faults.pick(Faults.Where.PERSON, 7);
    if (said > 3) {
      waive(votes, run, now, said);
      return;
    }
    attest(votes, role, who, run, now);
    switch (said) {
      case 1 -> run.vote(now, votes.path(), who, role, false, "");
      case 2 -> {}
      case 3 -> initiatorVotes(votes.path(), who, role, run, now);
      default -> run.vote(now, votes.path(), who, role, true, "");
    }
  }

  private static void attest(
      Waiting.ForVotes votes, String role, String who, RunCore run, Instant now) {
    votes.items().stream()
        .filter(item -> item.role().equals(role))
        .forEach(item -> run.attest(now, votes.path(), item.text(), who, role, ""));
  }

  /** The boss waives it, an item of it for long, or one for a moment; then its role votes. */
  private void waive(Waiting.ForVotes votes, RunCore run, Instant now, int what) {
    String role = votes.roles().get(0);
    String who = role + voters;
    String item = what == 4 || votes.items().isEmpty() ? "" : votes.items().get(0).text();
    try {
      Instant until = now.plusSeconds(what > 4 ? 20 : 3_600);
      run.waive(now, votes.path(), item, "bea", RandomGates.BOSS, "it is known", until);
    } catch (IllegalStateException refused) {
      attest(votes, role, who, run, now); // the plan lets nobody waive it
    }
    if (!item.isEmpty()) {
      run.vote(now, votes.path(), who, role, true, "");
    }
  }

  private static void initiatorVotes(
      String path, String other, String role, RunCore run, Instant now) {
    try {
      run.vote(now, path, "simulation", role, true, "");
    } catch (IllegalStateException refused) {
      run.vote(now, path, other, role, true, "");
    }
  }

  private void answer(Waiting.ForAnswer asked, RunCore run, Instant now) {
    List<Choice> choices = asked.question().choices();
    int other = faults.pick(Faults.Where.PERSON, choices.size() + 1);
    if (other == choices.size()) {
      return;
    }
    int truth = Math.max(0, choices.indexOf(truth(asked)));
    Choice choice = choices.get((truth + other) % choices.size());
    String path = asked.path();
    switch (choice) {
      case ACCEPT -> accept(asked, path);
      case NOT_DONE -> effects.takenBack(path);
      case TREAT_AS_STOPPED -> endByHand.accept(path);
      default -> {}
    }
    run.answer(now, path, choice, "ann", "seen by hand");
  }

  private void accept(Waiting.ForAnswer asked, String path) {
    if (asked.question().kind() == Question.Kind.UNKNOWN_UNDO) {
      effects.takenBack(path);
    } else if (!isWatch(path) && !effects.holds(path)) {
      effects.takenForDone(path);
    }
  }

  private boolean isWatch(String path) {
    return watches.stream().anyMatch(watch -> watch.path().equals(path));
  }

  private Choice truth(Waiting.ForAnswer asked) {
    boolean there = effects.holds(asked.path());
    return switch (asked.question().kind()) {
      case UNKNOWN_OUTCOME ->
          asked.question().choices().contains(Choice.NOT_DONE)
              ? Choice.NOT_DONE
              : there ? Choice.ACCEPT : Choice.RETRY;
      case UNKNOWN_UNDO -> effects.isUndone(asked.path()) ? Choice.ACCEPT : Choice.RETRY;
      case STILL_RUNNING -> Choice.TREAT_AS_STOPPED;
      default -> Choice.RETRY;
    };
  }

  /** Lets the operator say something, now that this was recorded. */
  void see(Event event, RunCore run, Instant now) {
    if (event instanceof Event.RunEnded || run.outcome() != null) {
      return;
    }
    int verb = faults.pick(Faults.Where.OPERATOR, 4 + watches.size() + waivable.size());
    try {
      if (paused) {
        paused = false;
        run.proceed(now, "olga");
      } else if (verb == 1) {
        run.abort(now, "olga", "as she wants it");
      } else if (verb == 2) {
        run.stop(now, "olga", "as she wants it");
      } else if (verb == 3) {
        run.pause(now, "olga", "a look around");
        paused = true;
      } else if (verb > 3 + watches.size()) {
        String gate = waivable.get(verb - 4 - watches.size());
        run.waive(
            now, gate, "", "bea", RandomGates.BOSS, "it is known", now.plusSeconds(10L * verb));
      } else if (verb > 3) {
        run.trip(now, watches.get(verb - 4).watch().name(), "olga", "customers call");
      }
    } catch (IllegalStateException refused) {
      // She is told why, and that is all.
    }
  }
}
