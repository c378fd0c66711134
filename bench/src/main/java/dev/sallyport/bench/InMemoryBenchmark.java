package dev.sallyport.bench;

import dev.sallyport.engine.Engine;
import dev.sallyport.journal.Outcome;
import dev.sallyport.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A run in memory, everything recorded, beside a graph of futures and beside LiteFlow. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class InMemoryBenchmark {
  /** The graph: layers by width. */
  @Param({"1000x1", "1x1000", "100x100"})
  public String shape = "1000x1";

  private final LongAdder counter = new LongAdder();
  private int layers;
  private int width;
  private Plan plan = Shapes.chain(1, counter);
  private Engine engine = Engine.of(new FreshJournals());
  private LiteFlow liteFlow = new LiteFlow();
  private ExecutorService pool = Executors.newFixedThreadPool(1);

  /** Makes the graph in all its forms. */
  @Setup
  public void setUp() {
    String[] parts = shape.split("x", 2);
    layers = Integer.parseInt(parts[0]);
    width = Integer.parseInt(parts[1]);
    plan = width == 1 ? Shapes.chain(layers, counter) : Shapes.layers(layers, width, counter);
    pool.shutdown();
    pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    if (width == 1) {
      liteFlow.chain("graph", layers);
    } else {
      liteFlow.layers("graph", layers, width);
    }
  }

  /** Ends the threads. */
  @TearDown
  public void tearDown() {
    engine.close();
    pool.shutdownNow();
  }

  /** A run of the plan. */
  @Benchmark
  public Outcome sallyport() throws InterruptedException {
    return engine.start(plan).await();
  }

  /** The floor: a loop where one step follows the other, futures where they stand side by side. */
  @Benchmark
  public long floor() {
    for (int layer = 0; layer < layers; layer++) {
      if (width == 1) {
        counter.increment();
      } else {
        List<CompletableFuture<Void>> steps = new ArrayList<>(width);
        for (int i = 0; i < width; i++) {
          steps.add(CompletableFuture.runAsync(counter::increment, pool));
        }
        CompletableFuture.allOf(steps.toArray(CompletableFuture[]::new)).join();
      }
    }
    return counter.sum();
  }

  /** The fastest of our peers with a graph. */
  @Benchmark
  public long liteFlow() {
    return liteFlow.run("graph");
  }
}
