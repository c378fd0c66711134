package dev.sallyport.checks.redis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Sorts the answers by node: several addresses may be one node, one address may have been two.
 * Pure.
 */
final class Roll {
  private Roll() {}

  /**
   * Returns one member for each node id that any answer tells of, and for each named address that
   * gave no answer and that nobody knows.
   */
  static List<Member> call(Set<Address> named, Map<Address, Answer> answers) {
    Map<String, Member> members = new LinkedHashMap<>();
    answering(named, answers, members);
    List<NodeLine> lines =
        members.values().stream().flatMap(m -> m.state().orElseThrow().nodes().stream()).toList();
    for (NodeLine line : lines) {
      members.computeIfAbsent(line.id(), id -> silent(line, named, answers));
    }
    List<Member> all = new ArrayList<>(members.values());
    for (Address address : named) {
      boolean known = lines.stream().anyMatch(l -> l.address().equals(Optional.of(address)));
      if (!known && answers.get(address) instanceof Silence silence) {
        all.add(new Member(address.toString(), "", true, silence));
      }
    }
    return all;
  }

  private static void answering(
      Set<Address> named, Map<Address, Answer> answers, Map<String, Member> members) {
    // the caller's name for a node wins over the one it announces
    answers.entrySet().stream()
        .sorted(
            (one, two) ->
                Boolean.compare(named.contains(two.getKey()), named.contains(one.getKey())))
        .forEach(
            entry -> {
              if (entry.getValue() instanceof NodeState state) {
                String id = state.myself().id();
                members.putIfAbsent(
                    id,
                    new Member(
                        entry.getKey().toString(), id, named.contains(entry.getKey()), state));
              }
            });
  }

  private static Member silent(NodeLine line, Set<Address> named, Map<Address, Answer> answers) {
    if (line.address().isEmpty()) {
      return new Member(
          "node " + ClusterView.shortId(line.id()),
          line.id(),
          false,
          new Silence(Silence.Kind.NO_ADDRESS, "the cluster has no address for it"));
    }
    Address address = line.address().get();
    boolean byName = named.contains(address);
    if (answers.get(address) instanceof Silence silence) {
      return new Member(address.toString(), line.id(), byName, silence);
    }
    return new Member(
        address + " (" + ClusterView.shortId(line.id()) + ")",
        line.id(),
        byName,
        new Silence(Silence.Kind.REPLACED, "another node answers at its address"));
  }
}
