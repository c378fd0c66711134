package dev.sallyport.examples.analytics;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.check.Check;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.UnansweredException;
import dev.sallyport.check.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the analytics say of responses that were just sent, beside what they must say. */
final class AnalyticsProbes {
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration REAL_TIME = Duration.ofSeconds(2);
  private static final Instant FIRST_DAY = Instant.parse("2026-01-05T09:30:00Z");

  private final Platform platform;

  AnalyticsProbes(Platform platform) {
    this.platform = platform;
  }

  /** A response is seen in the metrics within two seconds, wherever they come from. */
  Check realTime() {
    return ProbeForm.check(
        "real-time-metrics",
        platform,
        "the metrics of a form after each of three responses",
        (form, evidence) -> {
          Evidence seen = evidence.against("within " + REAL_TIME.toMillis() + " ms");
          form.metrics(); // so that there is something to be out of date
          for (int sent = 1; sent <= 3; sent++) {
            form.respond();
            Instant begun = form.context.clock().instant();
            JsonNode metrics = form.metrics().json();
            while (metrics.path("responses").asInt() != sent && within(form, begun)) {
              form.context.pause(POLL);
              metrics = form.metrics().json();
            }
            Duration took = Duration.between(begun, form.context.clock().instant());
            seen = seen.and("response " + sent, "shown after", took.toMillis() + " ms");
            if (metrics.path("responses").asInt() != sent
                || metrics.path("mean_score").asDouble() != 5) {
              return Verdict.fail(
                  "not-updated",
                  sent
                      + " responses were taken, but the metrics say "
                      + metrics
                      + ". Either writes get lost, or the cache is not told of them.",
                  seen);
            }
          }
          return Verdict.pass("Each of three responses was seen at once", seen);
        });
  }

  private static boolean within(ProbeForm form, Instant begun) {
    return Duration.between(begun, form.context.clock().instant()).compareTo(REAL_TIME) < 0;
  }

  /** Sends so many responses on each of some days in a row. */
  private static SortedMap<String, Integer> send(ProbeForm form, int... perDay)
      throws UnansweredException, InterruptedException {
    SortedMap<String, Integer> sent = new TreeMap<>();
    for (int day = 0; day < perDay.length; day++) {
      Instant at = FIRST_DAY.plus(Duration.ofDays(day));
      sent.put(at.toString().substring(0, 10), perDay[day]);
      for (int i = 0; i < perDay[day]; i++) {
        form.respond(at.plusSeconds(i), 2 * (i % 4), i % 2 == 0);
      }
    }
    return sent;
  }

  /** Each day has as many responses as were sent, and a day without one is there as well. */
  Check timeSeries() {
    return ProbeForm.check(
        "time-series",
        platform,
        "the series of a form with 3, 0, 5 and 1 responses a day",
        (form, evidence) -> {
          SortedMap<String, Integer> sent = send(form, 3, 0, 5, 1);
          SortedMap<String, Integer> told = new TreeMap<>();
          for (JsonNode point : form.page("timeseries").wanted(200).json().path("points")) {
            told.put(point.path("day").asText(), point.path("responses").asInt());
          }
          Evidence seen = evidence.and("", "series", told).against(sent.toString());
          return told.equals(sent)
              ? Verdict.pass("The series is what was sent, day by day", seen)
              : Verdict.fail(
                  "series-differs",
                  "The series is "
                      + told
                      + ", but sent was "
                      + sent
                      + ". Look for lost writes, and for days of another time zone.",
                  seen);
        });
  }

  /** Queries whose results are known; and one that is none is refused. */
  Check queries() {
    Map<String, String> known =
        new TreeMap<>(
            Map.of(
                "\"measure\":\"count\"", "{\"all\":4.0}",
                "\"measure\":\"sum\",\"group\":\"completed\"", "{\"false\":8.0,\"true\":4.0}",
                "\"measure\":\"mean\",\"where\":[{\"field\":\"score\",\"op\":\">=\",\"value\":4}]",
                    "{\"all\":5.0}",
                "\"group\":\"day\",\"where\":[{\"field\":\"completed\",\"op\":\"=\",\"value\":true}]",
                    "{\"2026-01-05\":2.0}"));
    return ProbeForm.check(
        "queries",
        platform,
        known.size() + " queries of a form with four responses, and one that is none",
        (form, evidence) -> {
          send(form, 4);
          Evidence seen = evidence;
          for (Map.Entry<String, String> each : known.entrySet()) {
            String told = query(form, each.getKey()).wanted(200).json().path("result").toString();
            seen = seen.and(each.getKey(), "result", told);
            if (!told.equals(each.getValue())) {
              return Verdict.fail(
                  "other-result",
                  each.getKey() + " gave " + told + ", not " + each.getValue() + ".",
                  seen.against(each.getValue()));
            }
          }
          int refused = query(form, "\"measure\":\"median\"").status();
          seen = seen.and("a measure that there is not", "status", refused);
          return refused == 422
              ? Verdict.pass("All queries gave what they had to", seen)
              : Verdict.fail(
                  "nonsense-taken", "A query that is none was answered " + refused + ".", seen);
        });
  }

  private Platform.Answer query(ProbeForm form, String rest)
      throws UnansweredException, InterruptedException {
    String json = "{\"form\":\"" + form.name + "\"," + rest + "}";
    return platform.post("/api/v2/analytics/query", json, form.context);
  }

  /** A trend that is known is gone on with; of too little nothing is said. */
  Check predictions() {
    return ProbeForm.check(
        "predictions",
        platform,
        "the prediction of a form with 1, 3 responses a day, then 5 and 7 as well",
        (form, evidence) -> {
          send(form, 1, 3);
          int early = form.page("predictions").status();
          Instant third = FIRST_DAY.plus(Duration.ofDays(2));
          for (int i = 0; i < 12; i++) {
            form.respond(third.plus(Duration.ofDays(i < 5 ? 0 : 1)).plusSeconds(i), 5, true);
          }
          JsonNode told = form.page("predictions").wanted(200).json();
          List<Double> next =
              List.of(
                  told.at("/predictions/0/responses").asDouble(),
                  told.at("/predictions/6/responses").asDouble());
          Evidence seen =
              evidence
                  .and("of two days", "status", early)
                  .and("", "slope", told.path("slope").asDouble())
                  .and("", "the next day and the seventh", next)
                  .against("422 of two days; 9 and 21, a slope of 2");
          boolean right =
              early == 422
                  && Math.abs(told.path("slope").asDouble() - 2) < 1e-6
                  && Math.abs(next.get(0) - 9) < 1e-6
                  && Math.abs(next.get(1) - 21) < 1e-6;
          return right
              ? Verdict.pass("A trend that is known was found and gone on with", seen)
              : Verdict.fail(
                  "other-prediction",
                  "After 1, 3, 5 and 7 responses a day it says "
                      + next
                      + " for the next and the seventh day, not 9 and 21; of two days it says "
                      + early
                      + ", not 422. Look whether the model sees all responses.",
                  seen);
        });
  }
}
