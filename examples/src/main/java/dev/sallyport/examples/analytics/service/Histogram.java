package dev.sallyport.examples.analytics.service;

import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

/** Durations in seconds, in cumulative buckets as Prometheus has them. Thread-safe. */
final class Histogram {
  private static final double[] BOUNDS = {
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.25, 0.5, 1, 2.5, 5, 10
  };

  private final String name;
  private final LongAdder[] buckets = new LongAdder[BOUNDS.length + 1];
  private final DoubleAdder sum = new DoubleAdder();

  Histogram(String name) {
    this.name = name;
    for (int i = 0; i < buckets.length; i++) {
      buckets[i] = new LongAdder();
    }
  }

  void add(long nanos) {
    double seconds = nanos / 1e9;
    int bucket = 0;
    while (bucket < BOUNDS.length && seconds > BOUNDS[bucket]) {
      bucket++;
    }
    buckets[bucket].increment();
    sum.add(seconds);
  }

  void on(StringBuilder page) {
    long below = 0;
    for (int i = 0; i < BOUNDS.length; i++) {
      below += buckets[i].sum();
      Metrics.line(page, name + "_bucket{le=\"" + BOUNDS[i] + "\"}", below);
    }
    below += buckets[BOUNDS.length].sum();
    Metrics.line(page, name + "_bucket{le=\"+Inf\"}", below);
    Metrics.line(page, name + "_sum", sum.sum());
    Metrics.line(page, name + "_count", below);
  }
}
