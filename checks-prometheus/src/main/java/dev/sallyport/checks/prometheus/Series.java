package dev.sallyport.checks.prometheus;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One series of an answer.
 *
 * @param labels its labels
 * @param values its values, oldest first; one for an instant query. NaN and infinity are kept
 */
record Series(Map<String, String> labels, List<Double> values) {
  Series {
    labels = new TreeMap<>(labels);
    values = List.copyOf(values);
  }

  double last() {
    return values.get(values.size() - 1);
  }

  /** Reads the data of an answer: a scalar, a vector or a matrix. */
  static List<Series> read(JsonNode data) {
    JsonNode result = data.path("result");
    if (data.path("resultType").asText().equals("scalar")) {
      return List.of(new Series(Map.of(), List.of(number(result.path(1)))));
    }
    List<Series> all = new ArrayList<>();
    for (JsonNode one : result) {
      Map<String, String> labels = new TreeMap<>();
      one.path("metric").properties().forEach(l -> labels.put(l.getKey(), l.getValue().asText()));
      List<Double> values = new ArrayList<>();
      if (one.has("value")) {
        values.add(number(one.path("value").path(1)));
      }
      one.path("values").forEach(pair -> values.add(number(pair.path(1))));
      if (!values.isEmpty()) {
        all.add(new Series(labels, values));
      }
    }
    return all;
  }

  private static double number(JsonNode text) {
    return switch (text.asText()) {
      case "NaN" -> Double.NaN;
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text.asText());
    };
  }
}
