package dev.sallyport.command;

import java.util.List;

/** A program and everything it started, as far as it can be seen. Thread-safe. */
interface ProcessTree {

  /**
   * Looks around and signals every process that lives.
   *
   * @param force whether it is to die at once (SIGKILL) instead of being asked to end (SIGTERM,
   *     which each process gets once)
   */
  void signal(boolean force);

  /** Looks around and returns what lives, one process each, for people. */
  List<String> living();
}
