package dev.sallyport.examples.analytics;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The parts of a world that are open: the last one is closed first, each whatever the others do.
 */
final class Parts implements AutoCloseable {
  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  <T extends AutoCloseable> T keep(T part) {
    open.push(part);
    return part;
  }

  @Override
  public void close() {
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        System.err.println("A part of the world did not close: " + e);
      }
    }
  }
}
