package dev.sallyport.journal;

/** What made a run turn back or stop; these are never confused with each other. */
public enum Trigger {
  /** A step failed. */
  STEP_FAILED,
  /** A step's time ran out. */
  STEP_TIMED_OUT,
  /** A gate's check failed, or what it aborts on came true. */
  GATE_FAILED,
  /** A gate's time, or one of its budgets, ran out. */
  GATE_TIMED_OUT,
  /** A person rejected an approval. */
  REJECTED,
  /** Nobody opened an approval in time. */
  APPROVAL_TIMED_OUT,
  /** A watch tripped: what it watches is not healthy. */
  WATCH_TRIPPED,
  /** A watch could judge nothing for too long. */
  WATCH_BLIND,
  /** A person tripped a watch. */
  TRIPPED_BY_HAND,
  /** A person said so. */
  OPERATOR
}
