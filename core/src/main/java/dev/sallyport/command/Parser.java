package dev.sallyport.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/**
 * Reads a value from exactly what a command wrote to its standard output.
 *
 * <p>It is asked only when the output is whole and not blank, and refuses, by throwing, whatever it
 * does not know for certain. Prefer a command's machine-readable output, such as {@code -o json}.
 * Implementations are thread-safe.
 *
 * @param <T> the type of the value
 */
@FunctionalInterface
public interface Parser<T> {

  /**
   * Returns the value.
   *
   * @throws Exception if the output is not what it should be; the message says what was expected
   */
  T parse(String output) throws Exception;

  /** Returns the parser of an output that is one line; gives the line, stripped. */
  static Parser<String> line() {
    return output -> {
      String line = output.strip();
      if (line.lines().count() != 1) {
        throw new IllegalArgumentException("expected one line, not " + line.lines().count());
      }
      return line;
    };
  }

  /** Returns the parser of an output that is one whole decimal number. */
  static Parser<Long> wholeNumber() {
    return output -> Long.valueOf(output.strip());
  }

  /**
   * Returns the parser of an output that is one JSON value, read as a record of plain values.
   *
   * <p>Every component of the record must be there; what the record does not name is ignored.
   */
  static <T> Parser<T> json(Class<T> type) {
    JsonMapper mapper =
        JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    return output -> {
      try {
        return mapper.readValue(output, type);
      } catch (JsonProcessingException e) {
        throw new IllegalArgumentException(
            "expected a " + type.getSimpleName() + " as JSON: " + e.getOriginalMessage(), e);
      }
    };
  }
}
