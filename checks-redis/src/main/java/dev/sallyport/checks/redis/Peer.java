package dev.sallyport.checks.redis;

/** A member that answered, with what it said. */
record Peer(Member member, NodeState state) {

  String name() {
    return member.name();
  }

  String id() {
    return member.id();
  }

  NodeLine line() {
    return state.myself();
  }
}
