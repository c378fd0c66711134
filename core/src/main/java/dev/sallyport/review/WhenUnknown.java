package dev.sallyport.review;

/** What the engine does when it is unknown whether an attempt took effect. */
public enum WhenUnknown {
  /** It asks the step's probe. */
  PROBE("probe"),
  /** It runs the code again, which does no harm. */
  RUN_AGAIN("runs again"),
  /** It asks a person, for as long as that takes. */
  ASK("asks a person");

  private final String words;

  WhenUnknown(String words) {
    this.words = words;
  }

  /** Returns it as people read it. */
  @Override
  public String toString() {
    return words;
  }
}
