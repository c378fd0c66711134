package dev.sallyport.checks.http;

import dev.sallyport.check.DataSize;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Observation;
import dev.sallyport.check.Reading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How much memory a series grew by; pure.
 *
 * <p>By the slope of Theil and Sen: the median of the slopes between all pairs of samples. The ends
 * of a sawtooth lie, as one collection more or less decides them; and a peak now and then does not
 * move a median.
 */
final class MemoryRules {
  /** Fewer samples than this do not show a trend. */
  static final int FEWEST = 10;

  private MemoryRules() {}

  static Reading<DataSize> growth(List<MemorySample> samples, Duration window, Evidence evidence) {
    Evidence shown = evidence.observing(rows(samples)).over(window, samples.size());
    if (samples.stream().mapToDouble(MemorySample::started).distinct().count() > 1) {
      return Reading.noData(
          "the process was restarted within the window, or several answer in turn: ask one instance,"
              + " by its own address",
          shown);
    }
    if (samples.size() < FEWEST) {
      return Reading.noData(
          "there are "
              + samples.size()
              + " samples, and a trend takes "
              + FEWEST
              + ": the window is too short for how slowly the page comes",
          shown);
    }
    double bytes = slope(samples) * window.toNanos();
    return Reading.value(
        DataSize.bytes(Math.round(bytes)),
        shown.and("", "growth in the window", DataSize.bytes(Math.round(bytes))));
  }

  /** Returns the median slope, in bytes a nanosecond. */
  static double slope(List<MemorySample> samples) {
    List<Double> slopes = new ArrayList<>();
    for (int i = 0; i < samples.size(); i++) {
      for (int j = i + 1; j < samples.size(); j++) {
        double over = samples.get(j).nanos() - samples.get(i).nanos();
        slopes.add((samples.get(j).bytes() - samples.get(i).bytes()) / over);
      }
    }
    Collections.sort(slopes);
    int middle = slopes.size() / 2;
    return slopes.size() % 2 == 1
        ? slopes.get(middle)
        : (slopes.get(middle - 1) + slopes.get(middle)) / 2;
  }

  private static List<Observation> rows(List<MemorySample> samples) {
    List<Observation> rows = new ArrayList<>();
    if (samples.isEmpty()) {
      return rows;
    }
    rows.add(
        Observation.of(
            "",
            "memory",
            samples.stream()
                .map(s -> DataSize.bytes(Math.round(s.bytes())).toString())
                .collect(Collectors.joining(", "))));
    rows.add(Observation.of("", "started", samples.get(0).started()));
    return rows;
  }
}
