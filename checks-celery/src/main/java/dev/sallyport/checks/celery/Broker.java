package dev.sallyport.checks.celery;

import dev.sallyport.check.CheckContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What is asked of a broker, and of the workers through it: a real one, or a script. */
interface Broker extends AutoCloseable {

  /**
   * Asks all workers, and collects their answers until as many have come as were told, or for at
   * most {@code patience}.
   */
  Replies ask(
      String method,
      com.fasterxml.jackson.databind.node.ObjectNode arguments,
      Duration patience,
      CheckContext context)
      throws Exception;

  /** Puts a task into a queue. */
  void send(String queue, String message, CheckContext context) throws Exception;

  /** Returns the text at a key; empty if there is none. */
  Optional<String> text(String key, CheckContext context) throws Exception;

  /** Returns the first items of a list, or the text as a list of one. */
  List<String> items(String key, int most, CheckContext context) throws Exception;

  /** Removes keys of our own. */
  void remove(List<String> keys, CheckContext context) throws Exception;

  /** Returns how many wait in each of these queues, and how many are reserved in all. */
  Depth depth(List<String> queues, CheckContext context) throws Exception;

  /** Returns the events that workers send within a span. */
  List<com.fasterxml.jackson.databind.JsonNode> events(Duration span, CheckContext context)
      throws Exception;

  /** Returns where it is, as evidence shows it. */
  String asked();

  @Override
  void close();

  /**
   * How much is waiting.
   *
   * @param waiting by queue, over all its priorities
   * @param reserved how many were handed to workers and not yet acknowledged, of all queues
   * @param oldest since when the oldest of those is reserved, in seconds; empty if there is none
   */
  record Depth(java.util.Map<String, Long> waiting, long reserved, OptionalDouble oldest) {
    long total() {
      return waiting.values().stream().mapToLong(Long::longValue).sum() + reserved;
    }
  }
}
