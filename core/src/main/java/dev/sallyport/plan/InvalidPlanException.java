package dev.sallyport.plan;

import java.util.List;
import java.util.stream.Collectors;

/** Thrown by {@link PlanBuilder#build} with everything that is wrong with the plan, all at once. */
public final class InvalidPlanException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<Problem> problems;

  InvalidPlanException(String plan, List<Problem> problems) {
    super(
        "The plan '"
            + plan
            + "' has "
            + problems.size()
            + (problems.size() == 1 ? " problem:\n  " : " problems:\n  ")
            + problems.stream().map(Problem::toString).collect(Collectors.joining("\n  ")));
    this.problems = List.copyOf(problems);
  }

  /**
   * Returns the problems: of each thing by itself in the order of the plan, then of their order.
   */
  public List<Problem> problems() {
    return problems;
  }
}
