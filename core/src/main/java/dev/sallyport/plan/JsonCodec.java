package dev.sallyport.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import org.jspecify.annotations.Nullable;

/** The default codec. Void never touches Jackson, whose start-up a plan of actions need not pay. */
record JsonCodec<T>(Class<T> type) implements Codec<T> {

  static <T> JsonCodec<T> of(Class<T> type) {
    return new JsonCodec<>(type);
  }

  @Override
  public String encode(@Nullable T value) {
    if (value == null) {
      return "null";
    }
    try {
      return Lazy.MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "A "
              + type.getName()
              + " could not be written as JSON: "
              + e.getOriginalMessage()
              + ". Make it a record of plain values, or give it a codec.",
          e);
    }
  }

  @Override
  public @Nullable T decode(String json) {
    if (json.equals("null")) {
      return null;
    }
    try {
      return Lazy.MAPPER.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "The recorded value could not be read as a "
              + type.getName()
              + ": "
              + e.getOriginalMessage()
              + ". Resume with the version of the plan that wrote it, or give the type a codec"
              + " that reads the old form.",
          e);
    }
  }

  /** Reads strictly: a value that would have to be guessed or cut is refused. */
  private static final class Lazy {
    static final ObjectMapper MAPPER =
        JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
  }
}
