package dev.sallyport.examples.webhook.service;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;

/** What the service counts, as a page in Prometheus' text format. Thread-safe. */
final class Metrics {
  private final Map<String, LongAdder> counters = new ConcurrentSkipListMap<>();
  private final LongAdder timed = new LongAdder();
  private final DoubleAdder seconds = new DoubleAdder();
  private final IntSupplier queue;

  Metrics(IntSupplier queue) {
    this.queue = queue;
    // so that a counter is there before the first one is counted: a rate knows nothing of what was
    // counted before a series was first seen
    for (String result : new String[] {"accepted", "duplicate", "refused", "failed"}) {
      counters.put("webhooks_total{result=\"" + result + "\"}", new LongAdder());
    }
    for (int status : new int[] {200, 429}) {
      counters.put("typeform_calls_total{status=\"" + status + "\"}", new LongAdder());
    }
  }

  void webhook(String result, long nanos) {
    count("webhooks_total{result=\"" + result + "\"}");
    timed.increment();
    seconds.add(nanos / 1e9);
  }

  void typeform(int status) {
    count("typeform_calls_total{status=\"" + status + "\"}");
  }

  private void count(String counter) {
    counters.computeIfAbsent(counter, name -> new LongAdder()).increment();
  }

  String page() {
    StringBuilder page = new StringBuilder();
    counters.forEach((name, count) -> line(page, name, count.sum()));
    line(page, "webhook_seconds_count", timed.sum());
    line(page, "webhook_seconds_sum", seconds.sum());
    line(page, "webhook_retry_queue_depth", queue.getAsInt());
    line(page, "jvm_live_bytes", live());
    line(
        page,
        "process_start_time_seconds",
        ManagementFactory.getRuntimeMXBean().getStartTime() / 1e3);
    return page.toString();
  }

  private static void line(StringBuilder page, String name, Number value) {
    page.append(name).append(' ').append(value).append('\n');
  }

  /** What was left after the last collection; before the first one, what is used. */
  private static long live() {
    long live = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      MemoryUsage left = pool.getCollectionUsage();
      live += left == null || left.getUsed() == 0 ? 0 : left.getUsed();
    }
    return live > 0 ? live : ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
