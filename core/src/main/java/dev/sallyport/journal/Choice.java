package dev.sallyport.journal;

/** What a person may answer when a run asks. */
public enum Choice {
  /** Run the step again, or begin the gate anew. */
  RETRY,
  /** Take it as done, or as passed, and go on. */
  ACCEPT,
  /** Take it that the step had no effect. */
  NOT_DONE,
  /** Leave the effect as it is, name it as left over, and go on with what lies beneath. */
  LEAVE,
  /** Take it that the attempt no longer runs. */
  TREAT_AS_STOPPED,
  /** Walk back what the run did. */
  ROLL_BACK,
  /** End the run here and leave everything as it is. */
  STOP
}
