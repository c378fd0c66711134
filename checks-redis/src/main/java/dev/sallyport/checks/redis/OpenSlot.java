package dev.sallyport.checks.redis;

/**
 * A slot that a node marks as being moved.
 *
 * @param slot the slot
 * @param direction whether the node gives it away or takes it
 * @param peer the id of the node at the other end
 */
record OpenSlot(int slot, Direction direction, String peer) {

  enum Direction {
    MIGRATING,
    IMPORTING
  }

  boolean migrating() {
    return direction == Direction.MIGRATING;
  }

  @Override
  public String toString() {
    return migrating() ? "[" + slot + "->-" + peer + "]" : "[" + slot + "-<-" + peer + "]";
  }
}
