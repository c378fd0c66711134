package dev.sallyport.plan;

import static dev.sallyport.plan.Dsl.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sallyport.check.Check;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Verdict;
import java.time.Duration;
import java.util.List;

/** What the tests of this package build plans from. */
final class Plans {
  static final Duration MINUTE = Duration.ofMinutes(1);
  static final Check WELL =
      Check.of(
          "redis slots",
          context -> Verdict.pass("well", Evidence.of("CLUSTER INFO", context.startedAt())));

  private Plans() {}

  /** Returns a step that does nothing and says so. */
  static Step<Void> look(String name) {
    return step(name).run(context -> {}).readOnly();
  }

  /** Returns a step that makes a text. */
  static Step<String> make(String name) {
    return step(name, String.class).run(context -> name).readOnly();
  }

  static Phase phase(String name, Step<?>... steps) {
    return Dsl.phase(name).step(steps);
  }

  static PlanBuilder shop(Phase... phases) {
    return Plan.named("shop", 1).phases(phases);
  }

  /** Returns the place of the line after the one that calls this, as problems show it. */
  static String nextLine() {
    StackTraceElement caller = new Throwable().getStackTrace()[1];
    return caller.getFileName() + ":" + (caller.getLineNumber() + 1);
  }

  static InvalidPlanException refusal(PlanBuilder plan) {
    InvalidPlanException refusal = catchThrowableOfType(InvalidPlanException.class, plan::build);
    assertThat(refusal).as("what build() throws").isNotNull();
    return refusal;
  }

  static List<String> problemsOf(PlanBuilder plan) {
    return refusal(plan).problems().stream().map(Problem::toString).toList();
  }

  static List<String> paths(Graph graph) {
    return graph.nodes().stream().map(Node::path).toList();
  }
}
