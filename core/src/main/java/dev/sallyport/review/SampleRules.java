package dev.sallyport.review;

import static dev.sallyport.check.Quantities.show;

import dev.sallyport.plan.GatePolicy;
import dev.sallyport.plan.Graph;
import dev.sallyport.plan.Node;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What is looked for in how often watches and monitors sample, and what they make of it. */
final class SampleRules {
  private final Findings findings;

  SampleRules(Findings findings) {
    this.findings = findings;
  }

  /** What a finding says and the way out, put down where it belongs. */
  private interface Sink {
    void add(LintCode code, String why, String wayOut);
  }

  void checkWatch(Graph.WatchNode watch) {
    Sink sink = (code, why, wayOut) -> findings.add(code, watch, why, wayOut);
    GatePolicy policy = watch.watch().gate().policy();
    String what = "the watch '" + watch.watch().name() + "'";
    timing(what, policy, policy.every(), policy.every(), sink);
    failures(what, policy, null, policy.every(), sink);
  }

  void checkMonitor(Node.GateNode monitor) {
    GatePolicy policy = monitor.gate().policy();
    if (policy.kind() != GatePolicy.Kind.MONITOR) {
      return;
    }
    Sink sink = (code, why, wayOut) -> findings.add(code, monitor, why, wayOut);
    String what = "the monitor '" + monitor.path() + "'";
    Duration shortest = policy.every();
    Duration longest = policy.every();
    long samples = 1;
    for (GatePolicy.Window window : policy.windows()) {
      shortest = window.every().compareTo(shortest) < 0 ? window.every() : shortest;
      longest = window.every().compareTo(longest) > 0 ? window.every() : longest;
      samples += window.length().dividedBy(window.every());
    }
    timing(what, policy, shortest, longest, sink);
    failures(what, policy, samples, shortest, sink);
  }

  private static void timing(
      String what, GatePolicy policy, Duration shortest, Duration longest, Sink sink) {
    Duration sample = policy.sampleTimeout();
    if (sample.compareTo(shortest) > 0) {
      sink.add(
          LintCode.SAMPLE_OUTLASTS_INTERVAL,
          what
              + " samples every "
              + show(shortest)
              + ", but a sample may take "
              + show(sample)
              + ": while its system hangs it looks far less often than it says.",
          "Give samples no more time than the interval, by sampleTimeout(...).");
    }
    Duration blind = policy.inconclusiveFor();
    if (blind != null && blind.compareTo(longest.plus(sample)) < 0) {
      sink.add(
          LintCode.BLIND_BY_ONE_SAMPLE,
          what
              + " is blind after "
              + show(blind)
              + ", but the next sample may come only "
              + show(longest.plus(sample))
              + " after the one before (interval and sample timeout): one that could not be made is"
              + " enough.",
          "Let it be blind for longer, by blindFor(...), or sample more often.");
    }
  }

  /**
   * Looks for a count of failures that cannot be reached.
   *
   * @param samples how many samples there are in all; null for any number
   */
  private static void failures(
      String what, GatePolicy policy, @Nullable Long samples, Duration shortest, Sink sink) {
    Duration window = policy.failureWindow();
    if (policy.failingFor() != null) {
      return;
    }
    long most =
        window != null
            ? window.dividedBy(shortest) + 1
            : samples == null ? Long.MAX_VALUE : samples;
    if (policy.failures() > most) {
      sink.add(
          LintCode.NEVER_SO_MANY_FAILURES,
          what
              + " is to fail on "
              + policy.failures()
              + " failed samples"
              + (window == null ? "" : " within " + show(window))
              + ", but with one every "
              + show(shortest)
              + " there are "
              + most
              + " at most: it never does.",
          "Ask for fewer failures, sample more often, or count over a longer time.");
    }
  }
}
