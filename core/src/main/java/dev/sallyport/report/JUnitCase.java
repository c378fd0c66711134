package dev.sallyport.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One test of a JUnit report.
 *
 * @param suite the class it counts to
 * @param began when it began; null if it was not reached
 * @param took how long it took
 * @param said its evidence, a line each
 * @param beside what does not count, a line each
 */
record JUnitCase(
    String suite,
    String name,
    @Nullable Instant began,
    Duration took,
    JUnitResult result,
    List<String> said,
    List<String> beside) {

  /** Returns the run as a whole, so that a run which a person turned back is no green page. */
  static JUnitCase of(Story story, Times times) {
    Instant began = story.begun() == null ? null : story.begun().at();
    Duration took = story.elapsed(times.now());
    String said = WayOut.of(story, "");
    return new JUnitCase(
        suite(story, ""),
        "the whole run",
        began,
        took,
        JUnitResult.of(story),
        List.of(said),
        announced(story, times));
  }

  /** Announcements change no outcome, so they are no tests. */
  private static List<String> announced(Story story, Times times) {
    List<String> lines = new ArrayList<>();
    for (NodeStory node : story.announcements()) {
      Document.Task line = new AnnouncedLine(node, times).task();
      lines.add(line.title() + " " + line.text());
      lines.addAll(line.details());
    }
    lines.addAll(Channels.down(story));
    return lines;
  }

  static JUnitCase of(NodeStory node, String phase, Story story, Hands hands, Times times) {
    Document.Task line = new ItemLine(node, hands, times).task();
    List<String> said = new ArrayList<>();
    if (node.state() != NodeState.NOT_REACHED) {
      said.add(line.title() + " " + line.text());
      said.addAll(line.details());
    }
    return new JUnitCase(
        suite(story, phase),
        node.name(),
        began(node),
        node.took(times.now()),
        JUnitResult.of(node, story),
        said,
        List.of());
  }

  /** A dot would part the name where a server reads a package. */
  private static String suite(Story story, String phase) {
    String plan = story.plan() == null ? "sallyport" : story.plan().name();
    return phase.isEmpty() ? plan : plan + "." + phase.replace('.', '_');
  }

  private static @Nullable Instant began(NodeStory node) {
    if (!node.attempts().isEmpty()) {
      return node.attempts().get(0).startedAt();
    }
    return node.gate() == null ? null : node.gate().reachedAt();
  }

  @Nullable Instant ended() {
    return began == null ? null : began.plus(took);
  }
}
