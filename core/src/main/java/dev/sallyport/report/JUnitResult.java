package dev.sallyport.report;

import dev.sallyport.journal.Outcome;
import dev.sallyport.journal.Trigger;
import dev.sallyport.journal.Work;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a node counts as a test. Whatever is not known to be done is never a pass.
 *
 * @param kind the element that says so
 * @param type a stable word for why; empty for a pass and for what was skipped
 * @param message why; empty for a pass
 */
record JUnitResult(Kind kind, String type, String message) {
  private static final JUnitResult PASSED = new JUnitResult(Kind.PASSED, "", "");

  /** What stands in the test's element. */
  enum Kind {
    /** Nothing. */
    PASSED,
    /** A failure. */
    FAILURE,
    /** An error. */
    ERROR,
    /** That it was skipped. */
    SKIPPED;

    /** Returns whether its element holds the evidence, which then stands nowhere else. */
    boolean tells() {
      return this == FAILURE || this == ERROR;
    }

    String element() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Returns how a whole run counts: everything but a success fails. */
  static JUnitResult of(Story story) {
    Outcome outcome = story.decided();
    if (outcome == null) {
      return new JUnitResult(Kind.ERROR, "UNFINISHED", "The run has not ended.");
    }
    if (outcome == Outcome.SUCCEEDED) {
      return PASSED;
    }
    String reason = reason(story);
    String message = Words.outcome(outcome) + (reason.isBlank() ? "" : ": " + reason);
    return new JUnitResult(Kind.FAILURE, outcome.name(), message);
  }

  private static String reason(Story story) {
    if (story.end() != null) {
      return story.end().reason();
    }
    return story.closing() == null ? "" : story.closing().reason();
  }

  /** Returns how a node counts; what a person waived was not judged, so it is no pass. */
  static JUnitResult of(NodeStory node, Story story) {
    return switch (node.state()) {
      case LEFT_OVER -> error("LEFT_OVER", leftOver(node, story));
      case UNDO_FAILED -> error("UNDO_FAILED", detail(node));
      case UNKNOWN -> error("UNKNOWN", detail(node));
      case WARNED -> skipped(node.words() + ": " + reason(node));
      case WAIVED -> skipped(node.gate() == null ? node.words() : node.gate().reason());
      default -> {
        Trigger trigger = failed(node, story);
        yield trigger != null
            ? new JUnitResult(Kind.FAILURE, trigger.name(), reason(node))
            : wentWell(node) ? PASSED : skipped(node.words());
      }
    };
  }

  private static JUnitResult error(String type, String message) {
    return new JUnitResult(Kind.ERROR, type, message);
  }

  private static JUnitResult skipped(String message) {
    return new JUnitResult(Kind.SKIPPED, "", message);
  }

  /** What was undone went well before that only if its last attempt to be done is known to have. */
  private static boolean wentWell(NodeStory node) {
    if (node.state() != NodeState.UNDONE || node.kind().equals("rollback")) {
      return node.state() == NodeState.DONE || node.state() == NodeState.UNDONE;
    }
    AttemptStory last = null;
    for (AttemptStory attempt : node.attempts()) {
      last = attempt.work() == Work.UNDO ? last : attempt;
    }
    return last != null && last.result() == AttemptStory.Result.SUCCEEDED;
  }

  private static @Nullable Trigger failed(NodeStory node, Story story) {
    if (node.gate() != null && node.gate().failed() != null && node.state() != NodeState.DONE) {
      return node.gate().failed();
    } else if (story.rollback() != null && story.rollback().path().equals(node.path())) {
      return story.rollback().trigger();
    } else if (story.stop() != null && story.stop().path().equals(node.path())) {
      return story.stop().trigger();
    }
    return node.state() == NodeState.FAILED ? Trigger.STEP_FAILED : null;
  }

  private static String reason(NodeStory node) {
    GateStory gate = node.gate();
    return gate != null && gate.failed() != null ? gate.reason() : detail(node);
  }

  private static String detail(NodeStory node) {
    String found = "";
    for (AttemptStory attempt : node.attempts()) {
      found = attempt.detail().isEmpty() ? found : word(attempt.work()) + attempt.detail();
    }
    return found.isEmpty() ? node.state().words() : found;
  }

  private static String word(Work work) {
    return work == Work.RUN ? "" : work.name().toLowerCase(Locale.ROOT) + ": ";
  }

  private static String leftOver(NodeStory node, Story story) {
    return story.leftovers().stream()
        .filter(left -> left.path().equals(node.path()))
        .map(left -> left.why())
        .findFirst()
        .orElseGet(() -> detail(node));
  }
}
