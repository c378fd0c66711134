package dev.sallyport.checks.redis;

import java.util.List;

/** Which members a check of single nodes looks at. */
enum Scope {
  EVERY_NODE("every node"),
  PRIMARIES("every primary"),
  REPLICAS("every replica");

  private final String words;

  Scope(String words) {
    this.words = words;
  }

  List<Peer> answering(ClusterView view) {
    return view.peers().stream().filter(peer -> includes(peer.state().primary())).toList();
  }

  /** Returns the silent members that belong to it, as far as the others can tell. */
  List<Member> silent(ClusterView view) {
    return view.silent().stream().filter(member -> mayInclude(view, member)).toList();
  }

  private boolean mayInclude(ClusterView view, Member member) {
    List<NodeLine> lines = view.linesAbout(member.id());
    return lines.isEmpty() || lines.stream().anyMatch(line -> includes(!line.replica()));
  }

  private boolean includes(boolean primary) {
    return this == EVERY_NODE || (this == PRIMARIES) == primary;
  }

  @Override
  public String toString() {
    return words;
  }
}
