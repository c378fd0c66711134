package dev.sallyport.checks.redis;

/**
 * Whether a replica has what its primary had at a moment. Offsets are compared only within one
 * history: the same replication id, or the primary's former one up to where it ended. Pure.
 */
final class LagRules {
  private LagRules() {}

  /** How a replica stands to an offset of its primary. */
  sealed interface Standing {}

  /** It has applied all up to the offset. */
  record Reached(long offset) implements Standing {}

  /** It lacks so many bytes. */
  record Behind(long bytes) implements Standing {}

  /** Its offset counts something else. */
  record OtherHistory(String why) implements Standing {}

  /**
   * Returns how a replica stands to what its primary had.
   *
   * @param primary {@code INFO replication} of the primary, read at the moment in question
   * @param replica the same of the replica, read now
   */
  static Standing of(Fields primary, Fields replica) {
    if (replica.values().isEmpty()) {
      return new OtherHistory("it does not answer");
    }
    long target = primary.number("master_repl_offset", -1);
    // slave_read_repl_offset would be what it received, not what it applied
    long applied = replica.number("slave_repl_offset", -1);
    if (target < 0 || applied < 0) {
      return new OtherHistory("one of the two tells no offset");
    }
    String theirs = replica.text("master_replid");
    boolean same = theirs.equals(primary.text("master_replid"));
    boolean former =
        theirs.equals(primary.text("master_replid2"))
            && applied <= primary.number("second_repl_offset", -1);
    if (!same && !former) {
      return new OtherHistory(
          "it follows the history "
              + shortId(theirs)
              + ", not "
              + shortId(primary.text("master_replid")));
    }
    return applied >= target ? new Reached(applied) : new Behind(target - applied);
  }

  private static String shortId(String id) {
    return id.length() > 8 ? id.substring(0, 8) : id;
  }
}
