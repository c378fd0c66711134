package dev.sallyport.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * From starting a JVM to the first step, beside a bare JVM that calls the same code; processes,
 * timed.
 */
final class ColdStart {
  static final int TIMES = 15;

  private ColdStart() {}

  /** A JVM that does nothing but the step's work. */
  static final class Bare {
    private Bare() {}

    public static void main(String[] args) {
      Runnable work = () -> System.out.println("first step");
      work.run();
      System.exit(0);
    }
  }

  /** A JVM that builds a plan and ends in its first step. */
  static final class FirstStep {
    private FirstStep() {}

    public static void main(String[] args) throws InterruptedException {
      dev.sallyport.plan.Plan plan =
          dev.sallyport.plan.Plan.named("cold", 1)
              .phases(
                  dev.sallyport.plan.Dsl.phase("Only")
                      .step(
                          dev.sallyport.plan.Dsl.step("first")
                              .run(
                                  context -> {
                                    System.out.println("first step");
                                    Runtime.getRuntime().halt(0);
                                  })
                              .readOnly()))
              .build();
      dev.sallyport.engine.Engine.inMemory().start(plan).await();
    }
  }

  /**
   * The medians in milliseconds.
   *
   * @param bare of the bare JVM
   * @param firstStep of the one with a plan
   */
  record Times(double bare, double firstStep) {}

  static Times measure() throws IOException, InterruptedException {
    List<Double> bare = new ArrayList<>();
    List<Double> first = new ArrayList<>();
    for (int i = 0; i < TIMES; i++) {
      bare.add(time(Bare.class));
      first.add(time(FirstStep.class));
    }
    return new Times(median(bare), median(first));
  }

  private static double time(Class<?> main) throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(
                java, "-Xshare:auto", "-cp", System.getProperty("java.class.path"), main.getName())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.waitFor();
    if (code != 0 || !said.contains("first step")) {
      throw new IllegalStateException(main.getName() + " ended with " + code + ": " + said);
    }
    return (System.nanoTime() - start) / 1e6;
  }

  private static double median(List<Double> times) {
    Collections.sort(times);
    return times.get(times.size() / 2);
  }
}
