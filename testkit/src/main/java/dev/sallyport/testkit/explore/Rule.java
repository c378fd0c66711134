package dev.sallyport.testkit.explore;

/** What must be true of every run of a plan, whatever goes wrong. */
public enum Rule {
  /** With nothing going wrong, the plan succeeds. */
  SUCCEEDS_UNDISTURBED,
  /** A run ends, or waits for a person. */
  ENDS_OR_WAITS_FOR_A_PERSON,
  /**
   * After a rollback every effect is undone, irreversible by declaration, or named as left over.
   */
  NOTHING_LEFT_BEHIND,
  /** A run that succeeded did everything. */
  SUCCESS_IS_WHOLE,
  /** Nothing is undone that was not done. */
  NOTHING_UNDONE_THAT_WAS_NOT_DONE,
  /** Nothing takes effect twice that is not declared idempotent. */
  NOTHING_DONE_TWICE,
  /** Nothing is undone while the effect of something that came after it is still there. */
  UNDONE_IN_REVERSE_ORDER,
  /** Nothing goes forward after a rollback began. */
  NOTHING_FORWARD_AFTER_ROLLBACK,
  /** No run walks back on its own from behind a point of no return. */
  POINT_OF_NO_RETURN_HOLDS,
  /** No run walks back on its own once something irreversible has happened. */
  IRREVERSIBLE_BEHIND_A_POINT,
  /** Nothing behind the span of a watch begins before the watch has judged for the last time. */
  WATCHED_TO_THE_END,
  /** No gate opens, and no watch goes on, on no data at all. */
  NO_BLIND_GATE,
  /** No undo fails when nothing was made to fail. */
  UNDO_WORKS,
  /** After a rollback the modelled world is what it was before. */
  WORLD_AS_BEFORE,
  /** A run ends once. */
  ENDS_ONCE,
  /** Nothing is announced twice. */
  ANNOUNCED_ONCE,
  /** A channel that is down or silent changes nothing of what becomes of a run. */
  CHANNELS_CHANGE_NOTHING
}
