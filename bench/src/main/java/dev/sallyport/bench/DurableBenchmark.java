package dev.sallyport.bench;

import dev.sallyport.engine.Engine;
import dev.sallyport.journal.Journals;
import dev.sallyport.journal.Outcome;
import dev.sallyport.plan.Plan;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A chain of 200 steps, each durable before the next one starts, beside a bare append-and-force of
 * the very same bytes into a growing file on the same disk.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class DurableBenchmark {
  static final int STEPS = 200;

  private final LongAdder counter = new LongAdder();
  private final AtomicLong runs = new AtomicLong();
  private final List<byte[]> records = new ArrayList<>();
  private final Plan plan = Shapes.chain(STEPS, counter);
  private Path folder = Path.of(".");
  private Engine engine = Engine.inMemory();

  /** Makes a folder on the disk to be measured, and takes the records of one run as the floor's. */
  @Setup
  public void setUp() throws IOException, InterruptedException {
    String disk = System.getProperty("sallyport.bench.folder", ".");
    folder = Files.createTempDirectory(Path.of(disk), "durable");
    engine.close();
    engine = Engine.of(Journals.inFolder(folder));
    engine.start(plan, "sample", "bench").await();
    Path journal;
    try (var files = Files.list(folder)) {
      journal = files.filter(f -> f.toString().endsWith(".journal")).findFirst().orElseThrow();
    }
    List<String> lines = Files.readAllLines(journal);
    // The end of a step and the start of the next one share a force.
    for (int i = 0; i < lines.size(); i += 2) {
      String group = lines.get(i) + "\n" + (i + 1 < lines.size() ? lines.get(i + 1) + "\n" : "");
      records.add(group.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Removes the folder. */
  @TearDown
  public void tearDown() throws IOException {
    engine.close();
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  /** A run of the plan. */
  @Benchmark
  public Outcome sallyport() throws InterruptedException {
    return engine.start(plan, "run-" + runs.incrementAndGet(), "bench").await();
  }

  /** The floor. */
  @Benchmark
  public long floor() throws IOException {
    Path file = folder.resolve("floor-" + runs.incrementAndGet());
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (byte[] group : records) {
        channel.write(ByteBuffer.wrap(group));
        channel.force(false);
      }
      return channel.size();
    }
  }
}
