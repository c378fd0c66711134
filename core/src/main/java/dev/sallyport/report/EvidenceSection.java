package dev.sallyport.report;

import dev.sallyport.check.Evidence;
import dev.sallyport.check.Observation;
import dev.sallyport.check.Quantities;
import dev.sallyport.check.Verdict;
import dev.sallyport.journal.Trigger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Why a node failed: what was asked, what was seen, the threshold, the attempts. */
record EvidenceSection(Times times) {
  private static final int ENDS = 10;

  void write(NodeStory node, Document out) {
    out.heading(2, "Cause: " + node.kind() + " " + node.path());
    facts(node, out);
  }

  /** Writes it without a heading. */
  void facts(NodeStory node, Document out) {
    GateStory gate = node.judged();
    if (gate != null) {
      gate(node, gate, out);
    }
    List<List<String>> attempts = new ArrayList<>();
    int left = node.attempts().size() - 2 * ENDS;
    for (int i = 0; i < node.attempts().size(); i++) {
      if (left > 1 && i == ENDS) {
        attempts.add(List.of("...", "", "", left + " attempts are left out here"));
        i += left;
      }
      AttemptStory attempt = node.attempts().get(i);
      attempts.add(
          List.of(
              attempt.work().name().toLowerCase(Locale.ROOT) + " " + attempt.number(),
              times.offset(attempt.startedAt()),
              Words.took(attempt.took(times.now())),
              result(attempt)));
    }
    out.table(List.of("attempt", "started", "took", "result"), attempts);
  }

  private static String result(AttemptStory attempt) {
    String word =
        switch (attempt.result()) {
          case UNDER_WAY -> "under way";
          case SUCCEEDED -> "succeeded";
          case FAILED -> "failed";
          case UNKNOWN -> "unknown";
        };
    return attempt.detail().isEmpty() ? word : word + ": " + attempt.detail();
  }

  private void gate(NodeStory node, GateStory gate, Document out) {
    List<List<String>> facts = new ArrayList<>();
    if (gate.failed() != null) {
      facts.add(List.of("failed because", gate.reason()));
    }
    String check = Policies.check(node.policy());
    if (!check.isEmpty()) {
      facts.add(List.of("check", check));
    }
    facts.add(List.of("policy", Policies.words(node.policy())));
    Verdict telling = gate.telling();
    if (telling == null) {
      boolean asksNothing = node.kind().equals("approval") || node.kind().equals(Kinds.START);
      if (!asksNothing && gate.failed() != Trigger.TRIPPED_BY_HAND) {
        facts.add(List.of("seen", "nothing: no sample was taken"));
      }
      out.table(List.of(), facts);
      return;
    }
    boolean danger = telling != gate.last();
    facts.add(
        List.of(danger ? "danger seen" : "last seen", telling.word() + ": " + telling.reason()));
    Evidence evidence = telling.evidence();
    facts.add(List.of("asked", evidence.asked()));
    if (!evidence.threshold().isEmpty()) {
      facts.add(List.of("threshold", evidence.threshold()));
    }
    if (!evidence.window().isZero()) {
      facts.add(List.of("window", Quantities.show(evidence.window())));
    }
    facts.add(
        List.of(
            "measurements",
            evidence.samples()
                + " in the last sample; "
                + gate.passes()
                + " of "
                + Words.count(gate.samples(), "sample")
                + " passed"));
    facts.add(List.of("seen at", times.moment(evidence.at())));
    out.table(List.of(), facts);
    out.table(List.of("of", "fact", "value"), observed(evidence));
  }

  private static List<List<String>> observed(Evidence evidence) {
    List<List<String>> rows = new ArrayList<>();
    for (Observation fact : evidence.observed()) {
      String value = fact.unit().isEmpty() ? fact.value() : fact.value() + " " + fact.unit();
      rows.add(List.of(fact.subject(), fact.name(), value));
    }
    return rows;
  }
}
