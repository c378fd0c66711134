package dev.sallyport.checks.redis;

import dev.sallyport.check.Objection;
import dev.sallyport.check.Verdict;
import java.util.List;
import java.util.Optional;

/** The same node at the begin and at the end of a window. Pure. */
record NodeSpan(Peer before, Peer after) {

  /** Returns why counters at the two ends cannot be subtracted; empty if they can. */
  Optional<Objection> problem(List<String> counters) {
    if (!runId(before).equals(runId(after))) {
      return Optional.of(ambiguous("was restarted (run_id changed)"));
    }
    for (String counter : counters) {
      if (delta(counter) < 0) {
        return Optional.of(ambiguous("had its counters reset (" + counter + " fell)"));
      }
    }
    return Optional.empty();
  }

  long delta(String counter) {
    return after.state().info().number(counter, 0) - before.state().info().number(counter, 0);
  }

  private Objection ambiguous(String what) {
    return Objection.unknown(
        Verdict.Cause.AMBIGUOUS,
        "window-broken",
        after.name(),
        after.name() + " " + what + " within the window",
        "Ask again over a window without restarts and CONFIG RESETSTAT.");
  }

  private static String runId(Peer peer) {
    return peer.state().info().text("run_id");
  }

  /** Returns the finding that a node answered at one end only. */
  static Objection halfSeen(Peer peer) {
    return Objection.unknown(
        Verdict.Cause.AMBIGUOUS,
        "window-broken",
        peer.name(),
        peer.name() + " answered at one end of the window only",
        "Ask again when the members come and go no more.");
  }
}
