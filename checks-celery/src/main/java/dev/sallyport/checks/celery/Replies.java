package dev.sallyport.checks.celery;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the workers answered.
 *
 * @param receivers how many were told, as the broker says
 * @param answers by the worker's name
 * @param took how long each took
 */
record Replies(
    long receivers, Map<String, JsonNode> answers, Map<String, Duration> took, Instant at) {
  Replies {
    answers = new TreeMap<>(answers);
    took = new TreeMap<>(took);
  }
}
