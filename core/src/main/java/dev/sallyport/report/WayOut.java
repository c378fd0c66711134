package dev.sallyport.report;

import dev.sallyport.journal.Event;
import dev.sallyport.journal.Outcome;
import dev.sallyport.journal.Trigger;

/** What to do next. */
final class WayOut {
  private WayOut() {}

  static String of(Story story, String resume) {
    Outcome outcome = story.outcome();
    if (story.begun() == null) {
      return "Nothing was recorded, so nothing was done. Start a new run.";
    }
    Event.Closing closing = story.closing();
    if (outcome == null && closing != null) {
      return "The run is over, "
          + Words.outcome(closing.outcome())
          + ", but its last announcements are still to be sent. "
          + (resume.isEmpty() ? "Resume it with the same plan." : "Resume with: " + resume);
    }
    if (outcome == null) {
      return "The run is unfinished: it is under way, or its engine is gone. "
          + (resume.isEmpty() ? "Resume it with the same plan." : "Resume with: " + resume);
    }
    return switch (outcome) {
      case SUCCEEDED ->
          story.warnings().isEmpty() ? "Nothing is left to do." : "Look at what was passed over.";
      case ROLLED_BACK -> again(story);
      case PARTIAL -> "Take back by hand what is left over. " + again(story);
      case STOPPED ->
          "Everything was left as it is; take back by hand what must not stay. A stopped run cannot"
              + " be resumed: start a new one.";
    };
  }

  private static String again(Story story) {
    Trigger trigger = story.rollback() == null ? Trigger.OPERATOR : story.rollback().trigger();
    String path = story.rollback() == null ? "" : story.rollback().path();
    return switch (trigger) {
      case STEP_FAILED -> "Correct what made '" + path + "' fail, then start a new run.";
      case STEP_TIMED_OUT ->
          "Find out why '" + path + "' takes so long, or give it more time; then start a new run.";
      case GATE_FAILED -> "Correct what '" + path + "' saw, then start a new run.";
      case GATE_TIMED_OUT ->
          path.equals("@start")
              ? "Mend the maintenance windows and freezes of the plan, then start a new run."
              : "Correct what kept '"
                  + path
                  + "' closed, or give it more time; then start a new run.";
      case REJECTED -> "Settle it with those who rejected '" + path + "', then start a new run.";
      case APPROVAL_TIMED_OUT ->
          "Make sure that somebody can open '" + path + "' in time, then start a new run.";
      case WATCH_TRIPPED ->
          "Find out what made '" + path + "' trip and correct it, then start a new run.";
      case WATCH_BLIND ->
          "Make sure that what '" + path + "' asks can be read, then start a new run.";
      case TRIPPED_BY_HAND ->
          "Settle it with the person who tripped '" + path + "', then start a new run.";
      case OPERATOR -> "Start a new run when it is time.";
    };
  }
}
