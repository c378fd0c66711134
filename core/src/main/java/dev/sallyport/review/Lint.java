package dev.sallyport.review;

import dev.sallyport.plan.Graph;
import dev.sallyport.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What a plan allows and hardly means: findings, each of which can be accepted with a reason.
 *
 * <p>Only what the plan's data decides is a finding. The codes are stable. Immutable: {@link
 * #accepting} returns a changed copy.
 */
public final class Lint {
  private final Plan plan;
  private final List<Finding> all;
  private final List<Acceptance> acceptances;

  private Lint(Plan plan, List<Finding> all, List<Acceptance> acceptances) {
    this.plan = plan;
    this.all = all;
    this.acceptances = acceptances;
  }

  /** A finding that is accepted, and why. */
  public record Accepted(Finding finding, String reason) {}

  private record Acceptance(String code, String path, String reason) {
    boolean isOf(Finding finding) {
      return finding.code().equals(code) && finding.path().equals(path);
    }
  }

  /** Returns what is found in a plan, nothing of it accepted; nothing of the plan is run. */
  public static Lint of(Plan plan) {
    return new Lint(plan, LintRules.findings(plan), List.of());
  }

  /**
   * Returns this with one finding accepted. If there is none of that code and path, that is a
   * finding of its own, so that no acceptance outlives its cause.
   *
   * @param code the finding's code, for example {@code LINT-008}
   * @param path the finding's path
   * @param reason why it is accepted; shown wherever the finding would be
   * @throws IllegalArgumentException if the reason is blank
   */
  public Lint accepting(String code, String path, String reason) {
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(path, "path");
    if (reason.isBlank()) {
      throw new IllegalArgumentException(
          "The acceptance of "
              + code
              + " at '"
              + path
              + "' has no reason. Say why it is accepted.");
    }
    List<Acceptance> more = new ArrayList<>(acceptances);
    more.add(new Acceptance(code, path, reason));
    return new Lint(plan, all, List.copyOf(more));
  }

  /** Returns what is found and not accepted: in the order of the plan, then of the acceptances. */
  public List<Finding> findings() {
    List<Finding> open = new ArrayList<>();
    for (Finding finding : all) {
      if (acceptances.stream().noneMatch(a -> a.isOf(finding))) {
        open.add(finding);
      }
    }
    for (Acceptance acceptance : acceptances) {
      if (all.stream().noneMatch(acceptance::isOf)) {
        open.add(useless(acceptance));
      }
    }
    return List.copyOf(open);
  }

  /** Returns what is found and accepted, in the order of the plan. */
  public List<Accepted> accepted() {
    List<Accepted> accepted = new ArrayList<>();
    for (Finding finding : all) {
      acceptances.stream()
          .filter(a -> a.isOf(finding))
          .findFirst()
          .ifPresent(a -> accepted.add(new Accepted(finding, a.reason())));
    }
    return List.copyOf(accepted);
  }

  /** Returns whether nothing is found, or all of it is accepted. */
  public boolean isClean() {
    return findings().isEmpty();
  }

  /** Returns the findings as plain text, one block each, then the accepted ones. */
  public String text() {
    return LintText.write(plan, findings(), accepted());
  }

  /** Returns the findings as one JSON object, on several lines. */
  public String json() {
    return LintJson.write(plan, findings(), accepted());
  }

  private Finding useless(Acceptance acceptance) {
    String what = acceptance.code() + " is accepted at '" + acceptance.path() + "', but ";
    LintCode code = LintCode.ACCEPTS_NOTHING;
    String but = "nothing of that code is found there any more.";
    String wayOut = "Leave out the acceptance.";
    if (!LintCode.mayBeAccepted(acceptance.code())) {
      code = LintCode.ACCEPTS_UNKNOWN;
      but = "there is no such code that can be accepted.";
      wayOut = "Copy the code from the finding.";
    } else if (!isInPlan(acceptance.path())) {
      code = LintCode.ACCEPTS_UNKNOWN;
      but = "the plan '" + plan.name() + "' has nothing of that path.";
      wayOut = "Copy the path from the finding; or leave out the acceptance.";
    }
    return new Finding(code.text(), acceptance.path(), "", what + but, wayOut);
  }

  private boolean isInPlan(String path) {
    Graph graph = plan.graph();
    return graph.indexOf(path) >= 0
        || graph.phases().stream().anyMatch(phase -> phase.rollbackPath().equals(path))
        || graph.watches().stream().anyMatch(watch -> watch.path().equals(path))
        || graph.announcements().stream().anyMatch(it -> it.path().equals(path))
        || path.equals("@start") && plan.startRules().notice() != null;
  }
}
