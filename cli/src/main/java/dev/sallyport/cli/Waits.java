package dev.sallyport.cli;

import dev.sallyport.engine.Waiting;
import dev.sallyport.journal.Choice;
import dev.sallyport.plan.Approval;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** For whom a run waits, until when, and what to type. */
final class Waits {
  private Waits() {}

  static String votes(Waiting.ForVotes waiting) {
    List<String> missing = new ArrayList<>();
    waiting.missing().forEach((role, count) -> missing.add(count + " of " + role));
    StringBuilder text = new StringBuilder("'" + waiting.path() + "' waits for votes: ");
    text.append(String.join(", ", missing));
    text.append("; until ").append(waiting.until().truncatedTo(ChronoUnit.SECONDS)).append('.');
    for (Approval.Item item : waiting.items()) {
      text.append("\n    to attest as ").append(item.role()).append(": ").append(item.text());
    }
    waiting.remarks().forEach(remark -> text.append("\n    ").append(remark).append('.'));
    return text.toString();
  }

  /** Returns what stands between what is waited for and what to type. */
  private static String then(Waiting.ForVotes waiting) {
    return waiting.items().isEmpty() && waiting.remarks().isEmpty() ? " " : "\n  ";
  }

  /** Returns what people type elsewhere to speak to the run while it is driven here. */
  static String fromElsewhere(List<Waiting> all, Tool tool, String runId) {
    StringBuilder text = new StringBuilder();
    for (Waiting waiting : all) {
      if (waiting instanceof Waiting.ForVotes votes) {
        text.append(votes(votes)).append(then(votes)).append("From elsewhere:");
        for (Approval.Item item : votes.items()) {
          line(text, tool, "attest", votes.path(), item.text(), "--role", item.role(), runId);
        }
        for (String role : votes.roles()) {
          line(text, tool, "approve", votes.path(), "--role", role, runId);
        }
      } else if (waiting instanceof Waiting.ForAnswer answer) {
        text.append(answer.question().text()).append(" From elsewhere:");
        for (Choice choice : answer.question().choices()) {
          String note = choice == Choice.ACCEPT ? "--note=WHY" : "--note=";
          line(text, tool, "answer", answer.path(), choice.name(), note, runId);
        }
      }
      text.append('\n');
    }
    return text.toString().stripTrailing();
  }

  private static void line(StringBuilder text, Tool tool, String verb, String... words) {
    String[] all = java.util.Arrays.copyOf(words, words.length + 1);
    all[words.length] = all[words.length - 1];
    all[words.length - 1] = "--run";
    text.append("\n    ").append(tool.command(verb, all));
  }

  /** Returns what to type to resume the run with what it waits for. */
  static String describe(List<Waiting> all, Tool tool, String runId) {
    StringBuilder text = new StringBuilder("The run waits for people, and nobody can answer here.");
    for (Waiting waiting : all) {
      if (waiting instanceof Waiting.ForVotes votes) {
        String role = votes.roles().isEmpty() ? "ROLE" : votes.roles().get(0);
        text.append("\n  ").append(votes(votes)).append(then(votes)).append("Vote with:\n    ");
        text.append(tool.command("resume", runId, "--vote", waiting.path() + "=" + role + ":WHO"));
      } else if (waiting instanceof Waiting.ForAnswer answer) {
        List<Choice> choices = answer.question().choices();
        String first = choices.isEmpty() ? "CHOICE" : choices.get(0).name();
        text.append("\n  ").append(answer.question().text()).append(" Answer with:\n    ");
        text.append(tool.command("resume", runId, "--answer", waiting.path() + "=" + first));
        String others =
            choices.stream().skip(1).map(Choice::name).collect(Collectors.joining(", "));
        text.append(others.isEmpty() ? "" : "\n    (or " + others + ")");
        text.append(
            choices.contains(Choice.ACCEPT) ? "\n    ACCEPT takes a --note that says why." : "");
      }
    }
    return text.toString();
  }
}
