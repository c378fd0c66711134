package dev.sallyport.checks.http;

import dev.sallyport.check.CheckContext;
import dev.sallyport.check.DataSize;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Metric;
import dev.sallyport.check.Quantities;
import dev.sallyport.check.Reading;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The metric {@code memory-growth}: by how much the memory of one process grows in a window, read
 * from its page of metrics in Prometheus' text format.
 *
 * <p>The growth is the median slope (Theil-Sen) times the window; negative if it shrinks. A process
 * that was restarted meanwhile gives no data. Looks 30 times in the window. Immutable and
 * thread-safe; each method returns a changed copy.
 */
public final class MemoryGrowth implements Metric<DataSize> {
  private static final int LOOKS = 30;

  private final Poster post;
  private final URI page;
  private final String gauge;
  private final String startTime;
  private final Duration window;
  private final Duration warmUp;

  MemoryGrowth(
      Poster post, URI page, String gauge, String startTime, Duration window, Duration warmUp) {
    this.post = post;
    this.page = page;
    this.gauge = gauge;
    this.startTime = startTime;
    this.window = window;
    this.warmUp = warmUp;
  }

  static MemoryGrowth of(Poster post, URI page) {
    return new MemoryGrowth(
        post,
        page,
        "process_resident_memory_bytes",
        "process_start_time_seconds",
        Duration.ofMinutes(1),
        Duration.ZERO);
  }

  /**
   * Returns this metric over another window, 1 minute unless said; the sample takes as long.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public MemoryGrowth over(Duration span) {
    return new MemoryGrowth(
        post, page, gauge, startTime, Quantities.positive(span, "window"), warmUp);
  }

  /**
   * Returns this metric waiting before its window, while caches fill; not at all unless said.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public MemoryGrowth warmUp(Duration span) {
    return new MemoryGrowth(
        post, page, gauge, startTime, window, Quantities.positive(span, "warm-up"));
  }

  /**
   * Returns this metric reading another gauge, in bytes, its series added up; {@code
   * process_resident_memory_bytes} unless said. For a JVM take what is left after a collection,
   * such as {@code jvm_gc_live_data_size_bytes}: the resident memory of a heap only ever grows.
   */
  public MemoryGrowth gauge(String name) {
    return new MemoryGrowth(post, page, name, startTime, window, warmUp);
  }

  /**
   * Returns this metric knowing the process by another gauge than {@code
   * process_start_time_seconds}.
   */
  public MemoryGrowth startTime(String name) {
    return new MemoryGrowth(post, page, gauge, name, window, warmUp);
  }

  @Override
  public String name() {
    return "http memory-growth " + page;
  }

  @Override
  public Reading<DataSize> read(CheckContext context) throws InterruptedException {
    Evidence evidence =
        Evidence.of(gauge + " of " + page + ", again and again", context.clock().instant());
    Duration has = HealthReader.usable(context.remaining());
    Duration needs = warmUp.plus(window);
    if (has.compareTo(needs) < 0) {
      return Reading.error(
          "The window of "
              + page
              + " needs "
              + Quantities.show(needs)
              + ", but the sample has "
              + Quantities.show(has)
              + ". Give the sample more time.",
          evidence);
    }
    List<MemorySample> samples = new ArrayList<>();
    try {
      context.pause(warmUp);
      long begun = MonotonicTime.now();
      long end = begun + window.toNanos();
      for (int i = 0; i <= LOOKS && MonotonicTime.now() - end <= 0; i++) {
        long early = begun + window.toNanos() / LOOKS * i - MonotonicTime.now();
        context.pause(Duration.ofNanos(Math.max(0, early)));
        samples.add(look(context));
      }
      return MemoryRules.growth(samples, window, evidence);
    } catch (Unseen e) {
      return Reading.error(
          e.said(), evidence.over(window, samples.size()).and("", "samples", samples.size()));
    }
  }

  private MemorySample look(CheckContext context) throws Unseen, InterruptedException {
    Reply answer = answer(context);
    long at = MonotonicTime.now();
    if (answer.status() != 200) {
      throw new Unseen(
          page + " answered " + answer.status() + ", not 200: look at the address and its log.");
    }
    if (answer.age() > 0) {
      throw new Unseen(
          page
              + " was answered by a cache, with what it had kept for "
              + answer.age()
              + " s, and such memory never grows. Ask past the cache, by the instance's own address.");
    }
    return new MemorySample(at, value(answer.body(), gauge), value(answer.body(), startTime));
  }

  private Reply answer(CheckContext context) throws Unseen, InterruptedException {
    try {
      return post.get(page, context);
    } catch (InterruptedException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      Trouble trouble = Trouble.of(e);
      throw new Unseen(
          page + " gave no answer: " + trouble.code() + ". Likely " + trouble.likelyCause() + ".",
          e);
    }
  }

  private double value(String body, String name) throws Unseen {
    OptionalDouble value = Exposition.sum(body, name);
    if (value.isEmpty()) {
      throw new Unseen(
          page
              + " has no "
              + name
              + " in its first "
              + body.length()
              + " characters, or no number for it. Name another by gauge(...) or startTime(...):"
              + " without the start of the process a restart would go unseen.");
    }
    return value.getAsDouble();
  }
}
