package dev.sallyport.examples.analytics.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoublePredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The query language: {@code {"form": "f", "where": [{"field": "score", "op": ">=", "value": 8}],
 * "group": "day", "measure": "count"}}. Fields are score and completed; groups are day, completed
 * or none; measures are count, sum and mean (of the score). Immutable.
 */
record Query(
    String form,
    Predicate<Response> where,
    Function<Response, String> group,
    Function<List<Response>, Double> measure) {

  static Query read(JsonNode json) throws Web.Refused {
    String form = json.path("form").asText("");
    if (form.isBlank()) {
      throw new Web.Refused(422, "a query names its form");
    }
    Predicate<Response> where = response -> true;
    for (JsonNode each : json.path("where")) {
      where = where.and(condition(each));
    }
    return new Query(
        form,
        where,
        group(json.path("group").asText("none")),
        measure(json.path("measure").asText("count")));
  }

  private static Predicate<Response> condition(JsonNode json) throws Web.Refused {
    double value =
        json.path("value").isBoolean()
            ? bit(json.path("value").asBoolean())
            : json.path("value").asDouble(Double.NaN);
    if (Double.isNaN(value)) {
      throw new Web.Refused(422, "a condition compares with a number, true or false");
    }
    DoublePredicate holds =
        switch (json.path("op").asText("")) {
          case "=" -> seen -> seen == value;
          case "!=" -> seen -> seen != value;
          case "<" -> seen -> seen < value;
          case "<=" -> seen -> seen <= value;
          case ">" -> seen -> seen > value;
          case ">=" -> seen -> seen >= value;
          default -> throw new Web.Refused(422, "an op is =, !=, <, <=, > or >=");
        };
    return switch (json.path("field").asText("")) {
      case "score" -> response -> holds.test(response.score());
      case "completed" -> response -> holds.test(bit(response.completed()));
      default -> throw new Web.Refused(422, "a field is score or completed");
    };
  }

  private static double bit(boolean value) {
    return value ? 1 : 0;
  }

  private static Function<Response, String> group(String name) throws Web.Refused {
    return switch (name) {
      case "none" -> response -> "all";
      case "completed" -> response -> String.valueOf(response.completed());
      case "day" -> response -> response.at().atZone(ZoneOffset.UTC).toLocalDate().toString();
      default -> throw new Web.Refused(422, "a group is day, completed or none");
    };
  }

  private static Function<List<Response>, Double> measure(String name) throws Web.Refused {
    return switch (name) {
      case "count" -> all -> (double) all.size();
      case "sum" -> all -> all.stream().mapToDouble(Response::score).sum();
      case "mean" -> all -> all.stream().mapToDouble(Response::score).average().orElseThrow();
      default -> throw new Web.Refused(422, "a measure is count, sum or mean");
    };
  }

  /** Returns a value for each group that has a response. */
  Map<String, Double> on(List<Response> all) {
    Map<String, Double> result = new TreeMap<>();
    all.stream()
        .filter(where)
        .collect(Collectors.groupingBy(group))
        .forEach((name, some) -> result.put(name, measure.apply(some)));
    return result;
  }
}
