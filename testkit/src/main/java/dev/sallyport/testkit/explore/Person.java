package dev.sallyport.testkit.explore;

import dev.sallyport.engine.RunCore;
import dev.sallyport.engine.Waiting;
import dev.sallyport.journal.Choice;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The people of an explored run: they come when they are asked, look at the ledger, and say so. */
final class Person {
  private static final String WHO = "operator";

  private final Effects effects;
  private final Set<String> triedAgain = new HashSet<>();

  Person(Effects effects) {
    this.effects = effects;
  }

  void vote(Waiting.ForVotes votes, RunCore run, Instant now, boolean yes) {
    String role = votes.roles().get(0);
    String who = role + "-" + votes.missing().get(role);
    if (yes) {
      votes.items().stream()
          .filter(item -> item.role().equals(role))
          .forEach(item -> run.attest(now, votes.path(), item.text(), who, role, "as rehearsed"));
    }
    run.vote(now, votes.path(), who, role, yes, "as rehearsed");
  }

  /** Answers; the trouble may say how. */
  void answer(Waiting.ForAnswer asked, RunCore run, Instant now, @Nullable Trouble trouble) {
    List<Choice> choices = asked.question().choices();
    Choice choice = trouble == null ? null : told(trouble);
    if (choice == null || !choices.contains(choice)) {
      choice = truthful(asked, choices);
    }
    if (choice == Choice.LEAVE) {
      effects.leave(asked.path());
    }
    run.answer(now, asked.path(), choice, WHO, "as the ledger says");
  }

  private static @Nullable Choice told(Trouble trouble) {
    return switch (trouble) {
      case ANSWERED_ROLL_BACK -> Choice.ROLL_BACK;
      case ANSWERED_STOP -> Choice.STOP;
      case ANSWERED_LEAVE -> Choice.LEAVE;
      case ANSWERED_ACCEPT -> Choice.ACCEPT;
      default -> null;
    };
  }

  private Choice truthful(Waiting.ForAnswer asked, List<Choice> choices) {
    boolean there = effects.has(asked.path());
    return switch (asked.question().kind()) {
      case STILL_RUNNING -> Choice.TREAT_AS_STOPPED;
      case UNKNOWN_UNDO -> there ? Choice.RETRY : Choice.ACCEPT;
      case UNKNOWN_OUTCOME -> {
        if (choices.contains(Choice.NOT_DONE)) {
          yield there ? Choice.LEAVE : Choice.NOT_DONE;
        }
        if (there) {
          yield choices.contains(Choice.ACCEPT) ? Choice.ACCEPT : Choice.ROLL_BACK;
        }
        yield onceMore(asked, Choice.ROLL_BACK);
      }
      case UNDO_FAILED -> onceMore(asked, Choice.LEAVE);
      default -> onceMore(asked, Choice.ROLL_BACK);
    };
  }

  private Choice onceMore(Waiting.ForAnswer asked, Choice otherwise) {
    return triedAgain.add(asked.path() + asked.question().kind()) ? Choice.RETRY : otherwise;
  }
}
