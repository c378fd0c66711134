package dev.sallyport.cli;

import dev.sallyport.engine.Waiting;
import dev.sallyport.journal.Choice;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What is asked at the terminal, and what is made of the line that is typed. */
sealed interface Prompt {

  /** Returns what is asked. */
  String text();

  /** Returns what the line means. */
  Meaning read(String line, String by);

  /** What a typed line means. */
  sealed interface Meaning {
    /** Say this to the run. */
    record Say(Replies.Say words) implements Meaning {}

    /** Let the run be, to be resumed later. */
    record Suspend() implements Meaning {}

    /** Go on as before. */
    record GoOn() implements Meaning {}

    /** It means nothing; ask again. */
    record Unclear(String why) implements Meaning {}
  }

  /** Ctrl-C was typed. */
  record WhatNow() implements Prompt {
    @Override
    public String text() {
      return "\n[p]ause, [a]bort with rollback, [s]top here, [c]ontinue?"
          + "\nCtrl-C again leaves at once; the run can be resumed.";
    }

    @Override
    public Meaning read(String line, String by) {
      return switch (line.strip().toLowerCase(Locale.ROOT)) {
        case "p", "pause" -> new Meaning.Suspend();
        case "a", "abort" -> new Meaning.Say(run -> run.abort(by, "aborted at the terminal"));
        case "s", "stop" -> new Meaning.Say(run -> run.stop(by, "stopped at the terminal"));
        case "c", "continue" -> new Meaning.GoOn();
        default -> new Meaning.Unclear("Type p, a, s or c.");
      };
    }
  }

  /** The run asks a question. */
  record Answer(Waiting.ForAnswer waiting) implements Prompt {
    @Override
    public String text() {
      return waiting.question().text() + "\nType one of " + choices() + ", or later.";
    }

    private String choices() {
      return waiting.question().choices().stream()
          .map(choice -> choice.name().toLowerCase(Locale.ROOT))
          .collect(Collectors.joining(", "));
    }

    @Override
    public Meaning read(String line, String by) {
      String[] words = line.strip().split("\\s+", 2);
      String note = words.length == 2 ? words[1] : "";
      String typed = words[0].toUpperCase(Locale.ROOT).replace('-', '_');
      if (typed.equals("LATER")) {
        return new Meaning.Suspend();
      }
      for (Choice choice : waiting.question().choices()) {
        if (choice.name().equals(typed)) {
          return new Meaning.Say(run -> run.answer(waiting.path(), choice, by, note));
        }
      }
      return new Meaning.Unclear("Type one of " + choices() + ", or later; a note may follow.");
    }
  }

  /** An approval is open for votes. */
  record Votes(Waiting.ForVotes waiting) implements Prompt {
    @Override
    public String text() {
      return Waits.votes(waiting)
          + "\nType approve ROLE or reject ROLE, with :WHO if it is another's vote, or later.";
    }

    @Override
    public Meaning read(String line, String by) {
      String text = line.strip();
      if (text.equalsIgnoreCase("later")) {
        return new Meaning.Suspend();
      }
      String verb = text.split("\\s", 2)[0].toLowerCase(Locale.ROOT);
      boolean approve = verb.equals("approve");
      String rest = text.substring(verb.length()).strip();
      List<String> vote = List.of(rest.split(":", 2));
      if (rest.isEmpty() || !(approve || verb.equals("reject"))) {
        return new Meaning.Unclear("Type approve ROLE[:WHO], reject ROLE[:WHO], or later.");
      }
      String role = vote.get(0).strip();
      String who = vote.size() > 1 ? vote.get(1).strip() : by;
      return new Meaning.Say(
          run -> {
            if (approve) {
              run.approve(waiting.path(), who, role, "");
            } else {
              run.reject(waiting.path(), who, role, "");
            }
          });
    }
  }

  static Prompt of(Waiting waiting) {
    return waiting instanceof Waiting.ForAnswer question
        ? new Answer(question)
        : new Votes((Waiting.ForVotes) waiting);
  }
}
