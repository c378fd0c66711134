package dev.sallyport.examples.analytics.service;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;

/** What the backend counts, as a page in Prometheus' text format. Thread-safe. */
final class Metrics {
  private final Map<String, LongAdder> counters = new ConcurrentSkipListMap<>();
  private final Map<String, DoubleSupplier> gauges = new ConcurrentSkipListMap<>();
  private final Map<String, Histogram> histograms = new ConcurrentHashMap<>();

  Metrics() {
    // so that a counter is there before the first one is counted
    for (String status : new String[] {"200", "401", "500", "503"}) {
      counter("http_requests_total{status=\"" + status + "\"}");
    }
    for (Level level : Level.values()) {
      counter("cache_requests_total{level=\"" + level + "\"}");
    }
    for (String result : new String[] {"delivered", "failed"}) {
      counter("webhook_deliveries_total{result=\"" + result + "\"}");
    }
    for (String from : new String[] {"primary", "replica"}) {
      counter("db_reads_total{from=\"" + from + "\"}");
    }
    counter("webhook_dead_letters_total");
    histogram("http_request_seconds");
    histogram("db_query_seconds");
    gauge("jvm_live_bytes", Metrics::live);
    gauge("jvm_heap_used_ratio", Metrics::heap);
    gauge("process_cpu_load", Metrics::load);
    gauge(
        "process_start_time_seconds",
        () -> ManagementFactory.getRuntimeMXBean().getStartTime() / 1e3);
  }

  private LongAdder counter(String name) {
    return counters.computeIfAbsent(name, each -> new LongAdder());
  }

  private Histogram histogram(String name) {
    return histograms.computeIfAbsent(name, Histogram::new);
  }

  void count(String name) {
    counter(name).increment();
  }

  void request(int status, long nanos) {
    count("http_requests_total{status=\"" + status + "\"}");
    histogram("http_request_seconds").add(nanos);
  }

  void cache(Level level) {
    count("cache_requests_total{level=\"" + level + "\"}");
  }

  /** A query of the database, from whichever of its members. */
  void query(String from, long nanos) {
    count("db_reads_total{from=\"" + from + "\"}");
    wrote(nanos);
  }

  void wrote(long nanos) {
    histogram("db_query_seconds").add(nanos);
  }

  void gauge(String name, DoubleSupplier value) {
    gauges.put(name, value);
  }

  String page() {
    StringBuilder page = new StringBuilder();
    counters.forEach((name, count) -> line(page, name, count.sum()));
    histograms.values().forEach(histogram -> histogram.on(page));
    gauges.forEach((name, value) -> line(page, name, value.getAsDouble()));
    return page.toString();
  }

  static void line(StringBuilder page, String name, Number value) {
    page.append(name).append(' ').append(value).append('\n');
  }

  /** What was left after the last collection; before the first one, what is used. */
  private static double live() {
    long live = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      MemoryUsage left = pool.getCollectionUsage();
      live += left == null || left.getUsed() == 0 ? 0 : left.getUsed();
    }
    return live > 0 ? live : ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static double heap() {
    MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    return (double) heap.getUsed() / heap.getMax();
  }

  /** The share of all processors that this process has; not a number where that is not known. */
  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getProcessCpuLoad()
        : Double.NaN;
  }
}
