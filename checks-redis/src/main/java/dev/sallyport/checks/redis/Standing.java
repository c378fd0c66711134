package dev.sallyport.checks.redis;

import java.util.List;

/** How the members that answer see one that does not. */
enum Standing {
  /** None of them knows it. */
  UNKNOWN,
  /** They are being introduced to it. */
  JOINING,
  /** At least one no longer reaches it ({@code fail?}). */
  SUSPECTED,
  /** The majority of primaries gave it up ({@code fail}). */
  FAILED,
  /** They see nothing wrong with it. */
  ALIVE;

  static Standing of(ClusterView view, Member member) {
    List<NodeLine> lines = member.id().isEmpty() ? List.of() : view.linesAbout(member.id());
    if (lines.isEmpty()) {
      return UNKNOWN;
    }
    if (lines.stream().anyMatch(line -> line.is("fail"))) {
      return FAILED;
    }
    if (lines.stream().anyMatch(line -> line.is("fail?"))) {
      return SUSPECTED;
    }
    return lines.stream().allMatch(line -> line.is("handshake") || line.is("noaddr"))
        ? JOINING
        : ALIVE;
  }
}
