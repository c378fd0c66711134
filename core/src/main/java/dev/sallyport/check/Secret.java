package dev.sallyport.check;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The typed name of a value that must never be seen: it is no input and no output, and is reached
 * only through the context of a step or a check.
 *
 * <p>It lives beside {@link Check} because checks need credentials, too. It holds no value; so it
 * may be a constant. Immutable.
 *
 * @param <T> the type of the value, often {@code String}
 */
public final class Secret<T> {
  private final String name;
  private final Class<T> type;

  private Secret(String name, Class<T> type) {
    this.name = Names.checkName(name);
    this.type = Objects.requireNonNull(type, "type");
  }

  /** Returns the secret of that name. */
  public static <T> Secret<T> of(String name, Class<T> type) {
    return new Secret<>(name, type);
  }

  /** Returns the name, which is no secret. */
  public String name() {
    return name;
  }

  /** Returns the type of the value. */
  public Class<T> type() {
    return type;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret<?> that && name.equals(that.name) && type.equals(that.type);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return "secret " + name;
  }

  /** Where the values of secrets come from; its {@code toString} shows none. Thread-safe. */
  @FunctionalInterface
  public interface Source {
    /**
     * Returns the value of a secret.
     *
     * @throws IllegalStateException if there is none
     */
    <T> T value(Secret<T> secret);

    /** Returns the source that knows no secret. */
    static Source none() {
      return new Values(Map.of());
    }

    /** Returns a source of the given values, read by {@link Secret}; the map is copied. */
    static Source of(Map<Secret<?>, ?> values) {
      return new Values(values);
    }
  }

  private static final class Values implements Source {
    private final Map<Secret<?>, Object> values;

    Values(Map<Secret<?>, ?> values) {
      this.values = new HashMap<>(values);
    }

    @Override
    public <T> T value(Secret<T> secret) {
      Object value = values.get(secret);
      if (value == null) {
        throw new IllegalStateException(
            "Nothing is bound to the secret '"
                + secret.name()
                + "'. Bind it when the run is started or resumed.");
      }
      return secret.type().cast(value);
    }

    @Override
    public String toString() {
      return values.size() + (values.size() == 1 ? " secret" : " secrets");
    }
  }
}
