package dev.sallyport.journal;

import dev.sallyport.plan.Codec;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The output of a step as an event carries it: the live value, its JSON text, or both. Immutable;
 * equal if the JSON texts are.
 */
public final class Output {
  /** The output of a step without one. */
  public static final Output NONE = new Output(null, null, "null");

  private final @Nullable Object live;
  private final @Nullable Codec<Object> codec;
  private @Nullable String json;

  private Output(@Nullable Object live, @Nullable Codec<Object> codec, @Nullable String json) {
    this.live = live;
    this.codec = codec;
    this.json = json;
  }

  /** Returns the output {@code value}, to be written by {@code codec} when it must be. */
  @SuppressWarnings("unchecked") // the codec is the one that was declared with the value's type
  public static <T> Output of(@Nullable T value, Codec<T> codec) {
    return value == null ? NONE : new Output(value, (Codec<Object>) codec, null);
  }

  /** Returns the output that the JSON text stands for. */
  public static Output recorded(String json) {
    return json.equals("null") ? NONE : new Output(null, null, json);
  }

  /**
   * Returns the output as JSON.
   *
   * @throws IllegalArgumentException if its codec cannot write it
   */
  public String json() {
    String text = json;
    if (text == null) {
      text = Objects.requireNonNull(codec, "codec").encode(live);
      json = text;
    }
    return text;
  }

  /**
   * Returns the value.
   *
   * @throws IllegalArgumentException if the codec cannot read what was recorded
   */
  @SuppressWarnings(
      "unchecked") // a live value was given together with the same declaration's codec
  public <T> @Nullable T value(Codec<T> reader) {
    return live != null ? (T) live : reader.decode(json());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Output that && json().equals(that.json());
  }

  @Override
  public int hashCode() {
    return json().hashCode();
  }

  @Override
  public String toString() {
    return json();
  }
}
