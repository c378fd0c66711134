package dev.sallyport.testkit.explore;

import java.util.List;

/**
 * What an explorer found. Immutable.
 *
 * @param plan the name of the plan
 * @param singles how many cases with one fault were run
 * @param pairs how many cases with two faults were run
 * @param possiblePairs how many there would have been
 * @param insideRollback how many of the pairs had their second fault after the rollback had begun
 * @param findings what it found, the shortest case first; each rule once for each path
 * @param accepted what it found and was told to accept, with the reasons
 */
public record Exploration(
    String plan,
    int singles,
    int pairs,
    int possiblePairs,
    int insideRollback,
    List<Finding> findings,
    List<String> accepted) {

  /** Copies the lists. */
  public Exploration {
    findings = List.copyOf(findings);
    accepted = List.copyOf(accepted);
  }

  /** Returns how many cases were run, the undisturbed one included. */
  public int cases() {
    return 1 + singles + pairs;
  }

  /** Returns whether nothing was found. */
  public boolean isClean() {
    return findings.isEmpty();
  }

  /** Returns what was run, in one line. */
  public String summary() {
    return "'"
        + plan
        + "': "
        + cases()
        + " cases: 1 undisturbed, "
        + singles
        + " with one fault, "
        + pairs
        + " with two"
        + (pairs < possiblePairs ? " (of " + possiblePairs + " possible)" : "")
        + ", "
        + insideRollback
        + " of them inside the rollback";
  }

  /** Returns all of it as text: the summary, what was accepted, and every finding. */
  public String text() {
    StringBuilder text = new StringBuilder(summary()).append('\n');
    accepted.forEach(each -> text.append("accepted: ").append(each).append('\n'));
    if (findings.isEmpty()) {
      return text.append("Every rule held in every case.\n").toString();
    }
    text.append(findings.size()).append(findings.size() == 1 ? " finding" : " findings");
    findings.forEach(finding -> text.append("\n\n").append(finding.text()));
    return text.append('\n').toString();
  }

  @Override
  public String toString() {
    return text();
  }
}
