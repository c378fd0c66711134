package dev.sallyport.plan;

/** What follows when a step or gate fails; the verdict itself does not decide that. */
public enum OnFailure {
  /** Walk back what the run did. */
  ROLL_BACK,
  /** Wait for a person, who may retry, accept, roll back or stop. */
  ASK,
  /** End the run here and leave everything as it is. */
  STOP,
  /** Go on, and say so in the report. */
  WARN
}
