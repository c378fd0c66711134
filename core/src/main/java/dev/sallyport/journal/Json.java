package dev.sallyport.journal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;

/** How the journal uses Jackson's streams, and the forms that reader and writer share. */
final class Json {
  /** Without limits: a record that could be written can be read. */
  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private Json() {}

  static JsonGenerator generator(OutputStream out) throws IOException {
    return FACTORY.createGenerator(out);
  }

  static JsonParser parser(byte[] bytes, int from, int to) throws IOException {
    return FACTORY.createParser(bytes, from, to - from);
  }

  /**
   * Returns JSON that a codec made, fit for one line of UTF-8.
   *
   * @throws IllegalArgumentException if it is not exactly one JSON value, or has line breaks
   */
  static String checked(String json) {
    String text = json.strip();
    if (text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0) {
      throw new IllegalArgumentException("the JSON of a value must not have line breaks");
    }
    // The parser's own words quote the text, which a message must not.
    try (JsonParser parser = FACTORY.createParser(text)) {
      boolean one = parser.nextToken() != null;
      parser.skipChildren();
      parser.finishToken();
      if (!one || parser.nextToken() != null) {
        throw new IllegalArgumentException("what the codec wrote is not one JSON value");
      }
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "what the codec wrote is not JSON at character " + e.getLocation().getCharOffset());
    } catch (IOException e) {
      throw new IllegalStateException("Reading from memory cannot fail.", e);
    }
    return Surrogates.escapeLone(text);
  }

  /** Returns how the journal writes a constant: {@code STEP_FAILED} as {@code step-failed}. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Returns the constant that a word stands for.
   *
   * @throws JournalException if this version has none
   */
  static <E extends Enum<E>> E constant(Class<E> type, String word) throws JournalException {
    for (E constant : type.getEnumConstants()) {
      if (word(constant).equals(word)) {
        return constant;
      }
    }
    throw newer(type.getSimpleName().toLowerCase(Locale.ROOT), word);
  }

  /** Returns the refusal of a word that this version does not have. */
  static JournalException newer(String what, String word) {
    return new JournalException(
        "its "
            + what
            + " is '"
            + word
            + "', which this version of Sallyport does not know: a newer one wrote it. Use the"
            + " version that wrote it, or a later one");
  }
}
