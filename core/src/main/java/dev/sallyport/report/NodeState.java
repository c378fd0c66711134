package dev.sallyport.report;

/** Where a node of a run stands. */
public enum NodeState {
  /** Its turn has not come. */
  NOT_REACHED("not reached"),
  /** An attempt is under way. */
  RUNNING("running"),
  /** An attempt failed; the next one waits for its time. */
  RETRYING("waiting to retry"),
  /** An attempt was told to stop and is waited for. */
  STOPPING("told to stop"),
  /** It is being found out whether it took effect. */
  PROBING("being looked at"),
  /** A gate or an approval that is not open yet, or the start that waits for its time. */
  WAITING("waiting"),
  /** A gate, an approval or a watch that was not over when the run turned back or stopped. */
  GIVEN_UP("given up"),
  /** A watch whose span is open. */
  WATCHING("watching"),
  /** An announcement that is being sent. */
  SENDING("being sent"),
  /** Nobody knows yet whether it took effect. */
  UNKNOWN("unknown"),
  /** Done, open or passed. */
  DONE("done"),
  /** A person waived it: it is open, and was not passed. */
  WAIVED("waived"),
  /** Failed and passed over, because the plan says that it only warns. */
  WARNED("failed, passed over"),
  /** Failed, without effect. */
  FAILED("failed"),
  /** It turned out to have had no effect. */
  NOT_DONE("had no effect"),
  /** An undo, or its verification, is under way. */
  UNDOING("being undone"),
  /** Its effect was taken back. */
  UNDONE("undone"),
  /** Its undo failed. */
  UNDO_FAILED("undo failed"),
  /** Its effect was not taken back. */
  LEFT_OVER("left over");

  private final String words;

  NodeState(String words) {
    this.words = words;
  }

  /** Returns the state as people read it. */
  public String words() {
    return words;
  }

  /** Returns whether something is under way or waited for. */
  public boolean isActive() {
    return switch (this) {
      case RUNNING, RETRYING, STOPPING, PROBING, WAITING, WATCHING, SENDING, UNKNOWN, UNDOING ->
          true;
      default -> false;
    };
  }
}
