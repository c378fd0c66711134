package dev.sallyport.journal;

/** What an attempt does to its node. */
public enum Work {
  /** Goes forward: runs the step, or holds the gate. */
  RUN,
  /** Finds out whether the step took effect. */
  PROBE,
  /** Takes the step's effect back, or verifies that it is back. */
  UNDO
}
