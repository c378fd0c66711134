package dev.sallyport.checks.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A slot that is open at one end of a migration and not at the other.
 *
 * @param node the id of the node that marks it
 * @param open its mark
 */
record HalfOpen(String node, OpenSlot open) {

  /** Returns the half-open slots among those whose other end could be looked at. */
  static List<HalfOpen> in(ClusterView view) {
    List<HalfOpen> half = new ArrayList<>();
    for (Peer peer : view.primaries()) {
      for (OpenSlot open : peer.line().open()) {
        Optional<Peer> other = view.peer(open.peer());
        boolean silent = view.silent().stream().anyMatch(m -> m.id().equals(open.peer()));
        if (!silent && other.filter(o -> answers(o, peer.id(), open)).isEmpty()) {
          half.add(new HalfOpen(peer.id(), open));
        }
      }
    }
    return List.copyOf(half);
  }

  private static boolean answers(Peer other, String here, OpenSlot open) {
    return other.line().open().stream()
        .anyMatch(
            back ->
                back.slot() == open.slot()
                    && back.migrating() != open.migrating()
                    && back.peer().equals(here));
  }
}
