package dev.sallyport.plan;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A named, typed value that a run is started with. Usually a constant; holds no value but its
 * default. Immutable.
 *
 * @param <T> the type of the value
 */
public final class Input<T> implements Ref<T> {
  private final String name;
  private final Class<T> type;
  private final @Nullable T fallback;
  private final Codec<T> codec;

  private Input(String name, Class<T> type, @Nullable T fallback, Codec<T> codec) {
    this.name = Objects.requireNonNull(name, "name");
    this.type = Objects.requireNonNull(type, "type");
    this.fallback = fallback;
    this.codec = codec;
  }

  static <T> Input<T> named(String name, Class<T> type) {
    return new Input<>(name, type, null, Codec.json(type));
  }

  /** Returns this input with a value for runs that bind none. */
  public Input<T> orElse(T value) {
    return new Input<>(name, type, Objects.requireNonNull(value, "value"), codec);
  }

  /** Returns this input, written to the journal and read from the command line by {@code codec}. */
  public Input<T> codec(Codec<T> newCodec) {
    return new Input<>(name, type, fallback, Objects.requireNonNull(newCodec, "codec"));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Class<T> type() {
    return type;
  }

  /** Returns the value for runs that bind none, or null. */
  public @Nullable T fallback() {
    return fallback;
  }

  /** Returns how the value is written and read. */
  public Codec<T> codec() {
    return codec;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Input<?> that && name.equals(that.name) && type.equals(that.type);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return "input " + name;
  }
}
