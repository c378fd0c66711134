package dev.sallyport.checks.redis;

import java.util.Optional;

/**
 * One node that belongs to the cluster, or is said to, and what came of asking it.
 *
 * @param name its address, as reports show it
 * @param id its node id; empty if nobody could tell it
 * @param named whether the caller named its address, as a seed or as expected
 */
record Member(String name, String id, boolean named, Answer answer) {

  Optional<NodeState> state() {
    return answer instanceof NodeState state ? Optional.of(state) : Optional.empty();
  }

  Optional<Silence> silence() {
    return answer instanceof Silence silence ? Optional.of(silence) : Optional.empty();
  }

  boolean answers() {
    return answer instanceof NodeState;
  }
}
