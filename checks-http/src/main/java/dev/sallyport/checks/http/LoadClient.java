package dev.sallyport.checks.http;

/**
 * Sends the requests of one load. Fired at by one thread; tells the ends from threads of its own.
 */
interface LoadClient extends AutoCloseable {

  /** Is told of the end of a request, once; the shot is filled in. */
  @FunctionalInterface
  interface Ended {
    void ended(Shot shot);
  }

  /** Sends a request at once, and sets how the shot can be cancelled; never throws. */
  void fire(Shot shot, Ended ended);

  /** Hangs up; requests under way have no end. */
  @Override
  void close();
}
