package dev.sallyport.testkit.simulation;

import dev.sallyport.engine.RunCore;
import dev.sallyport.engine.Waiting;
import dev.sallyport.journal.Choice;
import dev.sallyport.journal.Event;
import dev.sallyport.plan.Approval;
import dev.sallyport.plan.Node;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The people of a script: who votes, who answers, and the operator. */
final class ScriptedPeople {
  private static final String PERSON = "somebody";

  private final Script script;
  private final List<Script.Operator> operator;
  private final Map<String, Integer> answered = new HashMap<>();
  private Surroundings.Diary diary = (time, says) -> {};

  ScriptedPeople(Script script) {
    this.script = script;
    this.operator = new ArrayList<>(script.operator);
  }

  void begin(Surroundings.Diary book) {
    diary = book;
    for (Script.Operator one : script.operator) {
      Duration time = one.moment().time();
      if (time != null) {
        Instant when = SimulatedDriver.START.plus(time);
        diary.at(when, core -> says(one, core, when));
      }
    }
  }

  List<String> missed() {
    return operator.stream()
        .map(one -> "the operator's " + one.verb() + ": " + one.moment())
        .toList();
  }

  void hear(Event event, RunCore core, Instant now) {
    for (Script.Operator one : List.copyOf(operator)) {
      if (one.moment().time() == null && one.moment().is(event)) {
        says(one, core, now);
      }
    }
  }

  private void says(Script.Operator one, RunCore core, Instant now) {
    operator.remove(one);
    String who = "The operator's " + one.verb() + " (" + one.moment() + ")";
    say(who, one.says(), core, now);
    Script.Saying then = one.then();
    if (then != null) {
      Instant later = now.plus(one.later());
      diary.at(later, after -> say(who + ", to go on", then, after, later));
    }
  }

  void reached(Event.GateReached event) {
    int index = script.plan.graph().indexOf(event.path());
    if (index < 0 || !(script.plan.graph().node(index) instanceof Node.ApprovalNode node)) {
      return;
    }
    for (Script.Vote vote : votes(node)) {
      String role = Objects.requireNonNullElse(vote.role(), onlyRole(node.approval()));
      Instant when = event.at().plus(vote.after());
      diary.at(
          when,
          core -> {
            if (core.waiting().stream().anyMatch(w -> waitsAt(node.path(), w))) {
              say(
                  "The vote of '" + vote.who() + "' for '" + node.path() + "'",
                  (run, now) -> vote(run, now, node, role, vote),
                  core,
                  when);
            }
          });
    }
  }

  /** Whoever approves attests first what is still to be attested in that role. */
  private static void vote(
      RunCore run, Instant now, Node.ApprovalNode node, String role, Script.Vote vote) {
    if (vote.yes()) {
      for (Waiting waiting : run.waiting()) {
        if (waiting instanceof Waiting.ForVotes votes && waitsAt(node.path(), waiting)) {
          votes.items().stream()
              .filter(item -> item.role().equals(role))
              .forEach(
                  item -> run.attest(now, node.path(), item.text(), vote.who(), role, "checked"));
        }
      }
    }
    run.vote(now, node.path(), vote.who(), role, vote.yes(), vote.note());
  }

  private static boolean waitsAt(String path, Waiting waiting) {
    return waiting instanceof Waiting.ForVotes && waiting.path().equals(path);
  }

  private static String onlyRole(Approval approval) {
    return approval.roles().keySet().iterator().next();
  }

  private List<Script.Vote> votes(Node.ApprovalNode node) {
    List<Script.Vote> votes = script.approvals.get(node.path());
    if (votes != null) {
      return votes;
    }
    List<Script.Vote> all = new ArrayList<>();
    node.approval()
        .roles()
        .forEach(
            (role, count) -> {
              for (int i = 1; i <= count; i++) {
                String who = count == 1 ? role : role + " " + i;
                all.add(new Script.Vote(ApprovalScript.PATIENCE, who, role, true, ""));
              }
            });
    return all;
  }

  void answer(Waiting.ForAnswer question, RunCore core, Instant now) {
    String path = question.path();
    List<Choice> answers = script.answers.getOrDefault(path, List.of());
    int next = answered.getOrDefault(path, 0);
    if (next < answers.size()) {
      answered.put(path, next + 1);
      Choice choice = answers.get(next);
      say(
          "The answer " + choice + " about '" + path + "'",
          (run, at) -> run.answer(at, path, choice, PERSON, "as scripted"),
          core,
          now);
    }
  }

  private static void say(String what, Script.Saying says, RunCore core, Instant now) {
    try {
      says.say(core, now);
    } catch (IllegalStateException refused) {
      throw new IllegalStateException(
          what
              + " was refused by the run: "
              + refused.getMessage()
              + " Change the script, or the plan.",
          refused);
    }
  }
}
