package dev.sallyport.cli.checklist;

/** What an item of a checklist asks for, in the words of a plan. */
enum Kind {
  /** Something must hold. */
  CHECK("check", "checks"),
  /** Something is to be done. */
  STEP("step", "steps"),
  /** A person says yes. */
  APPROVAL("approval", "approvals"),
  /** Somebody is to be told. */
  ANNOUNCEMENT("announcement", "announcements"),
  /** Something is kept an eye on for a while. */
  WATCH("watch", "watches"),
  /** Something that must not happen; if it does, one goes back. */
  TRIGGER("rollback trigger", "rollback triggers"),
  /** Part of going back; it never runs forward. */
  UNDO("undo", "undos"),
  /** A blank to be filled in, which the journal does. */
  RECORD("record", "records");

  private final String one;
  private final String many;

  Kind(String one, String many) {
    this.one = one;
    this.many = many;
  }

  String word() {
    return one;
  }

  String counted(long count) {
    return count + " " + (count == 1 ? one : many);
  }

  /** Returns whether such an item stands in the plan, rather than beside it. */
  boolean standsInPlan() {
    return this != UNDO && this != RECORD;
  }
}
