package dev.sallyport.journal;

/** How a run ended. */
public enum Outcome {
  /** Everything was done. */
  SUCCEEDED,
  /** What was done was undone; only effects declared irreversible remain. */
  ROLLED_BACK,
  /** Rolled back, but something is left over; the end of the run names it. */
  PARTIAL,
  /** Ended where it was, by a person or by the plan; everything was left as it is. */
  STOPPED
}
