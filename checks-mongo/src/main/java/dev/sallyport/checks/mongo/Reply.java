package dev.sallyport.checks.mongo;

import java.util.List;
import java.util.Optional;
import org.bson.Document;

/**
 * What one member answered.
 *
 * @param member its address
 * @param body the answer; empty if there was none, or an error
 * @param trouble why there is no answer; empty if there is
 */
record Reply(String member, Optional<Document> body, String trouble) {

  static Reply of(String member, Document body) {
    return new Reply(member, Optional.of(body), "");
  }

  static Reply trouble(String member, String trouble) {
    return new Reply(member, Optional.empty(), trouble);
  }

  boolean answered() {
    return body.isPresent();
  }

  /** Returns a value at a path, or nothing where the path ends early. */
  Optional<Object> at(String... path) {
    Optional<Object> value = body.map(Object.class::cast);
    for (String step : path) {
      value =
          value.flatMap(
              v -> v instanceof Document d ? Optional.ofNullable(d.get(step)) : Optional.empty());
    }
    return value;
  }

  String text(String... path) {
    return at(path).map(String::valueOf).orElse("");
  }

  double number(String... path) {
    return at(path)
        .map(v -> v instanceof Number n ? n.doubleValue() : Double.NaN)
        .orElse(Double.NaN);
  }

  boolean is(String... path) {
    return at(path).map(v -> Boolean.TRUE.equals(v) || v.equals(1) || v.equals(1.0)).orElse(false);
  }

  /** Returns whether the server refused with this code, as {@link Clients#trouble} shows it. */
  boolean failedWith(int code) {
    return trouble.contains("(" + code + "): ");
  }

  List<?> list(String field) {
    return at(field).map(v -> v instanceof List<?> list ? list : List.of(v)).orElse(List.of());
  }

  List<Document> documents(String... path) {
    return at(path)
        .map(
            v ->
                v instanceof List<?> list
                    ? list.stream()
                        .filter(Document.class::isInstance)
                        .map(Document.class::cast)
                        .toList()
                    : List.<Document>of())
        .orElse(List.of());
  }
}
