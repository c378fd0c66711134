package dev.sallyport.examples.checklist;

import dev.sallyport.engine.Inbox;
import dev.sallyport.engine.Saying;
import dev.sallyport.engine.Tokens;
import dev.sallyport.journal.Choice;
import dev.sallyport.journal.Event;
import dev.sallyport.plan.Approval;
import dev.sallyport.plan.Node;
import dev.sallyport.plan.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The people of a run that another process drives: they read its journal, and speak by its inbox,
 * each role by a person with a token of their own.
 */
public final class Bystanders {
  private static final Duration AGAIN = Duration.ofSeconds(15);

  private final Plan plan;
  private final String run;
  private final Inbox inbox;
  private final Map<String, Instant> said = new HashMap<>();

  private final List<String> asked = new ArrayList<>();

  /**
   * Returns the people of a run, and writes down by which tokens they are known.
   *
   * @param runs the folder of the runs
   */
  public Bystanders(Plan plan, String run, Path runs) throws IOException {
    this.plan = plan;
    this.run = run;
    this.inbox = Inbox.inFolder(Files.createDirectories(runs), Clock.systemUTC());
    Set<String> roles = new LinkedHashSet<>();
    for (Node node : plan.graph().nodes()) {
      if (node instanceof Node.ApprovalNode vote) {
        roles.addAll(vote.approval().roles().keySet());
      }
    }
    List<String> lines = new ArrayList<>();
    roles.forEach(role -> lines.add(Tokens.line(name(role), List.of(role), token(role))));
    Files.write(runs.resolve("tokens"), lines);
  }

  /** Returns what was asked of people, beside votes. */
  public List<String> asked() {
    return List.copyOf(asked);
  }

  private static String name(String role) {
    return role.replace(' ', '-');
  }

  private static String token(String role) {
    return "the token of the " + role;
  }

  /** Lets them look at what has happened, and say what they have to. */
  public void look(List<Event> events) throws IOException {
    Map<String, Event.Asked> questions = new HashMap<>();
    Set<String> open = new LinkedHashSet<>();
    Set<String> done = new LinkedHashSet<>();
    for (Event event : events) {
      if (event instanceof Event.Asked it) {
        questions.put(it.path(), it);
      } else if (event instanceof Event.Answered it) {
        questions.remove(it.path());
      } else if (event instanceof Event.GateReached it) {
        open.add(it.path());
      } else if (event instanceof Event.GateOpened it) {
        open.remove(it.path());
      } else if (event instanceof Event.Voted it) {
        done.add(it.path() + it.role());
      } else if (event instanceof Event.Attested it) {
        done.add(it.path() + it.item());
      }
    }
    for (String path : open) {
      int index = plan.graph().indexOf(path);
      if (index >= 0 && plan.graph().node(index) instanceof Node.ApprovalNode node) {
        vote(path, node.approval(), done);
      }
    }
    for (Event.Asked question : questions.values()) {
      answer(question);
    }
  }

  private void vote(String path, Approval approval, Set<String> done) throws IOException {
    for (Approval.Item item : approval.items()) {
      if (!done.contains(path + item.text())) {
        say(Saying.attest(path, item.text(), item.role(), "seen"), item.role());
      }
    }
    for (String role : approval.roles().keySet()) {
      if (!done.contains(path + role)) {
        say(Saying.vote(true, path, role, "fine"), role);
      }
    }
  }

  private void answer(Event.Asked question) throws IOException {
    List<Choice> choices = question.question().choices();
    boolean watch = question.path().startsWith("@watch/");
    Choice choice =
        watch && choices.contains(Choice.ACCEPT)
            ? Choice.ACCEPT
            : choices.contains(Choice.RETRY) ? Choice.RETRY : choices.get(0);
    if (say(Saying.answer(question.path(), choice, "looked"), "")) {
      asked.add(question.path() + ": " + question.question());
    }
  }

  /** Says it once, and again only if nothing has come of it for a while. */
  private boolean say(Saying saying, String role) throws IOException {
    Instant now = Instant.now();
    Instant before = said.get(saying.toString());
    if (before != null && now.isBefore(before.plus(AGAIN))) {
      return false;
    }
    said.put(saying.toString(), now);
    inbox.send(run, saying, role.isEmpty() ? "" : token(role));
    return true;
  }
}
