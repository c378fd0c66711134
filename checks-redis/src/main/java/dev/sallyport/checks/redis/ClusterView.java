package dev.sallyport.checks.redis;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The cluster as all its members tell it: the union of all their views and of the addresses the
 * caller named.
 *
 * @param members every one, whether it answered or not, by name
 * @param at when the last of them answered
 */
record ClusterView(List<Member> members, Instant at) {

  ClusterView {
    members = members.stream().sorted(Comparator.comparing(Member::name)).toList();
  }

  /** Returns those that answered. */
  List<Peer> peers() {
    return members.stream()
        .flatMap(member -> member.state().map(state -> new Peer(member, state)).stream())
        .toList();
  }

  /** Returns those that did not answer. */
  List<Member> silent() {
    return members.stream().filter(member -> !member.answers()).toList();
  }

  /** Returns those that answered and call themselves primary. */
  List<Peer> primaries() {
    return peers().stream().filter(peer -> peer.state().primary()).toList();
  }

  /** Returns those that answered and call themselves replica. */
  List<Peer> replicas() {
    return peers().stream().filter(peer -> !peer.state().primary()).toList();
  }

  Optional<Peer> peer(String id) {
    return peers().stream().filter(peer -> peer.id().equals(id)).findFirst();
  }

  /** Returns what the answering members other than itself say of a node. */
  List<NodeLine> linesAbout(String id) {
    return peers().stream()
        .flatMap(peer -> peer.state().nodes().stream())
        .filter(line -> line.id().equals(id) && !line.myself())
        .toList();
  }

  /** Returns what people call the node: its address where it is known, else the head of its id. */
  String name(String id) {
    return members.stream()
        .filter(member -> member.id().equals(id))
        .map(Member::name)
        .findFirst()
        .orElse(shortId(id));
  }

  /** Returns all slots that a node has in the view of any other. */
  Slots slotsBySay(String id) {
    return linesAbout(id).stream().map(NodeLine::slots).reduce(Slots.NONE, Slots::plus);
  }

  /**
   * Returns for how long nobody has heard of a node, each by its own clock; zero if no member can
   * tell.
   */
  Duration unheardFor(String id) {
    return peers().stream()
        .flatMap(
            peer ->
                peer.state().nodes().stream()
                    .filter(line -> line.id().equals(id) && line.pongReceivedMillis() > 0)
                    .map(line -> since(line.pongReceivedMillis(), peer.state().now())))
        .min(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  static Duration since(long millis, Instant now) {
    Duration passed = Duration.between(Instant.ofEpochMilli(millis), now);
    return passed.isNegative() ? Duration.ZERO : passed;
  }

  /** Returns the longest {@code cluster-node-timeout} of the answering members. */
  Duration nodeTimeout() {
    return peers().stream()
        .map(peer -> peer.state().nodeTimeout())
        .max(Comparator.naturalOrder())
        .orElse(Duration.ofSeconds(15));
  }

  static String shortId(String id) {
    return id.length() > 8 ? id.substring(0, 8) : id;
  }
}
