package dev.sallyport.review;

import static dev.sallyport.check.Quantities.show;

import dev.sallyport.plan.GatePolicy;
import dev.sallyport.plan.Graph;
import dev.sallyport.plan.OnFailure;
import java.util.Locale;
import java.util.Objects;

/**
 * What a watch looks for, over which span, and what follows.
 *
 * @param path the watch's id
 * @param from the phase with which it begins; empty for the start of the plan
 * @param until the phase with which it ends; empty for the end of the plan
 * @param trips what trips it, in words
 * @param onTrip what follows then
 * @param blind when it is blind, in words
 * @param onBlind what follows then
 * @param lastSample how long its last sample may hold the way at worst
 */
public record WatchCoverage(
    String path,
    String from,
    String until,
    String trips,
    OnFailure onTrip,
    String blind,
    OnFailure onBlind,
    WorstCase lastSample) {

  static WatchCoverage of(Graph graph, Graph.WatchNode watch, Limits limits) {
    GatePolicy policy = watch.watch().gate().policy();
    return new WatchCoverage(
        watch.path(),
        watch.from() < 0 ? "" : graph.phases().get(watch.from()).name(),
        watch.until() < 0 ? "" : graph.phases().get(watch.until()).name(),
        trips(policy) + ", one every " + show(policy.every()),
        policy.onFailure(),
        "after " + show(Objects.requireNonNull(policy.inconclusiveFor())),
        policy.onBlind(),
        limits.lastSample(watch));
  }

  private static String trips(GatePolicy policy) {
    if (policy.failingFor() != null) {
      return "when samples failed for " + show(policy.failingFor());
    }
    String count =
        policy.failures() == 1
            ? "on a failed sample"
            : "on " + policy.failures() + " failed samples";
    String window = policy.failureWindow() == null ? "" : " within " + show(policy.failureWindow());
    return count + (policy.failuresInARow() ? " in a row" : window);
  }

  /** Returns its span in words. */
  String span() {
    if (from.equals(until)) {
      return from.isEmpty() ? "the whole plan" : from;
    }
    return (from.isEmpty() ? "the start" : from) + " to " + (until.isEmpty() ? "the end" : until);
  }

  static String words(OnFailure action) {
    return action.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
