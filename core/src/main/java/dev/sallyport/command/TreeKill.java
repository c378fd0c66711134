package dev.sallyport.command;

import java.time.Duration;
import java.util.List;

/** Ends a process tree: asks, waits, forces, and sees whether it worked. Bounded in time. */
final class TreeKill {
  /** How long a killed process may take to die; one that hangs in the kernel takes longer. */
  static final Duration CONFIRM = Duration.ofSeconds(5);

  private TreeKill() {}

  /**
   * Ends the tree; an interrupt does not cut it short, but is kept for the caller.
   *
   * @param grace how long the processes may take to end by themselves once asked
   * @param confirm how long they may take to die once forced
   * @return what could not be seen to be dead; empty if all of it is
   */
  static List<String> kill(ProcessTree tree, Duration grace, Duration confirm) {
    boolean interrupted = Thread.interrupted();
    try {
      if (!grace.isZero()) {
        interrupted |= waitUntilGone(tree, false, grace);
      }
      if (!tree.living().isEmpty()) {
        interrupted |= waitUntilGone(tree, true, confirm);
      }
      return tree.living();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Returns whether the thread was interrupted meanwhile. */
  private static boolean waitUntilGone(ProcessTree tree, boolean force, Duration limit) {
    Deadline deadline = Deadline.in(limit);
    boolean interrupted = false;
    while (!tree.living().isEmpty()) {
      tree.signal(force);
      interrupted |= Thread.interrupted();
      if (deadline.passed()) {
        break;
      }
      interrupted |= Deadline.pause();
    }
    return interrupted;
  }
}
