package dev.sallyport.journal;

import java.util.List;

/**
 * What a run wants to know of a person before it goes on.
 *
 * @param kind why it asks
 * @param text what was asked of the system, what was last seen, and what the answers mean
 * @param choices what may be answered
 */
public record Question(Kind kind, String text, List<Choice> choices) {

  /** Copies the list. */
  public Question {
    choices = List.copyOf(choices);
  }

  /** Why a run asks. */
  public enum Kind {
    /** It is unknown whether a step took effect. */
    UNKNOWN_OUTCOME,
    /** An attempt was told to stop and did not. */
    STILL_RUNNING,
    /** Something failed, and the plan says to ask. */
    FAILED,
    /** Something failed behind a point of no return. */
    BEHIND_POINT_OF_NO_RETURN,
    /** An undo failed. */
    UNDO_FAILED,
    /** It is unknown whether an undo took effect. */
    UNKNOWN_UNDO
  }
}
