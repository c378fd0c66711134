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
  /** A person said so. */
  OPERATOR
}
