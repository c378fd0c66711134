package dev.sallyport.plan;

import org.jspecify.annotations.Nullable;

/**
 * Writes a value into the journal as JSON text and reads it back. Implementations are thread-safe,
 * and {@code decode(encode(v))} equals {@code v}.
 *
 * @param <T> the type of the value
 */
public interface Codec<T> {

  /**
   * Returns the value as one JSON value without line breaks.
   *
   * @throws IllegalArgumentException if it cannot be written
   */
  String encode(@Nullable T value);

  /**
   * Returns the value that the text stands for.
   *
   * @throws IllegalArgumentException if the text cannot be read as this type
   */
  @Nullable T decode(String json);

  /**
   * Returns the codec for a type: plain JSON values for text, numbers, booleans and enums, ISO-8601
   * for durations and instants, JSON objects for records and beans.
   *
   * <p>Unknown properties are ignored on reading, so that a type may lose a field.
   */
  static <T> Codec<T> json(Class<T> type) {
    return JsonCodec.of(type);
  }
}
