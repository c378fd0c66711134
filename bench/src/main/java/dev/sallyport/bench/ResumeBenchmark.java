package dev.sallyport.bench;

import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.plan;
import static dev.sallyport.plan.Dsl.step;

import dev.sallyport.engine.Engine;
import dev.sallyport.engine.EngineOptions;
import dev.sallyport.engine.Run;
import dev.sallyport.journal.Journals;
import dev.sallyport.journal.Outcome;
import dev.sallyport.plan.Plan;
import dev.sallyport.plan.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Resuming a run with 10,000 finished steps until its last step runs, beside reading the lines. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ResumeBenchmark {
  static final int STEPS = 10_000;

  private final LongAdder counter = new LongAdder();
  private byte[] journal = {};
  private Path folder = Path.of(".");
  private Path file = Path.of(".");

  private Plan ending(Step<Void> last) {
    Step<?>[] steps = new Step<?>[STEPS];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = Shapes.counting("wide-" + i, counter);
    }
    return plan("resumed", 1)
        .phases(phase("wide").parallel(steps), phase("end").step(last))
        .build();
  }

  /** Runs the plan up to its last step, whose engine is then closed over it. */
  @Setup
  public void setUp() throws IOException, InterruptedException {
    folder =
        Files.createTempDirectory(
            Path.of(System.getProperty("sallyport.bench.folder", ".")), "resume");
    CountDownLatch reached = new CountDownLatch(1);
    Step<Void> last =
        step("last")
            .run(
                context -> {
                  reached.countDown();
                  Thread.sleep(600_000);
                })
            .readOnly();
    Engine engine =
        Engine.of(
            EngineOptions.defaults()
                .journals(Journals.inFolder(folder))
                .closeTimeout(Duration.ofMillis(100)));
    engine.start(ending(last), "run", "bench");
    reached.await();
    try (var files = Files.list(folder)) {
      file = files.filter(f -> f.toString().endsWith(".journal")).findFirst().orElseThrow();
    }
    journal = Files.readAllBytes(file);
    engine.close();
  }

  /** Puts the journal back as it was at the kill. */
  @Setup(Level.Invocation)
  public void restore() throws IOException {
    Files.write(file, journal);
  }

  /** Removes the folder. */
  @TearDown
  public void tearDown() throws IOException {
    try (var files = Files.list(folder)) {
      for (Path each : files.toList()) {
        Files.delete(each);
      }
    }
    Files.delete(folder);
  }

  /** A resume, up to the end of the run. */
  @Benchmark
  public Outcome sallyport() throws InterruptedException {
    try (Engine engine = Engine.of(Journals.inFolder(folder))) {
      Run run = engine.resume("run", ending(Shapes.counting("last", counter)), "bench");
      return run.await();
    }
  }

  /** The floor: the file's lines, read and split. */
  @Benchmark
  public long floor() throws IOException {
    return Files.readAllLines(file).stream().mapToLong(String::length).sum();
  }
}
