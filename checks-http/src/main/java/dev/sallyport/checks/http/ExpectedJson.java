package dev.sallyport.checks.http;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A value in a body of JSON, at a JSON Pointer (RFC 6901).
 *
 * @param rule what it must be, in words
 */
record ExpectedJson(JsonPointer pointer, String rule, Predicate<JsonNode> accepted)
    implements Expectation {
  // Of two equal keys the last would win, and hide what the first one says; so neither counts.
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  static ExpectedJson text(String pointer, String value) {
    return new ExpectedJson(
        at(pointer), '"' + value + '"', n -> n.isTextual() && n.textValue().equals(value));
  }

  static ExpectedJson number(String pointer, long value) {
    BigDecimal wanted = BigDecimal.valueOf(value);
    return new ExpectedJson(
        at(pointer),
        wanted.toString(),
        n -> n.isNumber() && n.decimalValue().compareTo(wanted) == 0);
  }

  static ExpectedJson truth(String pointer, boolean value) {
    return new ExpectedJson(
        at(pointer), String.valueOf(value), n -> n.isBoolean() && n.booleanValue() == value);
  }

  static ExpectedJson matching(String pointer, String rule, Predicate<String> accepted) {
    return new ExpectedJson(
        at(pointer),
        rule,
        n -> n.isValueNode() && !n.isNull() && !n.isMissingNode() && accepted.test(n.asText()));
  }

  private static JsonPointer at(String pointer) {
    try {
      return JsonPointer.compile(pointer);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "'" + pointer + "' is no JSON Pointer. It begins with a slash, such as /checks/0/status.",
          e);
    }
  }

  private String place() {
    return pointer.toString().isEmpty() ? "the body" : pointer.toString();
  }

  @Override
  public String asked() {
    return "JSON with " + place() + " " + rule;
  }

  @Override
  public Optional<Complaint> complaint(Answer answer) {
    if (answer.cutOff()) {
      return Optional.of(
          new Complaint(
              "body-too-long",
              "its body goes on beyond the " + answer.body().length() + " characters that are read",
              "Raise HttpOptions.maxBody, or ask an address whose answer is short."));
    }
    try {
      return complaint(MAPPER.readTree(answer.body()).at(pointer));
    } catch (JsonProcessingException e) {
      return Optional.of(
          new Complaint(
              "not-json",
              "its body is not JSON: " + e.getOriginalMessage(),
              "Another page answers, such as a login or maintenance page."));
    }
  }

  private Optional<Complaint> complaint(JsonNode seen) {
    if (accepted.test(seen)) {
      return Optional.empty();
    }
    if (seen.isMissingNode()) {
      return Optional.of(
          new Complaint(
              "json-missing",
              "its body has no " + place() + ", where " + rule + " was expected",
              "Another version or another page answers, or the pointer is wrong."));
    }
    return Optional.of(
        new Complaint(
            "json-mismatch",
            "its " + place() + " is " + seen + ", not " + rule,
            "The service says itself that it is not as expected."));
  }
}
