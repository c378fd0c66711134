package dev.sallyport.examples.analytics;

import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Metric;
import dev.sallyport.check.Percent;
import dev.sallyport.check.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What Locust wrote with {@code --csv=load --csv-full-history}: the totals in {@code
 * load_stats.csv}, and how it went in {@code load_stats_history.csv}. Columns are found by their
 * names; the row that counts is the one named {@code Aggregated}.
 */
final class LoadReport {
  private static final String ALL = "Aggregated";

  private final Path totals;
  private final Path history;

  LoadReport(Path folder) {
    this.totals = folder.resolve("load_stats.csv");
    this.history = folder.resolve("load_stats_history.csv");
  }

  /** Returns how many users there were at once, at the most, once there were requests. */
  Metric<Long> users() {
    return read(
        "concurrent users",
        history,
        rows ->
            rows.stream()
                .filter(row -> Long.parseLong(row.get("Total Request Count")) > 0)
                .mapToLong(row -> Long.parseLong(row.get("User Count")))
                .max()
                .orElse(0));
  }

  /** Returns the time within which 95 % of all requests were answered. */
  Metric<Duration> p95() {
    return read(
        "p95 under load",
        totals,
        rows -> Duration.ofMillis(Math.round(Double.parseDouble(rows.get(0).get("95%")))));
  }

  /** Returns the share of requests that failed: fast failures are not a fast service. */
  Metric<Percent> failures() {
    return read(
        "failures under load",
        totals,
        rows -> {
          double all = Double.parseDouble(rows.get(0).get("Request Count"));
          return Percent.of(100 * Double.parseDouble(rows.get(0).get("Failure Count")) / all);
        });
  }

  private static <Q extends Comparable<? super Q>> Metric<Q> read(
      String name, Path file, Function<List<Map<String, String>>, Q> value) {
    return Metric.of(name, context -> reading(file, value, context));
  }

  private static <Q> Reading<Q> reading(
      Path file, Function<List<Map<String, String>>, Q> value, CheckContext context)
      throws IOException {
    Evidence evidence = Evidence.of("the rows " + ALL + " of " + file, context.startedAt());
    List<Map<String, String>> rows;
    try {
      rows = rows(file);
    } catch (NoSuchFileException e) {
      return Reading.noData(
          file + " is not there. Run Locust with --csv=load --csv-full-history.", evidence);
    }
    evidence = evidence.and("", "rows", rows.size());
    if (rows.isEmpty() || rows.get(0).getOrDefault("Request Count", "1").equals("0")) {
      return Reading.noData(file + " tells of no request.", evidence);
    }
    try {
      return Reading.value(value.apply(rows), evidence);
    } catch (NumberFormatException | NullPointerException e) {
      return Reading.error(file + " is not as Locust writes it: " + e.getMessage(), evidence);
    }
  }

  private static List<Map<String, String>> rows(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    List<Map<String, String>> rows = new ArrayList<>();
    if (lines.isEmpty()) {
      return rows;
    }
    String[] names = lines.get(0).split(",");
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1); // no cell of an aggregated row holds a comma
      Map<String, String> row = new LinkedHashMap<>();
      for (int i = 0; i < Math.min(names.length, cells.length); i++) {
        row.put(names[i].replace("\"", ""), cells[i].replace("\"", ""));
      }
      if (ALL.equals(row.get("Name"))) {
        rows.add(row);
      }
    }
    return rows;
  }
}
