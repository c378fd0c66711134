package dev.sallyport.checks.http;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * The latencies of the requests that were answered well, in microseconds, to three digits.
 *
 * <p>Measured from when each request was due; so nothing needs to be made up afterwards for
 * requests that a closed loop would have left out. The blocks are merged by adding counts, never by
 * averaging percentiles. Not changed once made.
 */
final class Latencies {
  private final List<Histogram> blocks;
  private final Histogram all = new Histogram(3);

  /** Takes the histograms over, of successive spans of time. */
  Latencies(List<Histogram> blocks) {
    this.blocks = List.copyOf(blocks);
    blocks.forEach(all::add);
  }

  long count() {
    return all.getTotalCount();
  }

  /** Returns how many took longer than {@code limit} for certain, rounding for the service. */
  long certainlyOver(Duration limit) {
    long micros = micros(limit);
    long over = 0;
    for (HistogramIterationValue value : all.recordedValues()) {
      if (all.lowestEquivalentValue(value.getValueIteratedTo()) > micros + 1) {
        over += value.getCountAtValueIteratedTo();
      }
    }
    return over;
  }

  /** Returns how many may have reached {@code limit}, rounding against the service. */
  long possiblyOver(Duration limit) {
    long micros = micros(limit);
    long over = 0;
    for (HistogramIterationValue value : all.recordedValues()) {
      if (all.highestEquivalentValue(value.getValueIteratedTo()) >= micros) {
        over += value.getCountAtValueIteratedTo();
      }
    }
    return over;
  }

  /** Returns the {@code rank}-th shortest, from 1, in microseconds; empty beyond the last. */
  OptionalLong atRank(long rank) {
    return atRank(all, rank);
  }

  /** Returns the longest, in microseconds. */
  long longest() {
    return all.getMaxValue();
  }

  /** Returns the given quantile of each block, in microseconds; -1 for a block without any. */
  List<Long> byBlock(double quantile) {
    return blocks.stream()
        .map(b -> atRank(b, (long) Math.ceil(quantile * b.getTotalCount())).orElse(-1))
        .toList();
  }

  private static OptionalLong atRank(Histogram histogram, long rank) {
    long seen = 0;
    for (HistogramIterationValue value : histogram.recordedValues()) {
      seen += value.getCountAtValueIteratedTo();
      if (seen >= rank) {
        return OptionalLong.of(Math.min(value.getValueIteratedTo(), histogram.getMaxValue()));
      }
    }
    return OptionalLong.empty();
  }

  private static long micros(Duration limit) {
    return limit.toNanos() / 1000;
  }
}
