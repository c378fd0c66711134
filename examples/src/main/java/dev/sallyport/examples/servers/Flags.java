package dev.sallyport.examples.servers;

import java.util.LinkedHashMap;
import java.util.Map;

/** A server's command line: pairs of {@code --name value}. Immutable. */
public final class Flags {
  private final Map<String, String> values;

  private Flags(Map<String, String> values) {
    this.values = Map.copyOf(values);
  }

  /**
   * Returns the flags of a command line.
   *
   * @throws IllegalArgumentException if it is not made of pairs
   */
  public static Flags parse(String... args) {
    if (args.length % 2 != 0) {
      throw new IllegalArgumentException("Flags come in pairs of --name and value.");
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < args.length; i += 2) {
      if (!args[i].startsWith("--")) {
        throw new IllegalArgumentException("'" + args[i] + "' should begin with --.");
      }
      values.put(args[i].substring(2), args[i + 1]);
    }
    return new Flags(values);
  }

  /**
   * Returns a flag's value.
   *
   * @throws IllegalArgumentException if it was not given
   */
  public String text(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("--" + name + " is missing.");
    }
    return value;
  }

  /**
   * Returns a flag's value as a number.
   *
   * @throws IllegalArgumentException if it was not given or is none
   */
  public int number(String name) {
    return Integer.parseInt(text(name));
  }
}
