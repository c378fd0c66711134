package dev.sallyport.checks.redis;

import java.util.List;
import java.util.OptionalInt;

/**
 * What the caller says the cluster consists of.
 *
 * @param count how many nodes, if said
 * @param addresses all of the nodes, if said; empty if not
 */
record Expectation(OptionalInt count, List<Address> addresses) {
  static final Expectation NONE = new Expectation(OptionalInt.empty(), List.of());

  Expectation {
    addresses = List.copyOf(addresses);
  }

  /** Returns whether the member is to be there, as far as can be told. */
  boolean includes(Member member, ClusterView view) {
    return member.named() || count.isPresent() && view.members().size() <= count.getAsInt();
  }

  @Override
  public String toString() {
    if (!addresses.isEmpty()) {
      return "the nodes " + addresses;
    }
    return count.isPresent() ? count.getAsInt() + " nodes" : "the nodes that any member knows";
  }
}
