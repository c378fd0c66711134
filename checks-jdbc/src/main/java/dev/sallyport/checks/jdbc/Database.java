package dev.sallyport.checks.jdbc;

import dev.sallyport.check.CheckContext;

/** Where checks get their answers from: a real database, or one that a test tells what to say. */
interface Database extends AutoCloseable {

  /** Returns how people call it. */
  String address();

  /**
   * Returns what is seen now.
   *
   * @throws Refusal if it does not answer
   */
  <S> Seen<S> see(Question<S> question, CheckContext context) throws Refusal, InterruptedException;

  @Override
  void close();
}
