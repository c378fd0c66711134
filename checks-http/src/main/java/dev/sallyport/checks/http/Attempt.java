package dev.sallyport.checks.http;

/** What became of one request: an answer, or none. */
sealed interface Attempt {

  /** There was an answer, right or wrong. */
  record Answered(Answer answer) implements Attempt {}

  /** There was none. */
  record Broken(Trouble trouble, String message) implements Attempt {}
}
