package dev.sallyport.cli;

import dev.sallyport.engine.Run;
import dev.sallyport.engine.Waiting;
import dev.sallyport.journal.Choice;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/** The answers and votes given on the command line; each is used once, when it is asked for. */
final class Replies {
  private final List<Reply> pending = new ArrayList<>();

  private Replies() {}

  static Replies of(
      List<String> answers, List<String> votes, List<String> rejections, String note, String by) {
    Replies replies = new Replies();
    for (String text : answers) {
      String path = path("--answer", text, "PATH=CHOICE");
      Choice choice = choice(text, text.substring(path.length() + 1));
      replies.pending.add(
          new Reply("--answer " + text, path, false, run -> run.answer(path, choice, by, note)));
    }
    votes.forEach(text -> replies.vote("--vote", text, true, note));
    rejections.forEach(text -> replies.vote("--reject", text, false, note));
    return replies;
  }

  private void vote(String option, String text, boolean approve, String note) {
    String path = path(option, text, "PATH=ROLE:WHO");
    String[] vote = text.substring(path.length() + 1).split(":", 2);
    if (vote.length < 2 || vote[0].isBlank() || vote[1].isBlank()) {
      throw wrong(option, text, "PATH=ROLE:WHO");
    }
    pending.add(
        new Reply(
            option + " " + text,
            path,
            true,
            run -> {
              if (approve) {
                run.approve(path, vote[1], vote[0], note);
              } else {
                run.reject(path, vote[1], vote[0], note);
              }
            }));
  }

  private static String path(String option, String text, String form) {
    int split = text.lastIndexOf('=');
    if (split < 1) {
      throw wrong(option, text, form);
    }
    return text.substring(0, split);
  }

  private static UsageProblem wrong(String option, String text, String form) {
    return new UsageProblem(option + " '" + text + "' is not of the form " + form + ".");
  }

  private static Choice choice(String text, String word) {
    String name = word.toUpperCase(Locale.ROOT).replace('-', '_');
    for (Choice choice : Choice.values()) {
      if (choice.name().equals(name)) {
        return choice;
      }
    }
    throw new UsageProblem(
        "--answer '"
            + text
            + "': there is no choice '"
            + word
            + "'. There are "
            + List.of(Choice.values())
            + ", of which a question offers some.");
  }

  /** Gives what the run asks for now; returns what it refused, in words. */
  List<String> give(Run run, List<Waiting> waiting) {
    List<String> refused = new ArrayList<>();
    for (Iterator<Reply> all = pending.iterator(); all.hasNext(); ) {
      Reply reply = all.next();
      if (waiting.stream().anyMatch(reply::fits)) {
        all.remove();
        try {
          reply.say().to(run);
        } catch (IllegalStateException e) {
          refused.add(reply.words() + " was refused: " + e.getMessage());
        }
      }
    }
    return refused;
  }

  /** Returns what was never asked for, in words. */
  List<String> unused() {
    return pending.stream().map(Reply::words).toList();
  }

  /** What can be said to a run; refused with an {@code IllegalStateException}. */
  @FunctionalInterface
  interface Say {
    void to(Run run);
  }

  private record Reply(String words, String path, boolean vote, Say say) {
    boolean fits(Waiting waiting) {
      return waiting.path().equals(path) && vote == (waiting instanceof Waiting.ForVotes);
    }
  }
}
