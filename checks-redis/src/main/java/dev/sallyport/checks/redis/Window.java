package dev.sallyport.checks.redis;

import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Objection;
import dev.sallyport.check.Quantities;
import dev.sallyport.check.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Two looks at the cluster with a span between them, both inside one sample. Pure, but for {@link
 * #over}.
 */
record Window(ClusterView before, ClusterView after) {
  // for the second look and the verdict
  private static final Duration RESERVE = Duration.ofMillis(250);

  /**
   * Looks, waits, looks again.
   *
   * @return the window, or empty if the sample has no time for it; then nothing was waited for
   */
  static Optional<Window> over(Duration span, ClusterSource reader, CheckContext context)
      throws Exception {
    ClusterView before = reader.look(context);
    if (context.remaining().compareTo(span.plus(RESERVE)) <= 0) {
      return Optional.empty();
    }
    context.pause(span);
    return Optional.of(new Window(before, reader.lookAgain(context, List.of())));
  }

  static Objection tooShort(Duration span, CheckContext context) {
    return Objection.unknown(
        Verdict.Cause.ERROR,
        "no-time-for-window",
        "",
        "The sample has "
            + Quantities.show(context.remaining())
            + " left, too little for a window of "
            + Quantities.show(span),
        "Give the sample a longer deadline, or take a shorter window: over(...).");
  }

  Duration span() {
    return Duration.between(before.at(), after.at());
  }

  /** Returns those that answered at both ends. */
  List<NodeSpan> spans() {
    return after.peers().stream()
        .flatMap(end -> before.peer(end.id()).map(begin -> new NodeSpan(begin, end)).stream())
        .toList();
  }

  /** Returns what breaks the window: nodes that restarted, were reset, came or went. */
  List<Objection> problems(List<String> counters) {
    List<Objection> findings = new ArrayList<>();
    spans().forEach(span -> span.problem(counters).ifPresent(findings::add));
    Stream.concat(missing(before, after), missing(after, before))
        .forEach(peer -> findings.add(NodeSpan.halfSeen(peer)));
    return findings;
  }

  private static Stream<Peer> missing(ClusterView here, ClusterView there) {
    return here.peers().stream().filter(peer -> there.peer(peer.id()).isEmpty());
  }
}
