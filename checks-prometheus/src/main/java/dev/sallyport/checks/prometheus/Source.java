package dev.sallyport.checks.prometheus;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.check.CheckContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Where answers come from: a real Prometheus, or a script. */
interface Source extends AutoCloseable {

  /** Returns what a query gives now. */
  List<Series> query(String query, CheckContext context) throws Exception;

  /** Returns what a query gave over a span, one value a step. */
  List<Series> range(String query, Instant from, Instant to, Duration step, CheckContext context)
      throws Exception;

  /** Returns all alerting rules as the server tells them, with their alerts. */
  List<JsonNode> alertingRules(CheckContext context) throws Exception;

  /** Returns where it is, as evidence shows it. */
  String asked();

  @Override
  void close();
}
