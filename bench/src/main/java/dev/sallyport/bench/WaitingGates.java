package dev.sallyport.bench;

import static dev.sallyport.plan.Dsl.gate;
import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.plan;

import dev.sallyport.check.Check;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Verdict;
import dev.sallyport.engine.Engine;
import dev.sallyport.plan.Phase;
import dev.sallyport.plan.Plan;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/** What 10,000 gates cost that wait: heap each, and threads in all. Counted, not timed. */
final class WaitingGates {
  static final int GATES = 10_000;

  private WaitingGates() {}

  /**
   * What was counted.
   *
   * @param heapPerGate bytes of heap for each gate: its plan, its state, its journal, its timer
   * @param threads how many more threads there are than before
   */
  record Cost(long heapPerGate, int threads) {}

  static Cost measure() throws InterruptedException {
    LongAdder asked = new LongAdder();
    Check closed =
        Check.of(
            "closed",
            context -> {
              asked.increment();
              return Verdict.pending(
                  "closed", "still closed", Evidence.of("is it open", context.startedAt()));
            });
    long heapBefore = usedHeap();
    int threadsBefore = ManagementFactory.getThreadMXBean().getThreadCount();
    Phase[] phases = new Phase[GATES];
    for (int i = 0; i < GATES; i++) {
      phases[i] =
          phase("phase-" + i)
              .after()
              .gate(gate("gate", closed).every(Duration.ofHours(1)).within(Duration.ofHours(9)));
    }
    Plan plan = plan("waiting", 1).phases(phases).build();
    try (Engine engine = Engine.of(new FreshJournals())) {
      engine.start(plan);
      while (asked.sum() < GATES) {
        Thread.sleep(50);
      }
      // The workers that asked the checks leave after ten idle seconds.
      Thread.sleep(12_000);
      int threads = ManagementFactory.getThreadMXBean().getThreadCount() - threadsBefore;
      return new Cost((usedHeap() - heapBefore) / GATES, threads);
    }
  }

  private static long usedHeap() throws InterruptedException {
    long used = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      System.gc();
      Thread.sleep(200);
      Runtime runtime = Runtime.getRuntime();
      used = Math.min(used, runtime.totalMemory() - runtime.freeMemory());
    }
    return used;
  }
}
