package dev.sallyport.testkit;

import dev.sallyport.check.Evidence;
import dev.sallyport.check.Verdict;
import dev.sallyport.journal.Event;
import dev.sallyport.report.GateStory;
import dev.sallyport.report.NodeStory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Assertions about what a gate or an approval did in a run; {@link #and} goes back to the run. */
public final class RunGateAssert {
  private final RunAssert run;
  private final List<Event> events;
  private final String path;
  private final @Nullable GateStory story;

  RunGateAssert(RunAssert run, List<Event> events, String path, @Nullable NodeStory node) {
    this.run = run;
    this.events = events;
    this.path = path;
    this.story = node == null ? null : node.gate();
  }

  /** Returns to the assertions about the run. */
  public RunAssert and() {
    return run;
  }

  /** Asserts that it opened. */
  public RunGateAssert opened() {
    if (!hasOpened(reached())) {
      throw differs("Expected '" + path + "' to open, but it " + what() + ".", this::isEnd);
    }
    return this;
  }

  /** Asserts that it opened so long after it was reached. */
  public RunGateAssert openedAfter(Duration expected) {
    return opened().after("open", expected);
  }

  /** Asserts that it failed. */
  public RunGateAssert failed() {
    if (reached().failed() == null) {
      throw differs("Expected '" + path + "' to fail, but it " + what() + ".", this::isEnd);
    }
    return this;
  }

  /** Asserts that it failed so long after it was reached. */
  public RunGateAssert failedAfter(Duration expected) {
    return failed().after("fail", expected);
  }

  /** Asserts that the reason for which it opened or failed holds these words. */
  public RunGateAssert because(String words) {
    if (!reached().reason().contains(words)) {
      throw differs(
          "Expected the reason of '"
              + path
              + "' to contain \""
              + words
              + "\", but it is \""
              + reached().reason()
              + "\".",
          this::isEnd);
    }
    return this;
  }

  /** Asserts how many samples it took. */
  public RunGateAssert tookSamples(int count) {
    int seen = reached().samples();
    if (seen != count) {
      throw differs(
          "Expected '"
              + path
              + "' to take "
              + samples(count)
              + ", but it took "
              + samples(seen)
              + ".",
          event -> event instanceof Event.GateReached && isOwn(event) || isEnd(event));
    }
    return this;
  }

  /** Asserts that the last verdict, as {@code pass: 4 of 4 ready}, holds these words. */
  public RunGateAssert sawLast(String words) {
    Verdict last = reached().last();
    String seen = last == null ? "nothing" : last.word() + ": " + last.reason();
    if (!seen.contains(words)) {
      throw differs(
          "Expected '" + path + "' to see \"" + words + "\" last, but it saw \"" + seen + "\".",
          event -> event instanceof Event.Sampled && isOwn(event) && isLastSample(event));
    }
    return this;
  }

  /**
   * Asserts that the evidence of the telling verdict holds these words: in the question, the
   * threshold or one of the facts. That verdict is the danger that came true, else the last one.
   */
  public RunGateAssert hasEvidence(String words) {
    Verdict telling = reached().telling();
    Evidence evidence = telling == null ? null : telling.evidence();
    String seen = evidence == null ? "" : text(evidence);
    if (!seen.contains(words)) {
      throw differs(
          "Expected the evidence of '"
              + path
              + "' to contain \""
              + words
              + "\", but it is "
              + (seen.isEmpty() ? "none" : "\"" + seen + "\"")
              + ".",
          this::isEnd);
    }
    return this;
  }

  private static String text(Evidence evidence) {
    StringJoiner text = new StringJoiner("; ").add(evidence.asked());
    if (!evidence.threshold().isEmpty()) {
      text.add(evidence.threshold());
    }
    evidence.observed().forEach(fact -> text.add(fact.toString()));
    return text.toString();
  }

  private RunGateAssert after(String verb, Duration expected) {
    Duration seen = reached().took(reached().reachedAt());
    if (!seen.equals(expected)) {
      throw differs(
          "Expected '"
              + path
              + "' to "
              + verb
              + " after "
              + Spans.exact(expected)
              + ", but it did after "
              + Spans.exact(seen)
              + ".",
          event -> event instanceof Event.GateReached && isOwn(event) || isEnd(event));
    }
    return this;
  }

  private GateStory reached() {
    if (story == null) {
      throw differs("Expected '" + path + "' to be reached, but it was not.", event -> false);
    }
    return story;
  }

  private static boolean hasOpened(GateStory gate) {
    return gate.closedAt() != null && gate.failed() == null;
  }

  private String what() {
    GateStory gate = reached();
    Instant closed = gate.closedAt();
    if (closed == null) {
      return "did neither open nor fail";
    }
    return (gate.failed() == null ? "opened: " : "failed: ") + gate.reason();
  }

  private static String samples(int count) {
    return count + (count == 1 ? " sample" : " samples");
  }

  private boolean isOwn(Event event) {
    return RunAssert.isOf(event, path);
  }

  private boolean isEnd(Event event) {
    return isOwn(event) && (event instanceof Event.GateOpened || event instanceof Event.GateFailed);
  }

  private boolean isLastSample(Event event) {
    for (int i = events.size() - 1; i >= 0; i--) {
      if (events.get(i) instanceof Event.Sampled && isOwn(events.get(i))) {
        return events.get(i) == event;
      }
    }
    return false;
  }

  private AssertionError differs(String what, Predicate<Event> matters) {
    return new AssertionError(what + Excerpt.around(events, matters));
  }
}
