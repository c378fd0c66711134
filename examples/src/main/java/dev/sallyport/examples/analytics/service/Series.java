package dev.sallyport.examples.analytics.service;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Responses by day, in UTC; a day without one is there with zero. */
final class Series {
  private static final int LONGEST = 3660;

  private Series() {}

  static SortedMap<LocalDate, Long> byDay(List<Response> all) throws Web.Refused {
    TreeMap<LocalDate, Long> days = new TreeMap<>();
    for (Response each : all) {
      days.merge(LocalDate.ofInstant(each.at(), ZoneOffset.UTC), 1L, Long::sum);
    }
    if (days.isEmpty()) {
      return days;
    }
    LocalDate first = days.firstKey();
    if (ChronoUnit.DAYS.between(first, days.lastKey()) > LONGEST) {
      throw new Web.Refused(422, "the responses span more than ten years");
    }
    for (LocalDate day = first; day.isBefore(days.lastKey()); day = day.plusDays(1)) {
      days.putIfAbsent(day, 0L);
    }
    return days;
  }

  static Map<String, Object> shown(String form, List<Response> all) throws Web.Refused {
    List<Map<String, Object>> points = new ArrayList<>();
    byDay(all).forEach((day, n) -> points.add(Map.of("day", day.toString(), "responses", n)));
    return Map.of("form", form, "points", points);
  }

  /** Returns what the next days would bring if it went on so. */
  static Map<String, Object> predicted(String form, List<Response> all) throws Web.Refused {
    SortedMap<LocalDate, Long> days = byDay(all);
    if (days.size() < Trend.LEAST) {
      throw new Web.Refused(422, "a trend needs " + Trend.LEAST + " days, not " + days.size());
    }
    Trend trend = Trend.through(List.copyOf(days.values()));
    List<Map<String, Object>> next = new ArrayList<>();
    for (int i = 1; i <= 7; i++) {
      next.add(Map.of("day", days.lastKey().plusDays(i).toString(), "responses", trend.ahead(i)));
    }
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("form", form);
    shown.put("model", "linear trend, ordinary least squares");
    shown.put("days", trend.numbers());
    shown.put("slope", trend.slope());
    shown.put("r2", trend.r2());
    shown.put("deviation", trend.deviation());
    shown.put("predictions", next);
    return shown;
  }
}
