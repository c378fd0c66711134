package dev.sallyport.checks.redis;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Who owns which slots in the view of one node: what {@code redis-cli --cluster check} compares as
 * well. Epochs, flags, replicas and running migrations are no part of it. Immutable.
 *
 * @param owners the slots by node id, without nodes that have none
 */
record Signature(SortedMap<String, Slots> owners) {
  private static final String NOBODY = "";

  static Signature of(NodeState state) {
    SortedMap<String, Slots> owners = new TreeMap<>();
    for (NodeLine line : state.nodes()) {
      if (!line.slots().isEmpty()) {
        owners.merge(line.id(), line.slots(), Slots::plus);
      }
    }
    return new Signature(owners);
  }

  /**
   * Returns the signature that most of the members have; the first of them, if there are several.
   */
  static Signature common(List<Signature> all) {
    Map<Signature, Integer> votes = new LinkedHashMap<>();
    all.forEach(signature -> votes.merge(signature, 1, Integer::sum));
    Signature best = all.get(0);
    for (Map.Entry<Signature, Integer> vote : votes.entrySet()) {
      if (vote.getValue() > votes.getOrDefault(best, 0)) {
        best = vote.getKey();
      }
    }
    return best;
  }

  Slots assigned() {
    return owners.values().stream().reduce(Slots.NONE, Slots::plus);
  }

  /** Returns where {@code other} gives slots to someone else, by slots. */
  List<Difference> differences(Signature other) {
    List<Difference> differences = new ArrayList<>();
    Map<String, Slots> theirs = other.withNobody();
    withNobody()
        .forEach(
            (here, mine) ->
                theirs.forEach(
                    (there, slots) -> {
                      Slots both = mine.shared(slots);
                      if (!here.equals(there) && !both.isEmpty()) {
                        differences.add(new Difference(both, here, there));
                      }
                    }));
    return differences;
  }

  private Map<String, Slots> withNobody() {
    Map<String, Slots> all = new TreeMap<>(owners);
    all.put(NOBODY, Slots.every().minus(assigned()));
    return all;
  }

  /** Returns eight hexadecimal digits that differ where the signatures do. */
  String digest() {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(owners.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /**
   * Slots that two views give to different nodes.
   *
   * @param here the owner in the one view; empty for nobody
   * @param there the owner in the other
   */
  record Difference(Slots slots, String here, String there) {

    String say(ClusterView view) {
      return "slots "
          + slots
          + ": "
          + owner(view, there)
          + " in its view, "
          + owner(view, here)
          + " in that of most";
    }

    private static String owner(ClusterView view, String id) {
      return id.equals(NOBODY) ? "nobody" : view.name(id);
    }
  }
}
