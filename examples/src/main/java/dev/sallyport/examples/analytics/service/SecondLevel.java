package dev.sallyport.examples.analytics.service;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * The level of the cache that all backends share. It also counts the writes to each form, so that
 * what is older than the last of them is known to be.
 */
interface SecondLevel extends AutoCloseable {
  /**
   * What is kept of a form.
   *
   * @param summary the last one that was put
   * @param writes how many responses were written, as far as is known
   */
  record Kept(Optional<Summary> summary, long writes) {}

  /** Returns what is kept; nothing, if it does not answer. */
  Kept get(String form);

  void put(String form, Summary summary);

  /** Counts a write and tells all other backends. */
  void wrote(String form);

  /** Forgets a form and tells all other backends. */
  void forget(String form);

  /** Calls back with each form that another backend wrote to. */
  void onWrite(Consumer<String> listener);

  /** Returns whether it answers. */
  boolean answers();

  @Override
  void close();
}
