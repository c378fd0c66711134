package dev.sallyport.checks.celery;

import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Metric;
import dev.sallyport.check.Objection;
import dev.sallyport.check.Observation;
import dev.sallyport.check.Quantities;
import dev.sallyport.check.Reading;
import dev.sallyport.check.Threshold;
import dev.sallyport.check.UnansweredException;
import dev.sallyport.check.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How many tasks wait: in the queues with all their priorities, and reserved by workers.
 *
 * <p>{@code LLEN celery} is 0 while workers hold tasks that they have not begun, and those of a
 * killed worker stay so for the visibility timeout. Compared with a limit, a task that has been
 * reserved for longer than that fails. Reserved tasks are those of the broker, whatever their
 * queue, and include tasks with an ETA. Immutable and thread-safe.
 */
public final class QueueDepth implements Metric<Long> {
  private final Broker broker;
  private final List<String> queues;
  private final Duration visibility;
  private final Optional<Duration> window;

  QueueDepth(Broker broker, List<String> queues, Duration visibility, Optional<Duration> window) {
    this.broker = broker;
    this.queues = queues;
    this.visibility = visibility;
    this.window = window;
  }

  /**
   * Returns this metric that, compared with a limit, is also breached if the number grows over a
   * span within the sample.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public QueueDepth notGrowingOver(Duration span) {
    return new QueueDepth(
        broker, queues, visibility, Optional.of(Quantities.positive(span, "window")));
  }

  @Override
  public String name() {
    return "celery queue-depth " + String.join(", ", queues);
  }

  @Override
  public Reading<Long> read(CheckContext context) throws Exception {
    Evidence evidence = Evidence.of(asked(), context.clock().instant());
    try {
      Broker.Depth depth = broker.depth(queues, context);
      return Reading.value(depth.total(), evidence.observing(rows(depth)));
    } catch (UnansweredException e) {
      return e.reading(evidence);
    }
  }

  private String asked() {
    return broker.asked() + ": LLEN of " + queues + " with priorities, HLEN unacked, unacked_index";
  }

  @Override
  public Check compared(Threshold<Long> threshold) {
    return Check.of(name() + " " + threshold, context -> judge(threshold, context));
  }

  private Verdict judge(Threshold<Long> threshold, CheckContext context) throws Exception {
    Evidence evidence =
        Evidence.of(asked(), context.clock().instant()).against(threshold.toString());
    try {
      Broker.Depth before = broker.depth(queues, context);
      Broker.Depth depth = before;
      if (window.isPresent()) {
        context.pause(window.get());
        depth = broker.depth(queues, context);
      }
      return judge(threshold, before, depth, evidence.observing(rows(depth)));
    } catch (UnansweredException e) {
      return e.verdict(evidence);
    }
  }

  private Verdict judge(
      Threshold<Long> threshold, Broker.Depth before, Broker.Depth depth, Evidence evidence) {
    String seen =
        depth.total()
            + " tasks wait: "
            + depth.waiting()
            + " in queues, "
            + depth.reserved()
            + " reserved by workers";
    double oldest = depth.oldest().orElse(0);
    if (oldest > visibility.toSeconds()) {
      return Verdict.of(
          List.of(
              Objection.fail(
                  "reserved-too-long",
                  "",
                  seen + ", the oldest for " + Quantities.show(Duration.ofSeconds((long) oldest)),
                  "A worker died with it, or it has an ETA beyond the visibility timeout and will"
                      + " run twice.")),
          "",
          evidence);
    }
    if (!threshold.holds(depth.total())) {
      return threshold.breach(
          "queue-deep",
          seen + ", not " + threshold + ". Add workers, or look whether they are stuck.",
          evidence);
    }
    if (window.isPresent() && depth.total() > before.total()) {
      return threshold.breach(
          "queue-grows",
          seen
              + ", "
              + (depth.total() - before.total())
              + " more than "
              + Quantities.show(window.get())
              + " before. The workers do not keep up.",
          evidence);
    }
    return Verdict.pass(seen + ", as asked " + threshold, evidence);
  }

  private static List<Observation> rows(Broker.Depth depth) {
    List<Observation> rows = new ArrayList<>();
    depth.waiting().forEach((queue, count) -> rows.add(Observation.of(queue, "waiting", count)));
    rows.add(Observation.of("", "reserved", depth.reserved()));
    depth
        .oldest()
        .ifPresent(
            seconds ->
                rows.add(Observation.of("", "oldest reserved for", Math.round(seconds), "s")));
    return rows;
  }
}
