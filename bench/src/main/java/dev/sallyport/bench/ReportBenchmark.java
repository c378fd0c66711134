package dev.sallyport.bench;

import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.plan;
import static dev.sallyport.plan.Dsl.step;

import dev.sallyport.journal.Event;
import dev.sallyport.journal.Outcome;
import dev.sallyport.journal.Output;
import dev.sallyport.journal.Work;
import dev.sallyport.plan.Plan;
import dev.sallyport.report.Report;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The record of a run of 100,000 events, beside writing each event as one line of text. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ReportBenchmark {
  static final int EVENTS = 100_000;

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private List<Event> events = List.of();

  /** Makes the events of a thousand steps, each of which is tried fifty times. */
  @Setup
  public void setUp() {
    Plan plan =
        plan("told", 1).phases(phase("a").step(step("b").run(context -> {}).readOnly())).build();
    List<Event> all = new ArrayList<>();
    all.add(new Event.RunStarted(START, "told", plan.description(), Map.of(), "bench"));
    for (int i = 0; i < EVENTS / 2; i++) {
      Instant at = START.plusMillis(i);
      String path = "a/step-" + i / 50;
      all.add(new Event.AttemptStarted(at, path, Work.RUN, i % 50 + 1));
      all.add(new Event.AttemptSucceeded(at, path, Work.RUN, i % 50 + 1, Output.NONE));
    }
    all.add(new Event.RunEnded(START.plusMillis(EVENTS), Outcome.SUCCEEDED, "", List.of()));
    events = List.copyOf(all);
  }

  /** The record. */
  @Benchmark
  public String sallyport() {
    return Report.of(events).record();
  }

  /** A line of text an event. */
  @Benchmark
  public String floor() {
    StringBuilder text = new StringBuilder();
    for (Event event : events) {
      text.append(event.at()).append(' ').append(event.getClass().getSimpleName()).append('\n');
    }
    return text.toString();
  }
}
