package dev.sallyport.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs every benchmark beside its floor and prints the table of {@code docs/benchmarks.md}. */
public final class Benchmarks {
  private static final double STEPS_IN_MEMORY_WIDE = 10_000;

  private final PrintStream out;

  private Benchmarks(PrintStream out) {
    this.out = out;
  }

  /** Runs them all; takes some minutes. */
  public static void main(String[] args) throws RunnerException, IOException, InterruptedException {
    new Benchmarks(System.out).run();
  }

  private void run() throws RunnerException, IOException, InterruptedException {
    Map<String, Double> memory = measure(InMemoryBenchmark.class, 3, 5);
    Map<String, Double> durable = measure(DurableBenchmark.class, 2, 5);
    Map<String, Double> resume = measure(ResumeBenchmark.class, 5, 10);
    Map<String, Double> simulation = measure(SimulationBenchmark.class, 3, 5);
    Map<String, Double> report = measure(ReportBenchmark.class, 3, 5);
    WaitingGates.Cost gates = WaitingGates.measure();
    ColdStart.Times cold = ColdStart.measure();
    String load = LoadProbeCost.rows();
    out.println();
    out.println("| what | unit | Sallyport | floor | ratio | LiteFlow | ratio |");
    out.println("|---|---|---:|---:|---:|---:|---:|");
    inMemory(memory, "chain of 1,000 steps, in memory", "1000x1", 1000);
    inMemory(memory, "fan-out of 1,000 steps, in memory", "1x1000", 1000);
    inMemory(memory, "100 layers of 100 steps, in memory", "100x100", STEPS_IN_MEMORY_WIDE);
    row(
        "durable chain of 200 steps",
        "\u00b5s a step",
        time(durable, "sallyport") / DurableBenchmark.STEPS,
        time(durable, "floor") / DurableBenchmark.STEPS,
        Double.NaN);
    row(
        "resume with 10,000 finished steps",
        "ms",
        time(resume, "sallyport"),
        time(resume, "floor"),
        Double.NaN);
    row(
        "simulated run of 10 steps",
        "\u00b5s a run",
        time(simulation, "sallyport"),
        time(simulation, "floor"),
        Double.NaN);
    row(
        "record of a run of 100,000 events",
        "ms",
        time(report, "sallyport"),
        time(report, "floor"),
        Double.NaN);
    row("cold start to the first step", "ms", cold.firstStep(), cold.bare(), Double.NaN);
    out.printf(
        Locale.ROOT,
        "| 10,000 waiting gates | bytes of heap a gate | %d | | | | |%n",
        gates.heapPerGate());
    out.printf(
        Locale.ROOT, "| 10,000 waiting gates | threads in all | %d | | | | |%n", gates.threads());
    out.print(load);
  }

  private void inMemory(Map<String, Double> times, String what, String shape, double steps) {
    row(
        what,
        "\u00b5s a step",
        time(times, "sallyport " + shape) / steps,
        time(times, "floor " + shape) / steps,
        time(times, "liteFlow " + shape) / steps);
  }

  private static double time(Map<String, Double> times, String name) {
    return Objects.requireNonNull(times.get(name), name);
  }

  private void row(String what, String unit, double ours, double floor, double peer) {
    String beside =
        Double.isNaN(peer)
            ? " | |"
            : String.format(Locale.ROOT, " %.2f | %.2f |", peer, ours / peer);
    out.printf(
        Locale.ROOT,
        "| %s | %s | %.2f | %.2f | %.2f |%s%n",
        what,
        unit,
        ours,
        floor,
        ours / floor,
        beside);
  }

  private static Map<String, Double> measure(Class<?> benchmark, int warmUps, int iterations)
      throws RunnerException {
    Options options =
        new OptionsBuilder()
            .include(benchmark.getName())
            .forks(1)
            .warmupIterations(warmUps)
            .warmupTime(TimeValue.seconds(2))
            .measurementIterations(iterations)
            .measurementTime(TimeValue.seconds(2))
            .jvmArgsAppend(
                "-Dsallyport.bench.folder=" + System.getProperty("sallyport.bench.folder", "."))
            .build();
    Collection<RunResult> results = new Runner(options).run();
    Map<String, Double> scores = new LinkedHashMap<>();
    for (RunResult result : results) {
      String shape = result.getParams().getParam("shape");
      String label = result.getPrimaryResult().getLabel();
      scores.put(shape == null ? label : label + " " + shape, result.getPrimaryResult().getScore());
    }
    return scores;
  }
}
