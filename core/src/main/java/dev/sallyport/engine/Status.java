package dev.sallyport.engine;

/** Where a unit (a node, or the rollback of a phase) stands. */
enum Status {
  /** What comes before it has not ended. */
  WAITING,
  /** It may start. */
  READY,
  /** An attempt runs. */
  RUNNING,
  /** An attempt failed; the next one is due later. */
  RETRYING,
  /** An attempt ended, or its engine did, and nobody knows whether it took effect. */
  UNKNOWN,
  /** A probe runs. */
  PROBING,
  /** An attempt was told to stop and has not. */
  STUCK,
  /** A gate or an approval is closed and judged. */
  HOLDING,
  /** It is done. */
  DONE,
  /** It failed. */
  FAILED,
  /** It failed, and the plan says that this only warns: what comes behind it goes on. */
  PASSED_OVER,
  /** Its undo may start. */
  UNDO_READY,
  /** An attempt of its undo runs. */
  UNDOING,
  /** An attempt of its undo failed; the next one is due later. */
  UNDO_RETRYING,
  /** Nobody knows whether its undo took effect. */
  UNDO_UNKNOWN,
  /** A probe runs, to find out whether the undo took effect. */
  UNDO_PROBING,
  /** An attempt of its undo was told to stop and has not. */
  UNDO_STUCK,
  /** Its undo ran and is being verified. */
  VERIFYING,
  /** Its effect is gone. */
  UNDONE,
  /** Its undo failed. */
  UNDO_FAILED,
  /** A person left its effect as it is. */
  LEFT;

  /** Returns whether the user's code may be running. */
  boolean isLive() {
    return this == RUNNING || this == PROBING || this == UNDOING || this == UNDO_PROBING;
  }

  /** Returns whether the rollback must not end while a unit stands so. */
  boolean holdsRollback() {
    return isLive()
        || this == STUCK
        || this == UNDO_READY
        || this == UNDO_RETRYING
        || this == UNDO_UNKNOWN
        || this == UNDO_STUCK
        || this == VERIFYING;
  }

  /** Returns whether what waits for the unit may start. */
  boolean letsPass() {
    return this == DONE || this == PASSED_OVER;
  }

  /** Returns whether the unit is in the hands of its undo. */
  boolean isUndo() {
    return switch (this) {
      case UNDO_READY,
          UNDOING,
          UNDO_RETRYING,
          UNDO_UNKNOWN,
          UNDO_PROBING,
          UNDO_STUCK,
          VERIFYING,
          UNDONE,
          UNDO_FAILED,
          LEFT ->
          true;
      default -> false;
    };
  }
}
