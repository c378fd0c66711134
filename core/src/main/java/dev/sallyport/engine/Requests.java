package dev.sallyport.engine;

import dev.sallyport.journal.Choice;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Question;
import dev.sallyport.journal.Trigger;
import dev.sallyport.plan.Node;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What people may say to a run, and when it is refused. Pure. */
final class Requests {
  private Requests() {}

  static Message.Request answer(String path, Choice choice, String by, String note) {
    return state -> {
      requireRunning(state);
      Question question = state.at(unit(state, path)).question;
      if (question == null) {
        throw new IllegalStateException("The run asks nothing about '" + path + "'.");
      }
      if (!question.choices().contains(choice)) {
        throw new IllegalStateException(
            "The question about '"
                + path
                + "' cannot be answered with "
                + choice
                + ", but with one of "
                + question.choices()
                + ".");
      }
      if (choice == Choice.ACCEPT && note.isBlank()) {
        throw new IllegalStateException(
            "To accept '" + path + "' as it is takes a reason. Say why in the note.");
      }
      return new Event.Answered(state.now, path, choice, by, note);
    };
  }

  static Message.Request trip(String watch, String by, String reason) {
    return state -> {
      requireRunning(state);
      String path = watch.startsWith("@watch/") ? watch : "@watch/" + watch;
      int unit = state.units.indexOf(path);
      if (unit < 0) {
        throw new IllegalStateException(
            "The plan has no watch '" + watch + "'. It has " + names(state) + ".");
      }
      if (state.mode != RunState.Mode.FORWARD || state.at(unit).status != Status.HOLDING) {
        throw new IllegalStateException(
            "The watch '"
                + watch
                + "' is not open, so it cannot be tripped. To walk back now, abort the run.");
      }
      return new Event.Tripped(state.now, path, by, reason);
    };
  }

  private static String names(RunState state) {
    String names =
        state.units.graph.watches().stream()
            .map(w -> "'" + w.watch().name() + "'")
            .collect(java.util.stream.Collectors.joining(", "));
    return names.isEmpty() ? "none" : names;
  }

  static Message.Request pause(String by, String reason) {
    return state -> {
      requireRunning(state);
      if (state.paused) {
        throw new IllegalStateException("The run is paused already.");
      }
      return new Event.Paused(state.now, by, reason);
    };
  }

  static Message.Request proceed(String by) {
    return state -> {
      requireRunning(state);
      if (!state.paused) {
        throw new IllegalStateException("The run is not paused.");
      }
      return new Event.Unpaused(state.now, by);
    };
  }

  static Message.Request abort(String by, String reason) {
    return state -> {
      requireRunning(state);
      if (state.mode == RunState.Mode.ROLLING_BACK) {
        throw new IllegalStateException("The run is walking back already.");
      }
      if (state.mode == RunState.Mode.STOPPING) {
        throw new IllegalStateException("The run is being stopped, and cannot be rolled back.");
      }
      return new Event.RollbackStarted(state.now, Trigger.OPERATOR, "", reason, by);
    };
  }

  static Message.Request stop(String by, String reason) {
    return state -> {
      requireRunning(state);
      if (state.mode == RunState.Mode.STOPPING) {
        throw new IllegalStateException("The run is being stopped already.");
      }
      return new Event.StopRequested(state.now, Trigger.OPERATOR, "", reason, by);
    };
  }

  static void requireRunning(RunState state) {
    if (state.mode == RunState.Mode.ENDED) {
      throw new IllegalStateException("The run has ended: " + state.outcome + ".");
    }
    if (state.closing != null) {
      throw new IllegalStateException(
          "The run is over: "
              + state.closing.outcome()
              + ". Only its last announcements are still being sent.");
    }
  }

  static int unit(RunState state, String path) {
    int unit = state.units.indexOf(path);
    if (unit < 0) {
      throw new IllegalStateException("The plan has nothing named '" + path + "'.");
    }
    return unit;
  }

  static String word(Status status) {
    return status.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
  }

  /** Returns what a run waits for people to say. */
  static List<Waiting> waiting(RunState state) {
    List<Waiting> all = new ArrayList<>();
    if (state.pause != null && state.paused) {
      all.add(new Waiting.ForProceed(state.pause.by(), state.pause.reason(), state.pause.at()));
    }
    Instant earliest = Start.earliest(state);
    if (earliest != null) {
      all.add(new Waiting.ForStart(earliest, Start.why(state)));
    }
    for (int i = 0; i < state.units.count; i++) {
      UnitState unit = state.at(i);
      if (unit.question != null) {
        all.add(new Waiting.ForAnswer(state.units.path(i), unit.question));
      } else if (unit.status == Status.HOLDING
          && state.mode == RunState.Mode.FORWARD
          && state.units.isNode(i)
          && state.units.node(i) instanceof Node.ApprovalNode node) {
        all.add(
            new Waiting.ForVotes(
                node.path(),
                unit.ballot.missing(node.approval()),
                unit.ballot.open(node.approval(), state.now),
                Objects.requireNonNull(unit.startedAt).plus(node.approval().within()),
                unit.ballot.remarks(state.now)));
      }
    }
    return all;
  }
}
