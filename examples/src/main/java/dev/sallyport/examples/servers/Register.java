package dev.sallyport.examples.servers;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * A setting that is replaced only by whoever knows its present value, and that remembers who
 * replaced it last. Thread-safe.
 *
 * <p>That is what makes a change safe to repeat and easy to find again: the same key changes it
 * once, however often it is sent.
 */
public final class Register {
  private State state;

  /** Creates it with its first value. */
  public Register(String value) {
    this.state = new State(value, "", "");
  }

  /**
   * A value and the change that set it.
   *
   * @param value the value
   * @param previous the value before
   * @param key whose change it was; empty for the first value
   */
  public record State(String value, String previous, String key) {

    /** Returns the state that {@link #toString} wrote. */
    public static State parse(String text) {
      Properties lines = new Properties();
      try {
        lines.load(new StringReader(text));
      } catch (IOException e) {
        throw new UncheckedIOException("A string cannot fail to be read.", e);
      }
      return new State(
          lines.getProperty("value", ""),
          lines.getProperty("previous", ""),
          lines.getProperty("key", ""));
    }

    @Override
    public String toString() {
      return "value=" + value + "\nprevious=" + previous + "\nkey=" + key + "\n";
    }
  }

  /** Returns the value and the change that set it. */
  public synchronized State state() {
    return state;
  }

  /**
   * Replaces the value, unless this very change has been made already.
   *
   * @return whether the change stands; it does not if the value was not the expected one
   */
  public synchronized boolean replace(String expected, String value, String key) {
    if (state.key().equals(key) && state.value().equals(value)) {
      return true;
    }
    if (!state.value().equals(expected)) {
      return false;
    }
    state = new State(value, expected, key);
    return true;
  }
}
