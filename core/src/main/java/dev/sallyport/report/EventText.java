package dev.sallyport.report;

import dev.sallyport.check.Quantities;
import dev.sallyport.check.Verdict;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Leftover;
import dev.sallyport.journal.Trigger;
import dev.sallyport.journal.Work;
import java.time.Duration;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an event says, in one line without its time. */
final class EventText {
  private EventText() {}

  static String of(Event event) {
    String text = event instanceof Event.OfNode node ? node.path() + ": " + node(node) : run(event);
    return Words.plain(text);
  }

  private static String run(Event event) {
    if (event instanceof Event.RunStarted e) {
      String plan = e.plan().name() + " " + e.plan().version();
      return "run " + e.runId() + " of " + plan + " started by " + e.by();
    } else if (event instanceof Event.RunResumed e) {
      return "resumed by "
          + e.by()
          + (e.plan() == null ? "" : " with version " + e.plan().version() + " of the plan")
          + (e.cut() == 0 ? "" : "; a torn last record of " + e.cut() + " bytes was cut off");
    } else if (event instanceof Event.Paused e) {
      return "paused by " + e.by() + because(e.reason());
    } else if (event instanceof Event.Unpaused e) {
      return "goes on, by " + e.by();
    } else if (event instanceof Event.RollbackStarted e) {
      return "rolling back, by " + e.by() + because(turn(e.trigger(), e.path(), e.reason()));
    } else if (event instanceof Event.StopRequested e) {
      return "stopping, by " + e.by() + because(turn(e.trigger(), e.path(), e.reason()));
    } else if (event instanceof Event.Closing e) {
      return Words.outcome(e.outcome()) + because(e.reason()) + "; sending the last announcements";
    } else if (event instanceof Event.RunEnded e) {
      String left = e.leftovers().stream().map(Leftover::path).collect(Collectors.joining(", "));
      return Words.outcome(e.outcome())
          + because(e.reason())
          + (left.isEmpty() ? "" : "; left over: " + left);
    }
    return event.getClass().getSimpleName();
  }

  /** Returns what made a run turn back or stop. */
  static String turn(Trigger trigger, String path, String reason) {
    return Words.trigger(trigger) + (path.isEmpty() ? "" : " (" + path + ")") + because(reason);
  }

  /** Returns what an event says of its node, without the node's path. */
  static String node(Event.OfNode event) {
    if (event instanceof Event.AttemptStarted e) {
      return started(e.work()) + (e.attempt() > 1 ? ", attempt " + e.attempt() : "");
    } else if (event instanceof Event.AttemptSucceeded e) {
      return switch (e.work()) {
        case RUN -> "done";
        case PROBE -> "found done";
        case UNDO -> "undone";
      };
    } else if (event instanceof Event.AttemptFailed e) {
      return work(e.work()) + "failed: " + e.failure() + next(e.retryAfter());
    } else if (event instanceof Event.AttemptUnknown e) {
      return work(e.work()) + "outcome unknown: " + e.why();
    } else if (event instanceof Event.FoundNotDone) {
      return "found not done";
    } else if (event instanceof Event.CancelRequested e) {
      Duration grace = Duration.between(e.at(), e.until());
      return work(e.work()) + "told to stop: " + e.why() + "; waited for " + Words.took(grace);
    } else if (event instanceof Event.AttemptAbandoned e) {
      return work(e.work()) + "did not stop in time and may still be running";
    } else if (event instanceof Event.LateResult e) {
      return work(e.work()) + "ended after all, too late to count: " + e.result();
    }
    return judged(event);
  }

  private static String judged(Event.OfNode event) {
    if (event instanceof Event.GateReached e) {
      return e.work() == Work.UNDO ? "verifying the undo" : "reached";
    } else if (event instanceof Event.Sampled e) {
      return verdict(e.verdict(), e.danger());
    } else if (event instanceof Event.GateOpened e) {
      return (e.work() == Work.UNDO ? "undo verified" : "open") + because(e.reason());
    } else if (event instanceof Event.GateFailed e) {
      return work(e.work()) + "failed, " + Words.trigger(e.trigger()) + because(e.reason());
    } else if (event instanceof Event.Voted e) {
      String vote = e.approved() ? " approved" : " rejected";
      return speaker(e) + vote + via(e.via()) + because(e.note());
    } else if (event instanceof Event.PointPassed e) {
      return "point of no return passed: " + e.why();
    } else if (event instanceof Event.Asked e) {
      return "asks: " + e.question().text();
    } else if (event instanceof Event.Answered e) {
      return e.by() + " answered " + e.choice() + because(e.note());
    }
    return event instanceof Event.Warned e ? "failed and passed over: " + e.reason() : said(event);
  }

  private static String said(Event.OfNode event) {
    if (event instanceof Event.Tripped e) {
      return e.by() + " tripped it" + because(e.reason());
    } else if (event instanceof Event.Attested e) {
      return speaker(e) + " attested '" + e.item() + "'" + via(e.via()) + because(e.note());
    } else if (event instanceof Event.Waived e) {
      String what = e.item().isEmpty() ? "" : " '" + e.item() + "'";
      return speaker(e)
          + " waived"
          + what
          + " until "
          + e.until()
          + via(e.via())
          + because(e.reason());
    } else if (event instanceof Event.AnnouncementStarted e) {
      return "announcing: " + e.subject();
    } else if (event instanceof Event.AnnouncementSent e) {
      return "announced" + because(e.receipt());
    } else if (event instanceof Event.AnnouncementFailed e) {
      return (e.unknown() ? "unknown whether it was announced" : "not announced")
          + because(e.why());
    }
    return event.getClass().getSimpleName();
  }

  /** Returns who spoke, and as what. */
  static String speaker(Event.OfNode event) {
    if (event instanceof Event.Voted e) {
      return e.who() + " (" + e.role() + ")";
    } else if (event instanceof Event.Attested e) {
      return e.who() + " (" + e.role() + ")";
    }
    return event instanceof Event.Waived e ? e.who() + " (" + e.role() + ")" : "";
  }

  /** Returns how a person was known; empty where the caller vouched for it. */
  static String via(String via) {
    return via.isBlank() ? "" : ", via " + via;
  }

  private static String verdict(Verdict verdict, @Nullable Verdict danger) {
    String said = verdict.word() + ": " + verdict.reason();
    return danger != null && danger.passed() ? said + "; danger: " + danger.reason() : said;
  }

  private static String started(Work work) {
    return switch (work) {
      case RUN -> "started";
      case PROBE -> "being looked at, whether it took effect";
      case UNDO -> "undo started";
    };
  }

  private static String work(Work work) {
    return switch (work) {
      case RUN -> "";
      case PROBE -> "probe ";
      case UNDO -> "undo ";
    };
  }

  private static String next(@Nullable Duration after) {
    return after == null ? "" : "; next attempt in " + Quantities.show(after);
  }

  private static String because(String reason) {
    return reason.isBlank() ? "" : ": " + reason;
  }
}
