package dev.sallyport.review;

import dev.sallyport.plan.Plan;
import java.util.List;

/** Writes findings for people. */
final class LintText {
  private LintText() {}

  static String write(Plan plan, List<Finding> open, List<Lint.Accepted> accepted) {
    StringBuilder text = new StringBuilder(plan.name() + " " + plan.version() + ": ");
    text.append(open.isEmpty() ? "nothing found" : Sheet.count(open.size(), "finding"));
    text.append(accepted.isEmpty() ? "" : ", " + accepted.size() + " accepted").append('\n');
    for (Finding finding : open) {
      head(text, finding);
      text.append("  why:      ").append(Sheet.plain(finding.why())).append('\n');
      text.append("  way out:  ").append(Sheet.plain(finding.wayOut())).append('\n');
    }
    for (Lint.Accepted it : accepted) {
      head(text, it.finding());
      text.append("  why:      ").append(Sheet.plain(it.finding().why())).append('\n');
      text.append("  accepted: ").append(Sheet.plain(it.reason())).append('\n');
    }
    return text.toString();
  }

  private static void head(StringBuilder text, Finding finding) {
    text.append('\n').append(finding.code()).append(' ').append(Sheet.plain(finding.path()));
    text.append(finding.source().isEmpty() ? "" : " (" + finding.source() + ")").append('\n');
  }
}
