package dev.sallyport.cli.checklist;

/** What an item lacks before a machine can do it or judge it. */
enum Gap {
  NO_COMMAND("no command or check", "name what to run, or which system to ask"),
  NO_THRESHOLD("no threshold", "say the number that divides good from bad, with its unit"),
  NO_OWNER("no owner", "name the role that answers for it"),
  NO_UNDO("no undo", "say how it is taken back, or why it stays"),
  NO_DEADLINE("no deadline", "say how long it may take"),
  VAGUE_WORD("vague word", "say what is looked at, and what must be seen there"),
  PLACEHOLDER("placeholder", "make it an input of the plan"),
  SECRET("looks like a secret", "bind it as a Secret; it was left out of the code"),
  ENDLESS("does not end by itself", "let a gate ask again and again what is asked once here"),
  BACKGROUND("left in the background", "start it as a service; what a step leaves behind is ended");

  private final String word;
  private final String wayOut;

  Gap(String word, String wayOut) {
    this.word = word;
    this.wayOut = wayOut;
  }

  String word() {
    return word;
  }

  String wayOut() {
    return wayOut;
  }
}
