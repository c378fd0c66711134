package dev.sallyport.examples.analytics.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is known of a form: what the cache keeps. Immutable.
 *
 * @param responses how many there are
 * @param completed how many were answered to their end
 * @param scores the sum of the scores
 */
record Summary(long responses, long completed, double scores) {
  static Summary of(List<Response> all) {
    return new Summary(
        all.size(),
        all.stream().filter(Response::completed).count(),
        all.stream().mapToDouble(Response::score).sum());
  }

  static Summary read(JsonNode json) {
    return new Summary(
        json.path("responses").asLong(),
        json.path("completed").asLong(),
        json.path("scores").asDouble());
  }

  Map<String, Object> kept() {
    return Map.of("responses", responses, "completed", completed, "scores", scores);
  }

  /** What users see: all of them how many there are, those with analytics the rest. */
  Map<String, Object> shown(String form, boolean analytics) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("form", form);
    shown.put("responses", responses);
    if (analytics) {
      shown.put("completed", completed);
      shown.put("completion_rate", responses == 0 ? 0.0 : (double) completed / responses);
      shown.put("mean_score", responses == 0 ? 0.0 : scores / responses);
    }
    return shown;
  }
}
