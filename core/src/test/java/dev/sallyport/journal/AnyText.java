package dev.sallyport.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;

/** Arbitrary texts, and JSON as codecs may write it. */
final class AnyText {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private AnyText() {}

  /** Texts of all kinds, also such as are no valid Unicode. */
  static Arbitrary<String> any() {
    return Arbitraries.frequencyOf(
        Tuple.of(9, valid()),
        Tuple.of(1, Arbitraries.strings().ofMaxLength(12)),
        Tuple.of(1, Arbitraries.of("\ud83d", "\ude00x", "a\ud83d", "\ude00\ud83d")));
  }

  /** Texts of all kinds of characters. */
  static Arbitrary<String> valid() {
    return Arbitraries.oneOf(
        Arbitraries.strings().ascii().ofMaxLength(20),
        Arbitraries.strings().withCharRange('\0', ' ').ofMaxLength(6),
        Arbitraries.strings().withChars("\"\\/{}[],:\u007f\u0085\u2028\u2029\ufeff").ofMaxLength(9),
        Arbitraries.of(
            "",
            "\u00e4\u00f6\u00fc \u4f60\u597d \ud83d\ude80",
            "line\nbreak\r\n\ttab",
            ",\"crc\":\"1a2b3c4d\"}\n{\"n\":1,",
            "\\u0041",
            "\ud83d\ude80".repeat(5_000) + "\"\n",
            "x" + "\ud83d\ude80\u4f60".repeat(9_000)));
  }

  /** One JSON value. */
  static Arbitrary<String> json() {
    return Arbitraries.oneOf(
        any().map(AnyText::written),
        valid().list().ofMaxSize(3).map(AnyText::written),
        Arbitraries.maps(valid(), valid()).ofMaxSize(3).map(m -> written(Map.of("n", m))),
        Arbitraries.of(
            "null",
            "true",
            "-0",
            "1.50",
            "1e400",
            "123456789012345678901234567890.10",
            "[1, 2 ,\t3]",
            "{ \"a\" : { } }",
            "{\"a\":1,\"a\":2}",
            "\"\\u0041\\/\"",
            "[".repeat(900) + "]".repeat(900)));
  }

  private static String written(Object value) {
    try {
      // A half of a surrogate pair stands in a codec's text only as an escape.
      return Surrogates.escapeLone(MAPPER.writeValueAsString(value));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
