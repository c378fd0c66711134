package dev.sallyport.cli;

import dev.sallyport.engine.Saying;
import dev.sallyport.journal.Choice;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verbs by which people speak to a run from another process. */
final class PeopleVerbs {
  private PeopleVerbs() {}

  static List<SayVerb> all(Tool tool) {
    return List.of(
        new Approve(tool),
        new Reject(tool),
        new Attest(tool),
        new Waive(tool),
        new Answer(tool),
        new Trip(tool),
        new Pause(tool),
        new Proceed(tool),
        new Abort(tool),
        new Stop(tool));
  }

  /** What is said about one thing in the plan. */
  private abstract static class About extends SayVerb {
    @Parameters(
        index = "0",
        paramLabel = "PATH",
        description = "What it is about, as in Go/sign-off.")
    String path = "";

    @Option(names = "--note", description = "What to record beside it.")
    String note = "";

    About(Tool tool) {
      super(tool);
    }
  }

  /** What is said about one thing in a role. */
  private abstract static class InRole extends About {
    @Option(names = "--role", required = true, description = "In which role.")
    String role = "";

    InRole(Tool tool) {
      super(tool);
    }
  }

  @Command(name = "approve", description = "Vote for an approval that is open.")
  static final class Approve extends InRole {
    Approve(Tool tool) {
      super(tool);
    }

    @Override
    Saying saying() {
      return Saying.vote(true, path, role, note);
    }
  }

  @Command(name = "reject", description = "Vote against an approval, which ends it.")
  static final class Reject extends InRole {
    Reject(Tool tool) {
      super(tool);
    }

    @Override
    Saying saying() {
      return Saying.vote(false, path, role, note);
    }
  }

  @Command(name = "attest", description = "Attest an item of an approval.")
  static final class Attest extends InRole {
    @Parameters(
        index = "1",
        paramLabel = "ITEM",
        description = "The item's text, or the id it covers.")
    String item = "";

    Attest(Tool tool) {
      super(tool);
    }

    @Override
    Saying saying() {
      return Saying.attest(path, item, role, note);
    }
  }

  @Command(name = "waive", description = "Leave out a gate, an approval or an item, until a time.")
  static final class Waive extends SayVerb {
    private final Tool tool;

    @Parameters(index = "0", paramLabel = "PATH", description = "The gate or approval.")
    String path = "";

    @Option(names = "--item", description = "The item of the approval; default all of it.")
    String item = "";

    @Option(names = "--role", required = true, description = "In which role.")
    String role = "";

    @Option(names = "--reason", required = true, description = "Why it may be left out.")
    String reason = "";

    @Option(
        names = "--until",
        paramLabel = "TIME",
        required = true,
        description = "When the waiver ends: 2026-03-01T22:00:00+01:00, or PT2H from now.")
    String until = "";

    Waive(Tool tool) {
      super(tool);
      this.tool = tool;
    }

    @Override
    Saying saying() {
      return Saying.waive(path, item, role, reason, end(until, tool.around().clock().instant()));
    }

    private static Instant end(String text, Instant now) {
      try {
        return text.startsWith("P")
            ? now.plus(Duration.parse(text))
            : OffsetDateTime.parse(text).toInstant();
      } catch (DateTimeException e) {
        throw new UsageProblem(
            "--until '"
                + text
                + "' is no time. Write it as 2026-03-01T22:00:00+01:00, or as PT2H for two hours.",
            e);
      }
    }
  }

  @Command(name = "answer", description = "Answer what the run asks.")
  static final class Answer extends About {
    @Parameters(index = "1", paramLabel = "CHOICE", description = "One of the choices it offers.")
    @Nullable Choice choice;

    Answer(Tool tool) {
      super(tool);
    }

    @Override
    Saying saying() {
      if (choice == null) {
        throw new UsageProblem("A choice is missing: " + List.of(Choice.values()) + ".");
      }
      return Saying.answer(path, choice, note);
    }
  }

  @Command(name = "trip", description = "Trip a watch by hand.")
  static final class Trip extends SayVerb {
    @Parameters(paramLabel = "WATCH", description = "The name of the watch.")
    String watch = "";

    @Option(names = "--reason", required = true, description = "What you saw.")
    String reason = "";

    Trip(Tool tool) {
      super(tool);
    }

    @Override
    Saying saying() {
      return Saying.trip(watch, reason);
    }
  }

  /** What is said about the run as a whole. */
  private abstract static class Whole extends SayVerb {
    private final Saying.Verb verb;

    @Option(names = "--reason", description = "Why.")
    String reason = "";

    Whole(Tool tool, Saying.Verb verb) {
      super(tool);
      this.verb = verb;
    }

    @Override
    Saying saying() {
      String said = verb.name().toLowerCase(Locale.ROOT) + " at the command line";
      return Saying.operator(verb, reason.isEmpty() ? said : reason);
    }
  }

  @Command(name = "pause", description = "Let a run start nothing new.")
  static final class Pause extends Whole {
    Pause(Tool tool) {
      super(tool, Saying.Verb.PAUSE);
    }
  }

  @Command(name = "proceed", description = "Let a paused run go on.")
  static final class Proceed extends SayVerb {
    Proceed(Tool tool) {
      super(tool);
    }

    @Override
    Saying saying() {
      return Saying.operator(Saying.Verb.PROCEED, "");
    }
  }

  @Command(name = "abort", description = "Walk a run back.")
  static final class Abort extends Whole {
    Abort(Tool tool) {
      super(tool, Saying.Verb.ABORT);
    }
  }

  @Command(name = "stop", description = "End a run where it is, and leave everything as it is.")
  static final class Stop extends Whole {
    Stop(Tool tool) {
      super(tool, Saying.Verb.STOP);
    }
  }
}
